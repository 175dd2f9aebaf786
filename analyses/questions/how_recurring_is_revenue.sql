-- How much of revenue is recurring, year by year? Before FY24 at least this much: consumer internet other than mobile is not charted.
select
    company, period, sum(revenue_share_pct) filter (where breakdown = 'services_shown_in_revenue') as charted_share_pct,
    max(revenue_share_pct) filter (where line_item = 'recurring_revenue') as recurring_share_pct
from {{ ref('revenue_by_service') }}
where basis = 'actual' and period_type = 'year'
group by company, period, period_sort
order by company, period_sort
