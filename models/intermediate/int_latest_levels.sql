-- The best level of each amount in the deck that stated it last.
with levels as (
    select * from {{ ref('int_levels') }}
    where is_best
    -- a small difference of large rounded amounts proves totals, but is no number to show: it has to be known within one per cent
    and (method <> 'solved' or upper_bound - lower_bound <= 0.02 * abs(value))
),

decks as (
    select * from {{ ref('stg_decks') }}
),

dated as (
    select
        levels.*,
        decks.published_on,
        case when levels.as_of is null then decks.published_on else {{ stated_on('levels.as_of') }} end as stated_on
    from levels
    inner join decks on levels.deck = decks.deck
),

final as (
    select * from dated
    qualify row_number() over (
        partition by company, line_item, period, basis order by stated_on desc, published_on desc
    ) = 1
)

select * from final
