with growth as (
    select * from {{ ref('int_growth') }}
),

calculations as (
    select * from {{ ref('stg_calculations') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

-- what revenue, a segment's revenue or a service's revenue consists of
breakdowns as (
    select
        calculations.calculation as breakdown,
        calculations.total,
        calculations.comparison,
        calculations.component as line_item,
        count(*) over (partition by calculations.calculation) as components
    from calculations
    inner join line_items on calculations.total = line_items.line_item
    where line_items.statement = 'revenue_by_service' or line_items.concept = 'revenue'
),

-- a service that no breakdown has stands for itself
services as (
    select * from breakdowns
    union all
    select
        line_items.line_item as breakdown,
        cast(null as string) as total,
        cast(null as string) as comparison,
        line_items.line_item,
        1 as components
    from line_items
    left join breakdowns on line_items.line_item = breakdowns.line_item
    where line_items.statement = 'revenue_by_service' and breakdowns.line_item is null
),

segments as (
    select * from {{ ref('stg_segments') }}
),

totals as (
    select growth.*
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    where line_items.statement = 'revenue_by_service' or line_items.concept = 'revenue'
),

final as (
    select
        growth.company,
        services.breakdown,
        services.total,
        coalesce(
            services.comparison = 'equals' and totals.value is not null
            and count(growth.value) over (partition by growth.company, services.breakdown, growth.period, growth.basis) = services.components,
            false
        ) as adds_up,
        growth.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.segment,
        cast(row_number() over (
            partition by growth.company, services.breakdown, growth.period, growth.basis order by segments.display_order, line_items.display_order
        ) as integer) as display_order,
        growth.period,
        growth.period_type,
        growth.fiscal_year,
        growth.starts_on,
        growth.ends_on,
        growth.basis,
        growth.as_of,
        growth.deck,
        growth.value as revenue_jpy_mn,
        growth.source as revenue_source,
        {{ percent_of('growth.value', 'totals.value') }} as share_of_total_pct,
        {{ percent_of('growth.value', 'revenue.value') }} as revenue_share_pct,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join services on growth.line_item = services.line_item
    inner join line_items on growth.line_item = line_items.line_item
    inner join segments on line_items.segment = segments.segment
    left join totals on {{ stated_together('growth', 'totals') }} and services.total = totals.line_item
    left join totals as revenue on {{ stated_together('growth', 'revenue') }} and revenue.line_item = 'revenue'
)

select * from final
