-- What is the margin of systems integration, and how much of it is change on the year before?
select company, period, gross_margin_pct, gross_margin_yoy_pt, gross_profit_yoy_pct, revenue_yoy_pct
from {{ ref('segment_results') }}
where segment = 'systems_integration' and basis = 'actual' and period_type = 'quarter' and gross_margin_pct is not null
order by company, period_sort
