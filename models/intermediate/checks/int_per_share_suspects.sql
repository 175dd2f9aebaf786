{{ config(materialized='view') }}
-- Amounts per share of which two digits are exchanged: shares change slowly.
with open_figures as (
    select * from {{ ref('int_unvouched_figures') }}
    where is_amount
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

transpositions as (
    {{ transpositions('open_figures') }}
),

-- the exchange brings the number of shares back to that of another period
transposed_per_share as (
    select
        open_figures.figure_id,
        'transposed' as suspicion,
        'two digits exchanged: the profit per share gives ' || cast(round(100 * min(abs(own.shares / others.shares - 1)), 1) as string)
        || ' % other shares than any other period' as looks_like
    from open_figures
    inner join per_share as own on open_figures.fact_id = own.fact_id
    inner join per_share as others on own.line_item_id = others.line_item_id and own.period_no <> others.period_no
    inner join transpositions on open_figures.figure_id = transpositions.figure_id
    group by open_figures.figure_id
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
