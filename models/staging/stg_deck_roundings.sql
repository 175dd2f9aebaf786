-- How a deck rounds amounts of each unit family: the rule for its kind of document before the rule for any, the rule for
-- the family before the rule for all, the newer before the older.
with decks as (
    select * from {{ ref('stg_decks') }}
),

roundings as (
    select * from {{ landed('roundings') }}
),

unit_families as (
    select distinct unit_family from {{ ref('stg_units') }}
),

-- one row per deck, unit family and rule that reaches both
applicable as (
    select
        decks.deck,
        decks.company,
        unit_families.unit_family,
        roundings.rounding,
        roundings.document is not null as is_of_document,
        roundings.unit_family is not null as is_of_family,
        coalesce(first_decks.deck_no, 0) as from_deck_no
    from decks
    cross join unit_families
    inner join roundings
        on
            decks.company = roundings.company
            and unit_families.unit_family = coalesce(roundings.unit_family, unit_families.unit_family)
            and decks.document = coalesce(roundings.document, decks.document)
    left join decks as first_decks on roundings.from_deck = first_decks.deck and roundings.company = first_decks.company
    where roundings.from_deck is null or first_decks.deck_no <= decks.deck_no
),

final as (
    select
        deck,
        company,
        unit_family,
        rounding
    from applicable
    qualify row_number() over (partition by deck, unit_family order by is_of_document desc, is_of_family desc, from_deck_no desc) = 1
)

select * from final
