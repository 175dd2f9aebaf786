-- The sum of a quarter and the three before it, with how many of them are there.
with levels as (
    select * from {{ ref('int_latest_levels') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        levels.company,
        levels.line_item,
        levels.period,
        levels.basis,
        count(*) over trailing_year as quarters,
        sum(levels.value) over trailing_year as value
    from levels
    inner join periods on levels.company = periods.company and levels.period = periods.period
    where periods.period_type = 'quarter'
    window trailing_year as (
        partition by levels.company, levels.line_item, levels.basis
        order by periods.fiscal_year * 4 + periods.fiscal_quarter
        range between 3 preceding and current row
    )
)

select * from final
