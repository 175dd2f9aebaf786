-- Footing: the printed sum of the large deals won in a period, with the deals that the deck says were won in it.
with facts as (
    select * from {{ ref('int_facts') }}
    where line_item = 'large_deal_orders' and measure = 'level'
),

large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

final as (
    select
        'footing' as kind,
        'large_deals_won' as relation,
        facts.fact_id,
        facts.deck,
        facts.company,
        facts.line_item,
        facts.measure,
        facts.period,
        facts.basis,
        facts.as_of,
        'component' as role,
        large_deals.deal as member_line_item,
        facts.period as member_period,
        1 as weight,
        large_deals.deal_id as source_id,
        large_deals.lower_bound,
        large_deals.upper_bound,
        large_deals.amount_as_printed || ' ' || large_deals.subject_ja || ' (p. ' || cast(large_deals.page as string) || ')' as text
    from facts
    inner join large_deals on facts.deck = large_deals.deck and facts.period = large_deals.awarded
)

select * from final
