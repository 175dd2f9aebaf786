-- Every row of seeds/reference/decks.csv has its file in seeds/decks/, with figures in it.
with decks as (
    select * from {{ ref('stg_decks') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

landed as (
    select distinct deck from figures
),

final as (
    select
        'seeds/reference/decks.csv' as file,
        decks.deck,
        case
            when companies.company is null then 'company "' || coalesce(decks.company, '') || '" is not in seeds/reference/companies.csv'
            when decks.published_on is null then 'published_on "' || coalesce(decks.published, '') || '" is neither a date 2025-08-08 nor a month 2025-08'
            when {{ period_type('decks.current_period') }} is null
                then 'current_period "' || coalesce(decks.current_period, '') || '" is not a period such as 1Q25'
            when decks.rounding_toward_zero is null then 'rounding "' || coalesce(decks.rounding, '') || '" is neither half_up nor truncate'
            when landed.deck is null then 'seeds/decks/' || decks.deck || '.csv does not exist or is empty: land the deck or take its row out'
        end as problem
    from decks
    left join landed on decks.deck = landed.deck
    left join companies on decks.company = companies.company
)

select * from final
where problem is not null
