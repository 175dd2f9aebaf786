{% set dates = ['starts_on', 'first_quarter_ends_on', 'second_quarter_ends_on', 'third_quarter_ends_on', 'ends_on'] %}

with source as (
    select * from {{ landed('fiscal_years') }}
),

final as (
    select
        company,
        try_cast(fiscal_year as integer) as fiscal_year,
        {% for date in dates %}
        try_cast({{ date }} as date) as {{ date }},
        {% endfor %}
        reason
    from source
)

select * from final
