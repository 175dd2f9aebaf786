-- The rows of restatements.csv by line item: what a deck is known to state otherwise than the decks before it. Without
-- a measure or a period, of any.
with restatements as (
    select
        deck,
        segment,
        line_item,
        measure,
        period,
        reason,
        try_cast(factor as decimal(18, 6)) as factor,
        evidence,
        evidence_ja
    from {{ landed('restatements') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        decks.company,
        decks.deck_no,
        line_items.line_item_id,
        restatements.measure,
        periods.period_no,
        restatements.reason,
        case restatements.reason when 'share_split' then restatements.factor end as factor,
        restatements.evidence,
        restatements.evidence_ja,
        case when restatements.period is null then 0 else 1 end
        + case when restatements.measure is null then 0 else 1 end
        + case when restatements.line_item is null then 0 else 1 end as specificity
    from restatements
    inner join decks on restatements.deck = decks.deck
    inner join line_items
        on
            decks.company = line_items.company
            and coalesce(restatements.line_item, line_items.line_item) = line_items.line_item
            and coalesce(restatements.segment, line_items.segment) = line_items.segment
            and (restatements.reason <> 'share_split' or line_items.unit_family in ('per_share', 'shares'))
    left join periods on decks.company = periods.company and restatements.period = periods.period
    where restatements.period is null or periods.period is not null
)

select * from final
