-- How much of the revenue of the next quarter does the backlog cover; of one to come, of that quarter a year before?
select
    company, name_en, period, backlog_mn, lead(revenue_mn) over quarters as next_revenue_mn,
    {{ percent_of('backlog_mn', 'coalesce(lead(revenue_mn) over quarters, lag(revenue_mn, 3) over quarters)') }} as coverage_pct
from {{ ref('order_book') }}
where basis = 'actual' and period_type = 'quarter'
window quarters as (partition by company, stream order by period_sort)
order by company, name_en, period_sort
