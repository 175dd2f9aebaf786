-- Whether a base grown at the printed rate for some years can be the amount: 1,000 at 10 % for three years is 1,331 exactly.
{% set rows = [
    ('1331', '1331', '1000', '1000', '10', '10', '3', 'true'),
    ('1331', '1331', '1000', '1000', '9.9', '9.9999', '3', 'false'),
    ('1331', '1331', '1000', '1000', '10.0001', '10.1', '3', 'false'),
    ('1210', '1210', '1000', '1000', '10', '10', '2', 'true'),
    ('1464.1', '1464.1', '1000', '1000', '10', '10', '4', 'true'),
    ('1464.1', '1464.1', '1000', '1000', '10.0001', '11', '4', 'false'),
    ('1100', '1100', '1000', '1000', '10', '10', '1', 'true'),
    ('729', '729', '1000', '1000', '-10', '-10', '3', 'true'),
    ('729', '729', '1000', '1000', '-9.9999', '-9', '3', 'false'),
    ('999999999999', '999999999999', '999999999999', '999999999999', '0', '0', '3', 'true'),
] %}

with cases as (
    {{ cases(['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'years', 'expected'], rows) }}
),

typed as (
    select
        {% for column in ['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper'] %}
        cast({{ column }} as {{ figure_type() }}) as {{ column }},
        {% endfor %}
        cast(years as integer) as years,
        expected
    from cases
),

final as (
    select
        *,
        {{ compound_growth_overlaps('n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'years') }} as actual
    from typed
    where
        cast({{ compound_growth_overlaps('n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'years') }} as string)
        is distinct from expected
)

select * from final
