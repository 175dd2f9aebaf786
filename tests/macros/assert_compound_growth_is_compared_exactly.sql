-- Whether a base grown at the printed rate for some years can be the amount: 1,000 at 10 % for three years is 1,331 exactly.
-- The ends that touch decide, so each case says which of its ends are open.
{% set rows = [
    ('1331', '1331', '1000', '1000', '10', '10', '3', '', 'true'),
    ('1331', '1331', '1000', '1000', '9.9', '9.9999', '3', '', 'false'),
    ('1331', '1331', '1000', '1000', '10.0001', '10.1', '3', '', 'false'),
    ('1210', '1210', '1000', '1000', '10', '10', '2', '', 'true'),
    ('1464.1', '1464.1', '1000', '1000', '10', '10', '4', '', 'true'),
    ('1464.1', '1464.1', '1000', '1000', '10.001', '11', '4', '', 'false'),
    ('1464.1', '1464.1', '1000', '1000', '9', '9.999', '4', '', 'false'),
    ('1464.099999', '1464.099999', '1000', '1000', '10', '11', '4', '', 'false'),
    ('1100', '1100', '1000', '1000', '10', '10', '1', '', 'true'),
    ('729', '729', '1000', '1000', '-10', '-10', '3', '', 'true'),
    ('729', '729', '1000', '1000', '-9.9999', '-9', '3', '', 'false'),
    ('1331', '1400', '900', '1000', '9', '10', '3', '', 'true'),
    ('1331', '1400', '900', '1000', '9', '10', '3', 'n_lower', 'false'),
    ('1331', '1400', '900', '1000', '9', '10', '3', 'd_upper', 'false'),
    ('1331', '1400', '900', '1000', '9', '10', '3', 'p_upper', 'false'),
    ('1331', '1400', '900', '1000', '9', '10', '3', 'n_upper d_lower p_lower', 'true'),
    ('1330.999999', '1400', '900', '1000', '9', '10', '3', 'n_lower d_upper p_upper', 'true'),
    ('1200', '1331', '1000', '1100', '10', '11', '3', 'n_lower d_upper p_upper', 'true'),
    ('1200', '1331', '1000', '1100', '10', '11', '3', 'n_upper', 'false'),
    ('1200', '1331', '1000', '1100', '10', '11', '3', 'd_lower', 'false'),
    ('1200', '1331', '1000', '1100', '10', '11', '3', 'p_lower', 'false'),
    ('99999999999', '99999999999', '99999999999', '99999999999', '0', '0', '4', '', 'true'),
    ('99999999998', '99999999998', '99999999999', '99999999999', '0', '0', '4', '', 'false'),
    ('2000', '2100', '1000', '1000', '7.1', '7.2', '10', '', 'true'),
    ('2000', '2100', '1000', '1000', '7', '7.1', '10', '', 'false'),
    ('1000', '3000', '1000', '500000000000', '20', '500000000000', '4', 'd_upper p_upper', 'true'),
    ('1000', '2000', '1000', '500000000000', '20', '500000000000', '4', 'd_upper p_upper', 'false'),
] %}

with cases as (
    {{ cases(['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper', 'years', 'open_ends', 'expected'], rows) }}
),

typed as (
    select
        {% for column in ['n_lower', 'n_upper', 'd_lower', 'd_upper', 'p_lower', 'p_upper'] %}
        cast({{ column }} as {{ figure_type() }}) as {{ column }},
        open_ends like '%{{ column }}%' as {{ column }}_is_open,
        {% endfor %}
        cast(years as integer) as years,
        open_ends,
        expected
    from cases
),

compared as (
    select
        *,
        {{ compound_growth_meets(
            'n_lower', 'n_upper', 'n_lower_is_open', 'n_upper_is_open', 'd_lower', 'd_upper', 'd_lower_is_open', 'd_upper_is_open',
            'p_lower', 'p_upper', 'p_lower_is_open', 'p_upper_is_open', 'years'
        ) }} as actual
    from typed
),

final as (
    select * from compared
    where cast(actual as string) is distinct from expected
)

select * from final
