-- Every deck that dbt_project.yml lists has figures, and what the list says of it can be read.
with decks as (
    select * from {{ ref('stg_decks') }}
),

figures as (
    select * from {{ ref('base_deck_figures') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

unit_families as (
    select distinct unit_family from {{ ref('stg_units') }}
),

roundings as (
    select * from {{ ref('stg_deck_roundings') }}
),

landed as (
    select distinct deck from figures
),

-- one row per deck: the first unit family of which nothing says how the deck rounds it
without_rounding as (
    select
        decks.deck,
        min(unit_families.unit_family) as unit_family
    from decks
    cross join unit_families
    left join roundings on decks.deck = roundings.deck and unit_families.unit_family = roundings.unit_family
    where roundings.deck is null
    group by decks.deck
),

final as (
    select
        {{ file_of_seed('decks', 'decks.company') }} as file,
        decks.company,
        decks.deck,
        case
            when companies.company is null then 'company "' || coalesce(decks.company, '') || '" is not in seeds/reference/companies.csv'
            when decks.published_on is null then 'published_on "' || coalesce(decks.published, '') || '" is neither a date 2025-08-08 nor a month 2025-08'
            when decks.sequence is null and decks.sequence_text is not null then 'sequence "' || decks.sequence_text || '" is not a whole number'
            when not decks.is_order_known
                then 'its order among the decks of ' || decks.published || ' is not known: give `sequence`, 1 for the first, at each of them'
            when {{ period_type('decks.current_period') }} is null
                then 'current_period "' || coalesce(decks.current_period, '') || '" is not a period such as 1Q25'
            when decks.corrects is not null and corrected.deck is null then 'corrects "' || decks.corrects || '", which is no earlier deck of the company'
            when without_rounding.deck is not null
                then 'no row of seeds/reference/roundings.csv says how ' || decks.company || ' rounds ' || without_rounding.unit_family
            when landed.deck is null then 'seeds/decks/' || decks.deck || '.csv is empty: land the deck or take its entry out'
        end as problem
    from decks
    left join landed on decks.deck = landed.deck
    left join companies on decks.company = companies.company
    left join without_rounding on decks.deck = without_rounding.deck
    left join decks as corrected
        on decks.corrects = corrected.deck and decks.company = corrected.company and decks.deck_no > corrected.deck_no
)

select * from final
where problem is not null
