with source as (
    select * from {{ landed('not_printed') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

final as (
    select
        cast(row_number() over (
            order by source.company, source.kind, source.relation, source.line_item, source.missing, source.from_deck
        ) as integer) as not_printed_no,
        source.company,
        source.from_deck,
        coalesce(decks.deck_no, 0) as from_deck_no,
        source.kind,
        source.relation,
        source.line_item,
        source.missing,
        source.evidence,
        source.evidence_ja
    from source
    left join decks on source.company = decks.company and source.from_deck = decks.deck
)

select * from final
