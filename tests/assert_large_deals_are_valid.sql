-- Every landed deal can be read. Who fixes it: who transcribed the deck.
with large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

final as (
    select
        {{ file_of_seed('large_deals', 'company', 'seeds/records') }} as file,
        company,
        deal,
        case
            when company is null then 'deck "' || deck || '" is not listed in seeds/reference/decks.csv'
            when amount is null then 'amount "' || coalesce(amount_as_printed, '') || '" is not a number with a unit of money'
            when term_printed is not null and term_years is null then 'term_printed "' || term_printed || '" is not a number of years'
            when revenue_starts is not null and revenue_starts_period_type is null then 'revenue_starts "' || revenue_starts || '" is not a period'
            when awarded is not null and awarded_period_type is null then 'awarded "' || awarded || '" is not a period'
            when subject_ja is null or subject_en is null then 'the subject needs a name in both languages'
            when
                replace(replace(replace(replace('+' || services, '+network_services', ''), '+si_construction', ''), '+si_operation', ''), '+', '') <> ''
                or services is null
                then 'services "' || coalesce(services, '') || '" are not network_services, si_construction, si_operation joined by +'
            when count(*) over (partition by deck, deal) > 1 then 'the deal is there twice'
        end as problem
    from large_deals
)

select * from final
where problem is not null
