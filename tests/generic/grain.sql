{# One row for each combination of columns, none of them null. #}
{% test grain(model, columns) %}
with keys as (
    select
        {{ columns | join(',\n        ') }},
        count(*) as rows_with_key
    from {{ model }}
    group by {{ columns | join(', ') }}
),

final as (
    select * from keys
    where
        rows_with_key > 1
        {% for column in columns %}
        or {{ column }} is null
        {% endfor %}
)

select * from final
{% endtest %}
