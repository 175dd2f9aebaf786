with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

natures as (
    select
        line_item,
        name_ja,
        name_en,
        segment,
        replace(concept, 'cost_', '') as nature,
        display_order
    from line_items
    where statement = 'cost_by_nature' and unit_family = 'money'
),

segments as (
    select * from {{ ref('stg_segments') }}
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where measure = 'level'
),

-- revenue and cost of sales of each segment, consolidated included
segment_amounts as (
    select
        growth.*,
        line_items.segment,
        line_items.concept
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    where line_items.statement in ('income_statement', 'segment_results') and line_items.concept in ('revenue', 'cost_of_sales')
),

final as (
    select
        growth.company,
        natures.segment,
        segments.name_ja as segment_name_ja,
        segments.name_en as segment_name_en,
        natures.nature,
        growth.line_item,
        natures.name_ja,
        natures.name_en,
        natures.display_order,
        growth.period,
        growth.period_type,
        growth.fiscal_year,
        growth.starts_on,
        growth.ends_on,
        growth.basis,
        growth.as_of,
        growth.deck,
        growth.value as amount_jpy_mn,
        growth.source as amount_source,
        -- personnel expenses of the whole company are in SG&A as well
        case when natures.segment <> 'consolidated' then {{ percent_of('growth.value', 'cost_of_sales.value') }} end as share_of_cost_pct,
        coalesce(ratios.ratio_pct, {{ percent_of('growth.value', 'revenue.value') }}) as ratio_to_revenue_pct,
        construction_ratios.ratio_pct as ratio_to_construction_revenue_pct,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join natures on growth.line_item = natures.line_item
    inner join segments on natures.segment = segments.segment
    left join segment_amounts as cost_of_sales
        on {{ stated_together('growth', 'cost_of_sales') }} and natures.segment = cost_of_sales.segment and cost_of_sales.concept = 'cost_of_sales'
    left join segment_amounts as revenue
        on {{ stated_together('growth', 'revenue') }} and natures.segment = revenue.segment and revenue.concept = 'revenue'
    left join ratios
        on
            growth.company = ratios.company and growth.line_item = ratios.line_item and growth.period = ratios.period and growth.basis = ratios.basis
            and ratios.denominator = 'revenue'
    left join ratios as construction_ratios
        on
            growth.company = construction_ratios.company and growth.line_item = construction_ratios.line_item
            and growth.period = construction_ratios.period and growth.basis = construction_ratios.basis
            and construction_ratios.denominator = 'si_construction_revenue'
)

select * from final
