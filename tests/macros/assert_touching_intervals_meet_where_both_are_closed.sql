-- Two intervals that share an end share a number only where neither leaves it out; just inside they do, just outside never.
{% set rows = [
    ('1', '2', '', '2', '3', '', 'true'), ('1', '2', 'upper', '2', '3', '', 'false'), ('1', '2', '', '2', '3', 'lower', 'false'),
    ('1', '2', 'lower', '2', '3', 'upper', 'true'), ('1', '2.000001', 'upper', '2', '3', 'lower', 'true'), ('1', '1.999999', '', '2', '3', '', 'false'),
    ('2', '3', '', '1', '2', '', 'true'), ('2', '3', 'lower', '1', '2', '', 'false'), ('2', '3', '', '1', '2', 'upper', 'false'),
    ('2', '3', '', '1', '1.999999', '', 'false'), ('2', '2', '', '1', '3', 'lower upper', 'true'), ('1', '3', 'lower upper', '1', '3', 'lower upper', 'true'),
    ('100.5', '101.5', 'upper', '97.5', '100.5', 'upper', 'false'), ('100.5', '101.5', 'upper', '97.5', '100.500001', 'upper', 'true'),
] %}

with cases as (
    {{ cases(['a_lower', 'a_upper', 'a_open', 'b_lower', 'b_upper', 'b_open', 'expected'], rows) }}
),

typed as (
    select
        *,
        {% for side in ['a', 'b'] %}
        cast({{ side }}_lower as {{ figure_type() }}) as lower_{{ side }},
        cast({{ side }}_upper as {{ figure_type() }}) as upper_{{ side }},
        {{ side }}_open like '%lower%' as lower_{{ side }}_is_open,
        {{ side }}_open like '%upper%' as upper_{{ side }}_is_open{% if not loop.last %},{% endif %}

        {% endfor %}
    from cases
),

compared as (
    select
        *,
        {{ intervals_meet('lower_a', 'upper_a', 'lower_a_is_open', 'upper_a_is_open', 'lower_b', 'upper_b', 'lower_b_is_open', 'upper_b_is_open') }} as actual
    from typed
),

final as (
    select * from compared
    where cast(actual as string) is distinct from expected
)

select * from final
