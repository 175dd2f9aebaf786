-- Each quarter, half, year and month starts on the day after the one before it; every figure's period is there.
with periods as (
    select * from {{ ref('int_periods') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

neighbours as (
    select
        company,
        period,
        period_type,
        starts_on,
        lag(ends_on) over (partition by company, period_type order by starts_on) as previous_ends_on
    from periods
    where period_type in ('quarter', 'half', 'year', 'month')
),

final as (
    select
        company,
        period,
        'starts on ' || cast(starts_on as string) || ', the one before ends on ' || cast(previous_ends_on as string) as problem
    from neighbours
    where
        previous_ends_on is not null
        and {{ dbt.datediff('previous_ends_on', 'starts_on', 'day') }} <> 1
    union all
    select distinct
        figures.company,
        figures.period,
        'figure ' || figures.figure_id || ' has a period that is not in int_periods' as problem
    from figures
    left join periods on figures.company = periods.company and figures.period = periods.period
    where periods.period is null
)

select * from final
