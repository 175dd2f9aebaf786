-- What is the tax rate?
select company, period, profit_before_tax_mn, income_tax_expense_mn, tax_rate_pct
from {{ ref('quarterly_results') }}
where tax_rate_pct is not null
order by company, period_sort
