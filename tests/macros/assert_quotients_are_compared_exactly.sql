-- Whether 100 * numerator / denominator - offset can be the printed per cent: at each end just inside, and just outside.
{% set rows = [
    ('99.5', '100.5', '199.5', '200.5', '49.95', '50.05', '0', 'true'),
    ('99.5', '100.5', '199.5', '200.5', '50.3760', '50.40', '0', 'false'),
    ('99.5', '100.5', '199.5', '200.5', '50.3759', '50.40', '0', 'true'),
    ('99.5', '100.5', '199.5', '200.5', '49.0', '49.6258', '0', 'false'),
    ('99.5', '100.5', '199.5', '200.5', '49.0', '49.6260', '0', 'true'),
    ('120', '120', '100', '100', '20', '20', '100', 'true'),
    ('120', '120', '100', '100', '20.0001', '20.1', '100', 'false'),
    ('80', '80', '100', '100', '-20', '-20', '100', 'true'),
    ('-20', '-10', '100', '200', '-20', '-20', '0', 'true'),
    ('-20', '-10', '100', '200', '-21', '-20.0001', '0', 'false'),
    ('-20', '-10', '100', '200', '-5', '-4', '0', 'true'),
    ('-20', '-10', '100', '200', '-4.9999', '-4', '0', 'false'),
    ('-5', '5', '100', '200', '-5', '-4', '0', 'true'),
    ('-5', '5', '100', '200', '-6', '-5.0001', '0', 'false'),
    ('999999999999.9999', '999999999999.9999', '999999999999.9999', '999999999999.9999', '100', '100', '0', 'true'),
    ('999999999999.9998', '999999999999.9998', '999999999999.9999', '999999999999.9999', '100', '100', '0', 'false'),
] %}

with cases as (
    {{ cases(['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'shift', 'expected'], rows) }}
),

typed as (
    select
        {% for column in ['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'shift'] %}
        cast({{ column }} as {{ figure_type() }}) as {{ column }},
        {% endfor %}
        expected
    from cases
),

final as (
    select
        *,
        {{ quotient_overlaps('n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'shift') }} as actual
    from typed
    where cast({{ quotient_overlaps('n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'shift') }} as string) is distinct from expected
)

select * from final
