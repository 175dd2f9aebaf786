{{ config(materialized='view') }}
-- Amounts per share of which two digits are exchanged: shares change slowly.
with unconfirmed as (
    select * from {{ ref('int_unconfirmed_amounts') }}
),

facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

periods as (
    select * from {{ ref('int_periods') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

-- the number of shares that a profit and its amount per share imply
per_share as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.period_no,
        periods.period_type,
        periods.ends_on,
        cast(profits.value as double) as profit,
        cast(profits.value as double) / cast(facts.value as double) as shares
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id and line_items.concept = 'basic_earnings_per_share'
    inner join line_items as owners
        on line_items.company = owners.company and owners.concept = 'profit_attributable_to_owners' and owners.segment = 'consolidated'
    inner join facts as profits
        on
            owners.line_item_id = profits.line_item_id
            and facts.period_no = profits.period_no
            and facts.basis = profits.basis
            and facts.deck_no = profits.deck_no
            and profits.compared_with is null
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    where facts.value <> 0 and profits.value <> 0 and facts.compared_with is null and facts.basis = 'actual'
),

of_unconfirmed as (
    select
        unconfirmed.figure_id,
        unconfirmed.value,
        unconfirmed.digits,
        per_share.line_item_id,
        per_share.period_no,
        per_share.profit,
        per_share.shares
    from unconfirmed
    inner join per_share on unconfirmed.fact_id = per_share.fact_id
),

transpositions as (
    {{ transpositions('of_unconfirmed') }}
),

-- the exchange brings the number of shares back to that of another period
transposed_per_share as (
    select
        own.figure_id,
        'transposed' as suspicion,
        'two digits exchanged: the profit per share gives ' || cast(round(100 * min(abs(own.shares / others.shares - 1)), 1) as string)
        || ' % other shares than any other period' as looks_like
    from of_unconfirmed as own
    inner join per_share as others on own.line_item_id = others.line_item_id and own.period_no <> others.period_no
    inner join transpositions on own.figure_id = transpositions.figure_id
    group by own.figure_id
    having
        min(abs(own.shares / others.shares - 1)) > 0.01
        and min(abs(own.profit / nullif(transpositions.value, 0) / others.shares - 1)) < 0.004
),

final as (
    select
        5 as rank,
        figure_id,
        suspicion,
        looks_like
    from transposed_per_share
)

select * from final
