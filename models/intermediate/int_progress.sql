-- How far each half and year has come: its actual quarters so far, and the same quarters of the year before; gapless, or not at all.
with levels as (
    select * from {{ ref('int_latest_levels') }}
    where basis = 'actual'
),

quarters as (
    select * from {{ ref('int_periods') }}
    where period_type = 'quarter'
),

quarters_of_periods as (
    select
        company,
        half_period as period,
        period as quarter,
        year_ago_period as year_ago_quarter,
        ends_on
    from quarters
    union all
    select
        company,
        year_period as period,
        period as quarter,
        year_ago_period as year_ago_quarter,
        ends_on
    from quarters
),

numbered as (
    select
        *,
        row_number() over (partition by company, period order by ends_on) as ordinal
    from quarters_of_periods
),

summed as (
    select
        numbered.company,
        levels.line_item,
        numbered.period,
        max_by(numbered.quarter, numbered.ends_on) as latest_quarter,
        max(numbered.ordinal) as quarters_elapsed,
        count(levels.value) as quarters_known,
        count(year_ago.value) as year_ago_quarters_known,
        sum(levels.value) as actual_to_date,
        sum(year_ago.value) as year_ago_to_date
    from numbered
    inner join levels on numbered.company = levels.company and numbered.quarter = levels.period
    left join levels as year_ago
        on
            levels.company = year_ago.company
            and levels.line_item = year_ago.line_item
            and numbered.year_ago_quarter = year_ago.period
    group by numbered.company, levels.line_item, numbered.period
),

final as (
    select
        company,
        line_item,
        period,
        latest_quarter,
        cast(actual_to_date as {{ figure_type() }}) as actual_to_date,
        cast(case when year_ago_quarters_known = quarters_known then year_ago_to_date end as {{ figure_type() }}) as year_ago_to_date
    from summed
    where quarters_known = quarters_elapsed
)

select * from final
