-- How many years of EBITDA is net debt, leases included?
select
    company, period, -net_cash_after_leases_mn as net_debt_mn, trailing_adjusted_ebitda_mn,
    {{ quotient_of('-net_cash_after_leases_mn', 'trailing_adjusted_ebitda_mn') }} as net_debt_to_ebitda
from {{ ref('quarterly_results') }}
where trailing_adjusted_ebitda_mn > 0 and net_cash_after_leases_mn is not null
order by company, period_sort
