with decks as (
    select * from {{ ref('stg_decks') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

counts as (
    select
        deck,
        cast(count(*) as integer) as figures,
        cast(count(distinct page) as integer) as pages
    from figures
    group by deck
),

final as (
    select
        decks.deck,
        decks.company,
        decks.document,
        decks.title_ja,
        decks.title_en,
        decks.published,
        decks.published_on,
        decks.current_period,
        decks.deck_no,
        decks.corrects,
        counts.figures,
        counts.pages,
        decks.deck_no = max(decks.deck_no) over (partition by decks.company) as is_latest
    from decks
    left join counts on decks.deck = counts.deck
)

select * from final
