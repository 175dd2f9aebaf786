with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

-- what stands between operating profit and profit, and what it consists of
below_operating as (
    select * from line_items
    where
        unit_family = 'money'
        and (
            statement = 'profit_and_loss_below_operating'
            or line_item in (
                'net_finance_income', 'equity_method_income', 'profit_before_tax', 'income_tax_expense',
                'profit_attributable_to_non_controlling_interests', 'profit_attributable_to_owners'
            )
        )
),

exchange_rates as (
    select * from growth
    where line_item = 'usd_jpy_rate'
),

final as (
    select
        growth.company,
        growth.line_item,
        below_operating.name_ja,
        below_operating.name_en,
        below_operating.part_of,
        below_operating.display_order,
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
        exchange_rates.value as usd_rate_jpy,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join below_operating on growth.line_item = below_operating.line_item
    left join exchange_rates
        on
            growth.company = exchange_rates.company and growth.ends_on = exchange_rates.ends_on and growth.basis = exchange_rates.basis
            and growth.line_item = 'foreign_exchange_gain_loss'
)

select * from final
