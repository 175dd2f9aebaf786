-- How wide an interval may be for each way to obtain an amount: just inside and just outside.
{% set rows = [
    ('printed', '10', '0', '500000000000', 'true'), ('split_adjusted', '10', '5', '15', 'true'),
    ('calculated', '0', '-5', '5', 'true'), ('summed', '10', '0', '30', 'true'),
    ('differenced', '10', '5', '15', 'true'), ('differenced', '10', '5', '15.000001', 'false'),
    ('differenced', '-10', '-15', '-5', 'true'), ('differenced', '0', '-0.000001', '0', 'false'),
    ('solved', '100', '99', '101', 'true'), ('solved', '100', '99', '101.000001', 'false'), ('solved', '-100', '-101', '-99', 'true'),
    ('implied', '10000', '9997.5', '10002.5', 'true'), ('implied', '10000', '9997.5', '10002.500001', 'false'),
] %}

with cases as (
    {{ cases(['method', 'value', 'lower_bound', 'upper_bound', 'expected'], rows) }}
),

typed as (
    select
        method,
        {% for column in ['value', 'lower_bound', 'upper_bound'] %}
        cast({{ column }} as {{ figure_type() }}) as {{ column }},
        {% endfor %}
        expected
    from cases
),

judged as (
    select
        *,
        {{ is_sharp_enough('method', 'value', 'lower_bound', 'upper_bound') }} as actual
    from typed
),

final as (
    select * from judged
    where cast(actual as string) is distinct from expected
)

select * from final
