-- Whether 100 * numerator / denominator - offset can be the printed per cent: at each end just inside, and just outside.
-- Where ends touch it matters whether they are open, so each case says which are.
{% set rows = [
    ('99.5', '100.5', '199.5', '200.5', '49.95', '50.05', '0', '', 'true'),
    ('99.5', '100.5', '199.5', '200.5', '50.3760', '50.40', '0', '', 'false'),
    ('99.5', '100.5', '199.5', '200.5', '50.3759', '50.40', '0', '', 'true'),
    ('99.5', '100.5', '199.5', '200.5', '49.0', '49.6258', '0', '', 'false'),
    ('99.5', '100.5', '199.5', '200.5', '49.0', '49.6260', '0', '', 'true'),
    ('120', '120', '100', '100', '20', '20', '100', '', 'true'),
    ('120', '120', '100', '100', '20.000001', '20.1', '100', '', 'false'),
    ('80', '80', '100', '100', '-20', '-20', '100', '', 'true'),
    ('-20', '-10', '100', '200', '-20', '-20', '0', '', 'true'),
    ('-20', '-10', '100', '200', '-21', '-20.000001', '0', '', 'false'),
    ('-20', '-10', '100', '200', '-5', '-4', '0', '', 'true'),
    ('-20', '-10', '100', '200', '-4.999999', '-4', '0', '', 'false'),
    ('-5', '5', '100', '200', '-5', '-4', '0', '', 'true'),
    ('-5', '5', '100', '200', '-6', '-5.000001', '0', '', 'false'),
    ('100', '110', '200', '250', '30', '40', '0', '', 'true'),
    ('100', '110', '200', '250', '30', '40', '0', 'n_lower', 'false'),
    ('100', '110', '200', '250', '30', '40', '0', 'd_upper', 'false'),
    ('100', '110', '200', '250', '30', '40', '0', 'p_upper', 'false'),
    ('100', '110', '200', '250', '30', '40', '0', 'n_upper d_lower p_lower', 'true'),
    ('100', '110', '200', '250', '30', '40.000001', '0', 'n_lower d_upper p_upper', 'true'),
    ('100', '110', '200', '250', '55', '60', '0', '', 'true'),
    ('100', '110', '200', '250', '55', '60', '0', 'n_upper', 'false'),
    ('100', '110', '200', '250', '55', '60', '0', 'd_lower', 'false'),
    ('100', '110', '200', '250', '55', '60', '0', 'p_lower', 'false'),
    ('100', '110', '200', '250', '55', '60', '0', 'n_lower d_upper p_upper', 'true'),
    ('-20', '-10', '100', '200', '-21', '-20', '0', 'd_lower', 'false'),
    ('-20', '-10', '100', '200', '-21', '-20', '0', 'd_upper', 'true'),
    ('-20', '-10', '100', '200', '-5', '-4', '0', 'd_upper', 'false'),
    ('-20', '-10', '100', '200', '-5', '-4', '0', 'd_lower', 'true'),
    ('0', '5', '100', '200', '-5', '0', '0', 'd_lower d_upper', 'true'),
    ('0', '5', '100', '200', '-5', '0', '0', 'n_lower', 'false'),
    ('99999999999.999999', '99999999999.999999', '99999999999.999999', '99999999999.999999', '100', '100', '0', '', 'true'),
    ('99999999999.999998', '99999999999.999998', '99999999999.999999', '99999999999.999999', '100', '100', '0', '', 'false'),
    ('99999999999', '500000000000', '99999999999', '500000000000', '100', '500000000000', '0', 'n_upper d_upper p_upper', 'true'),
] %}

with cases as (
    {{ cases(['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'shift', 'open_ends', 'expected'], rows) }}
),

typed as (
    select
        {% for column in ['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper'] %}
        cast({{ column }} as {{ figure_type() }}) as {{ column }},
        open_ends like '%{{ column }}%' as {{ column }}_is_open,
        {% endfor %}
        cast(shift as {{ figure_type() }}) as shift,
        open_ends,
        expected
    from cases
),

compared as (
    select
        *,
        {{ quotient_meets(
            'n_lower', 'n_upper', 'n_lower_is_open', 'n_upper_is_open', 'd_lower', 'd_upper', 'd_lower_is_open', 'd_upper_is_open',
            'p_lower', 'p_upper', 'p_lower_is_open', 'p_upper_is_open', 'shift'
        ) }} as actual
    from typed
),

final as (
    select * from compared
    where cast(actual as string) is distinct from expected
)

select * from final
