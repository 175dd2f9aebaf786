-- The growth that decks print, one row per amount and period.
with facts as (
    select * from {{ ref('int_latest_facts') }}
    where measure in ('yoy_pct', 'yoy_change', 'qoq_pct', 'qoq_change')
),

final as (
    select
        company,
        line_item,
        period,
        basis,
        max(deck) as deck,
        max(as_of) as as_of,
        max(case when measure = 'yoy_pct' then value end) as yoy_pct,
        max(case when measure = 'yoy_pct' then lower_bound end) as yoy_pct_lower,
        max(case when measure = 'yoy_pct' then upper_bound end) as yoy_pct_upper,
        max(case when measure = 'yoy_change' then value end) as yoy_change,
        max(case when measure = 'yoy_change' then lower_bound end) as yoy_change_lower,
        max(case when measure = 'yoy_change' then upper_bound end) as yoy_change_upper,
        max(case when measure = 'qoq_pct' then value end) as qoq_pct,
        max(case when measure = 'qoq_pct' then lower_bound end) as qoq_pct_lower,
        max(case when measure = 'qoq_pct' then upper_bound end) as qoq_pct_upper,
        max(case when measure = 'qoq_change' then value end) as qoq_change,
        max(case when measure = 'qoq_change' then lower_bound end) as qoq_change_lower,
        max(case when measure = 'qoq_change' then upper_bound end) as qoq_change_upper
    from facts
    group by company, line_item, period, basis
)

select * from final
