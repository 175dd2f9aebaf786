-- What changed in guidance: what was expected each time, what before, and when was that?
select company, target_period, name_en, basis, stated, amount_mn, previous_amount_mn, change_mn, per_share, previous_per_share, is_revision
from {{ ref('guidance_history') }}
where statement in ('income_statement', 'segment_results', 'dividends', 'capital_expenditure')
order by company, period_sort, display_order, basis, stated_on
