-- What does a mobile line bring in a month (ARPU), and how does that grow?
select company, name_en, period, revenue_per_line_month, revenue_per_closing_line_month, revenue_per_closing_line_yoy_pct
from {{ ref('mobile_subscriptions') }}
where basis = 'actual'
order by company, display_order, period_sort
