-- Each quarter, year and month starts on the day after the one before it; every figure's period is there, and parts
-- fill their whole.
with periods as (
    select * from {{ ref('int_periods') }}
),

parts as (
    select * from {{ ref('int_period_parts') }}
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
        ends_on,
        lag(ends_on) over (partition by company, period_type order by starts_on) as previous_ends_on
    from periods
    where period_type in ('quarter', 'year', 'month')
),

-- inclusive days, added and subtracted like the amounts of the parts
days as (
    select
        period_no,
        company,
        period,
        {{ dbt.datediff('starts_on', 'ends_on', 'day') }} + 1 as days
    from periods
),

lengths as (
    select
        wholes.company,
        wholes.period,
        parts.span,
        wholes.days,
        sum(parts.weight * members.days) as days_of_parts
    from parts
    inner join days as wholes on parts.company = wholes.company and parts.period_no = wholes.period_no
    inner join days as members on parts.company = members.company and parts.part_period_no = members.period_no
    group by wholes.company, wholes.period, parts.span, wholes.days
),

final as (
    select
        company,
        period,
        'starts on ' || cast(starts_on as string) || ', the one before ends on ' || cast(previous_ends_on as string) as problem
    from neighbours
    where {{ dbt.datediff('previous_ends_on', 'starts_on', 'day') }} <> 1
    union all
    select
        company,
        period,
        'ends on ' || cast(ends_on as string) || ', before it starts on ' || cast(starts_on as string) as problem
    from periods
    where ends_on < starts_on
    union all
    select
        company,
        period,
        'is there ' || cast(count(*) as string) || ' times' as problem
    from periods
    group by company, period
    having count(*) > 1
    union all
    select
        company,
        period,
        'has ' || cast(days as string) || ' days, its parts by ' || span || ' have ' || cast(days_of_parts as string) as problem
    from lengths
    where days <> days_of_parts
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
