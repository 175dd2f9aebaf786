{{ config(materialized='view') }}
-- Footing: the printed sum of the large deals won in the year to date or its last quarter, with the deals that the deck
-- says were won in it.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level' and value is not null
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where line_item = 'large_deal_orders'
),

decks as (
    select * from {{ ref('stg_decks') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

won as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        cast(null as integer) as input_line_item_id,
        facts.period_no as input_period_no,
        -- a deal is no fact; it is named by its place among the deals of the deck
        -row_number() over (order by large_deals.deck, large_deals.deal) as source_id,
        large_deals.lower_bound as input_lower_bound,
        large_deals.upper_bound as input_upper_bound,
        large_deals.lower_is_open as input_lower_is_open,
        large_deals.upper_is_open as input_upper_is_open,
        facts.deck_no as input_deck_no,
        large_deals.amount_as_printed || ' ' || large_deals.subject_ja || ' (p. ' || large_deals.page || ')' as text
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id
    inner join decks on facts.company = decks.company and facts.deck_no = decks.deck_no
    inner join periods as current_periods on decks.company = current_periods.company and decks.current_period = current_periods.period
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no and current_periods.ends_on = periods.ends_on
    inner join large_deals on decks.deck = large_deals.deck
    inner join periods as awarded_in
        on
            large_deals.company = awarded_in.company
            and large_deals.awarded = awarded_in.period
            and periods.starts_on <= awarded_in.starts_on
            and periods.ends_on >= awarded_in.ends_on
),

final as (
    select {{ check_inputs("'footing'", "'large_deals_won'", 'won', "'component'", 1) }}
    from won
)

select * from final
