with periods as (
    select * from {{ ref('int_periods') }}
    where period_type = 'month'
),

day_numbers as (
    {% for n in range(31) %}
    select {{ n }} as days_from_first
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select distinct cast({{ dbt.dateadd('day', 'day_numbers.days_from_first', 'periods.starts_on') }} as date) as date_day
    from periods
    inner join day_numbers on {{ dbt.dateadd('day', 'day_numbers.days_from_first', 'periods.starts_on') }} <= periods.ends_on
)

select * from final
