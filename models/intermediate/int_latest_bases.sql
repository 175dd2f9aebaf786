-- What each latest amount's growth is measured from, by the rule of int_bases.
with levels as (
    select * from {{ ref('int_latest_levels') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

comparisons as (
    select
        levels.*,
        'year_ago' as compared_with,
        periods.year_ago_period as base_period
    from levels
    inner join periods on levels.company = periods.company and levels.period = periods.period
    union all
    select
        levels.*,
        'previous' as compared_with,
        periods.previous_period as base_period
    from levels
    inner join periods on levels.company = periods.company and levels.period = periods.period
    where periods.period_type in ('quarter', 'instant')
),

final as (
    select
        comparisons.company,
        comparisons.line_item,
        comparisons.period,
        comparisons.basis,
        comparisons.compared_with,
        levels.value as base_value,
        comparisons.value - levels.value as change,
        case when levels.value > 0 then {{ percent_of('comparisons.value', 'levels.value', 100) }} end as pct
    from comparisons
    inner join levels
        on
            comparisons.company = levels.company
            and comparisons.line_item = levels.line_item
            and comparisons.base_period = levels.period
            and {{ can_be_base('comparisons', 'levels') }}
    qualify row_number() over (
        partition by comparisons.company, comparisons.line_item, comparisons.period, comparisons.basis, comparisons.compared_with
        order by {{ base_preference('comparisons', 'levels') }}
    ) = 1
)

select * from final
