with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where line_item = 'sga_expenses' or part_of = 'sga_expenses'
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where denominator = 'revenue' and measure = 'level'
),

totals as (
    select * from growth
    where line_item = 'sga_expenses'
),

revenue as (
    select * from growth
    where line_item = 'revenue'
),

final as (
    select
        growth.company,
        growth.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.display_order,
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
        {{ percent_of('growth.value', 'totals.value') }} as share_pct,
        coalesce(ratios.ratio_pct, {{ percent_of('growth.value', 'revenue.value') }}) as ratio_to_revenue_pct,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    left join totals on {{ stated_together('growth', 'totals') }}
    left join revenue on {{ stated_together('growth', 'revenue') }}
    left join ratios
        on
            growth.company = ratios.company
            and growth.line_item = ratios.line_item
            and growth.period = ratios.period
            and growth.basis = ratios.basis
)

select * from final
