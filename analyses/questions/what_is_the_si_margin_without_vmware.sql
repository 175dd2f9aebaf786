-- What is the margin of systems integration without the effect of VMware licenses, which the deck states to about 100 million yen?
select
    results.company, results.period, results.gross_margin_pct, effects.value as effect_mn,
    {{ percent_of('results.gross_profit_mn - coalesce(effects.value, 0)', 'results.revenue_mn') }} as margin_without_effect_pct
from {{ ref('segment_results') }} as results left join {{ ref('disclosures') }} as effects
    on results.company = effects.company and results.period = effects.period and effects.line_item = 'vmware_effect_on_si_gross_profit'
where results.segment = 'systems_integration' and results.period_type in ('quarter', 'year') and results.gross_margin_pct is not null
order by results.company, results.period_sort
