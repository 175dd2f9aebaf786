-- What is the dividend, how does it grow, and how much of profit is paid out?
select company, period, basis, dividend, yoy_pct, payout_ratio_pct
from {{ ref('dividends') }}
where dividend is not null
order by company, period_sort
