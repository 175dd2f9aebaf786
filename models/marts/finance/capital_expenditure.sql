-- Capital expenditure in total and by each way a deck breaks it down, with its depreciation and adjusted EBITDA.
with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where statement = 'capital_expenditure'
),

calculations as (
    select * from {{ ref('stg_calculations') }}
    where total = 'capex'
),

breakdowns as (
    select
        line_items.*,
        coalesce(calculations.calculation, line_items.line_item) as breakdown
    from line_items
    left join calculations on line_items.line_item = calculations.component
),

capex as (
    select * from growth
    where line_item = 'capex'
),

revenue as (
    select * from growth
    where line_item = 'revenue'
),

final as (
    select
        growth.company,
        breakdowns.breakdown,
        growth.line_item,
        breakdowns.name_ja,
        breakdowns.name_en,
        breakdowns.display_order,
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
        case
            when breakdowns.breakdown not in ('capex_depreciation', 'adjusted_ebitda') then {{ percent_of('growth.value', 'capex.value') }}
        end as share_of_capex_pct,
        {{ percent_of('growth.value', 'revenue.value') }} as ratio_to_revenue_pct,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join breakdowns on growth.line_item = breakdowns.line_item
    left join capex on {{ stated_together('growth', 'capex') }}
    left join revenue on {{ stated_together('growth', 'revenue') }}
)

select * from final
