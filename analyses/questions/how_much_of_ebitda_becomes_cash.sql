-- How much of EBITDA becomes operating cash flow?
select company, period, amount_mn as operating_cash_flow_mn, ebitda_mn, ratio_to_ebitda_pct
from {{ ref('cash_flow') }}
where line_item = 'operating_cash_flow' and basis = 'actual' and period_type in ('quarter', 'year')
order by company, period_sort
