-- How far has each segment come toward the forecast of the year, and how far had it come a year before?
select company, target_period, segment_name_en, concept, amount_mn, actual_to_date_mn, progress_pct, year_ago_progress_pct
from {{ ref('guidance') }}
where segment <> 'consolidated' and concept in ('revenue', 'gross_profit') and target_period_type = 'year'
order by company, target_period, display_order
