-- What does a head cost, and what does it bring in?
select company, quarter, headcount, personnel_cost_per_head, revenue_per_head, personnel_cost_ratio_pct
from {{ ref('workforce') }}
where contract = 'total' and basis = 'actual' and personnel_cost_ratio_pct is not null
order by company, period_sort
