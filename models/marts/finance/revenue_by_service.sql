with growth as (
    select * from {{ ref('int_growth') }}
),

calculations as (
    select * from {{ ref('stg_calculations') }}
    where total = 'revenue' and comparison = 'equals'
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

segments as (
    select * from {{ ref('stg_segments') }}
),

revenue as (
    select * from growth
    where line_item = 'revenue'
),

final as (
    select
        growth.company,
        calculations.calculation as breakdown,
        growth.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.segment,
        cast(row_number() over (
            partition by growth.company, calculations.calculation, growth.period, growth.basis order by segments.display_order, line_items.display_order
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
        {{ percent_of('growth.value', 'revenue.value') }} as revenue_share_pct,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join calculations on growth.line_item = calculations.component
    inner join line_items on growth.line_item = line_items.line_item
    inner join segments on line_items.segment = segments.segment
    left join revenue on {{ stated_together('growth', 'revenue') }}
)

select * from final
