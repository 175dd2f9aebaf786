-- What the balance sheet says of solvency, one row per balance date.
with levels as (
    select * from {{ ref('int_growth') }}
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where ratio = 'equity_ratio'
),

final as (
    select
        levels.company,
        levels.period,
        levels.fiscal_year,
        levels.ends_on,
        max(levels.deck) as deck,
        max(case when levels.line_item = 'total_assets' then levels.value end) as total_assets_jpy_mn,
        max(case when levels.line_item = 'equity_attributable_to_owners' then levels.value end) as equity_jpy_mn,
        max(ratios.ratio_pct) as equity_ratio_pct,
        max(ratios.source) as equity_ratio_source,
        max(case when levels.line_item = 'cash_and_cash_equivalents' then levels.value end) as cash_jpy_mn,
        max(case when levels.line_item = 'borrowings' then levels.value end) as borrowings_jpy_mn,
        max(case when levels.line_item = 'operating_lease_liabilities' then levels.value end) as operating_lease_liabilities_jpy_mn,
        max(case when levels.line_item = 'finance_lease_liabilities' then levels.value end) as finance_lease_liabilities_jpy_mn,
        max(case when levels.line_item = 'net_cash' then levels.value end) as net_cash_jpy_mn,
        max(case when levels.line_item = 'net_cash_after_leases' then levels.value end) as net_cash_after_leases_jpy_mn
    from levels
    left join ratios
        on
            levels.company = ratios.company and levels.line_item = ratios.line_item
            and levels.period = ratios.period and levels.basis = ratios.basis
    where
        levels.basis = 'actual'
        and levels.line_item in (
            'total_assets', 'equity_attributable_to_owners', 'cash_and_cash_equivalents', 'borrowings',
            'operating_lease_liabilities', 'finance_lease_liabilities', 'net_cash', 'net_cash_after_leases'
        )
    group by levels.company, levels.period, levels.fiscal_year, levels.ends_on
)

select * from final
