-- How does the share in the loss of DeCurret stand against the plan of the year?
select
    company, target_period, name_en, amount_mn as planned_mn, latest_actual_period, actual_to_date_mn, year_ago_mn,
    {{ percent_of('actual_to_date_mn', 'amount_mn') }} as part_of_plan_pct
from {{ ref('guidance') }}
where line_item = 'decurret_equity_method_income'
order by company, target_period
