-- How concentrated are the customers: how much of revenue comes from the largest?
select
    company, period, name_en, value as share_pct,
    sum(value) over (partition by company, period order by display_order) as running_share_pct
from {{ ref('disclosures') }}
where statement = 'customer_mix' and measure = 'share_pct' and line_item like '%customers%'
order by company, period_sort, display_order
