-- What the balance sheet says of solvency, one row per balance date. A date has one row of each line item.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where basis = 'actual' and is_stated
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where ratio = 'equity_ratio' and basis = 'actual'
),

pivoted as (
    select
        company,
        period_no,
        period,
        period_type,
        fiscal_year,
        quarter,
        period_sort,
        ends_on,
        max_by(deck, deck_no) as deck,
        max(currency) as currency,
        {% for line_item, name in [
            ('total_assets', 'total_assets'), ('equity_attributable_to_owners', 'equity'), ('cash_and_cash_equivalents', 'cash'),
            ('borrowings', 'borrowings'), ('operating_lease_liabilities', 'operating_lease_liabilities'),
            ('finance_lease_liabilities', 'finance_lease_liabilities'), ('net_cash', 'net_cash'), ('net_cash_after_leases', 'net_cash_after_leases'),
        ] %}
        max(case when line_item = '{{ line_item }}' then value end) as {{ name }}_mn{% if not loop.last %},{% endif %}

        {% endfor %}
    from lines
    where
        line_item in (
            'total_assets', 'equity_attributable_to_owners', 'cash_and_cash_equivalents', 'borrowings',
            'operating_lease_liabilities', 'finance_lease_liabilities', 'net_cash', 'net_cash_after_leases'
        )
    group by company, period_no, period, period_type, fiscal_year, quarter, period_sort, ends_on
),

final as (
    select
        pivoted.company,
        pivoted.period,
        pivoted.period_type,
        pivoted.fiscal_year,
        pivoted.quarter,
        pivoted.period_sort,
        pivoted.ends_on,
        pivoted.deck,
        pivoted.currency,
        pivoted.total_assets_mn,
        pivoted.equity_mn,
        ratios.ratio_pct as equity_ratio_pct,
        coalesce(ratios.source, 'not_stated') as equity_ratio_source,
        pivoted.cash_mn,
        pivoted.borrowings_mn,
        pivoted.operating_lease_liabilities_mn,
        pivoted.finance_lease_liabilities_mn,
        pivoted.net_cash_mn,
        pivoted.net_cash_after_leases_mn
    from pivoted
    left join ratios on pivoted.company = ratios.company and pivoted.period_no = ratios.period_no
)

select * from final
