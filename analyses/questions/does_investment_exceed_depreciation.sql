-- Does capital expenditure exceed its depreciation?
select company, period, amount_mn, ratio_to_depreciation_pct, ratio_to_revenue_pct
from {{ ref('capital_expenditure') }}
where line_item = 'capex' and basis = 'actual' and period_type in ('quarter', 'year')
order by company, period_sort
