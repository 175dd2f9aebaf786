-- One row per amount and period: its level beside the year before and the quarter before, recomputed, or as printed where a base is missing.
with levels as (
    select * from {{ ref('int_latest_levels') }}
),

printed_growth as (
    select * from {{ ref('int_printed_growth') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

slots as (
    select
        company,
        line_item,
        period,
        basis
    from levels
    union
    select
        company,
        line_item,
        period,
        basis
    from printed_growth
),

trailing_twelve_months as (
    select * from {{ ref('int_trailing_twelve_months') }}
),

compared as (
    select
        slots.company,
        slots.line_item,
        slots.period,
        slots.basis,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.starts_on,
        periods.ends_on,
        coalesce(levels.deck, printed_growth.deck) as deck,
        coalesce(levels.as_of, printed_growth.as_of) as as_of,
        levels.value,
        case when levels.method = 'printed' then 'printed' when levels.method is not null then 'calculated' end as source,
        case when year_ago.value is not null then levels.value - year_ago.value end as recomputed_yoy_change,
        case when year_ago.value > 0 then {{ percent_of('levels.value', 'year_ago.value', 100) }} end as recomputed_yoy_pct,
        case when periods.period_type in ('quarter', 'instant') then levels.value - previous.value end as recomputed_qoq_change,
        case
            when periods.period_type in ('quarter', 'instant') and previous.value > 0 then {{ percent_of('levels.value', 'previous.value', 100) }}
        end as recomputed_qoq_pct,
        levels.value is not null and year_ago.value is not null as has_year_ago,
        levels.value is not null and previous.value is not null as has_previous,
        printed_growth.yoy_change as printed_yoy_change,
        printed_growth.yoy_pct as printed_yoy_pct,
        printed_growth.qoq_change as printed_qoq_change,
        printed_growth.qoq_pct as printed_qoq_pct,
        case
            when periods.period_type = 'year' then levels.value
            when trailing_twelve_months.quarters = 4 then trailing_twelve_months.value
        end as trailing_twelve_months
    from slots
    inner join periods on slots.company = periods.company and slots.period = periods.period
    left join levels
        on slots.company = levels.company and slots.line_item = levels.line_item and slots.period = levels.period and slots.basis = levels.basis
    left join levels as year_ago
        on
            slots.company = year_ago.company and slots.line_item = year_ago.line_item
            and periods.year_ago_period = year_ago.period and year_ago.basis = 'actual'
    left join levels as previous
        on
            slots.company = previous.company and slots.line_item = previous.line_item
            and periods.previous_period = previous.period and previous.basis = 'actual'
    left join printed_growth
        on
            slots.company = printed_growth.company and slots.line_item = printed_growth.line_item
            and slots.period = printed_growth.period and slots.basis = printed_growth.basis
    left join trailing_twelve_months
        on
            slots.company = trailing_twelve_months.company and slots.line_item = trailing_twelve_months.line_item
            and slots.period = trailing_twelve_months.period and slots.basis = trailing_twelve_months.basis
),

final as (
    select
        company,
        line_item,
        period,
        period_type,
        fiscal_year,
        fiscal_quarter,
        starts_on,
        ends_on,
        basis,
        as_of,
        deck,
        value,
        source,
        cast(case when has_year_ago then recomputed_yoy_change else printed_yoy_change end as {{ figure_type() }}) as yoy_change,
        cast(case when has_year_ago then recomputed_yoy_pct else printed_yoy_pct end as {{ rate_type() }}) as yoy_pct,
        case when has_year_ago then 'recomputed' when printed_yoy_pct is not null or printed_yoy_change is not null then 'printed' end as yoy_source,
        cast(case when has_previous then recomputed_qoq_change else printed_qoq_change end as {{ figure_type() }}) as qoq_change,
        cast(case when has_previous then recomputed_qoq_pct else printed_qoq_pct end as {{ rate_type() }}) as qoq_pct,
        case
            when has_previous and period_type in ('quarter', 'instant') then 'recomputed' when
                printed_qoq_pct is not null or printed_qoq_change is not null
                then 'printed'
        end as qoq_source,
        cast(trailing_twelve_months as {{ figure_type() }}) as trailing_twelve_months
    from compared
)

select * from final
