-- Is the forecast of the year within reach?
-- How much of it is earned, beside what was earned of last year by then, and what the rest has to
-- grow by.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

guidance as (
    select * from {{ ref('guidance') }}
    where basis = 'forecast' and target_period_type = 'year'
),

final as (
    select
        guidance.company,
        guidance.target_period,
        guidance.name_en,
        guidance.latest_actual_period,
        guidance.currency,
        guidance.amount_mn,
        guidance.actual_to_date_mn,
        guidance.progress_pct,
        guidance.year_ago_progress_pct,
        guidance.progress_pct - guidance.year_ago_progress_pct as ahead_of_last_year_pt,
        guidance.yoy_pct,
        guidance.rest_yoy_pct
    from guidance
    inner join decks on guidance.deck = decks.deck
    where guidance.progress_pct is not null
)

select * from final
order by company asc, amount_mn desc
