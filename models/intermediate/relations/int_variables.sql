-- What the printed figures of a company bound: a fact without the deck that states it, so that what several decks say of one
-- amount, measured in one way, within one epoch, bounds one variable. One row per printed figure.
with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil and fact_id is not null and (value is not null or turn is not null)
),

facts as (
    select * from {{ ref('int_facts') }}
),

known_discrepancies as (
    select * from {{ landed('known_discrepancies') }}
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

final as (
    select
        {{ packed_fact_id('figures.amount_id', 'epochs.epoch_no', 'measures.measure_no') }} as variable_id,
        figures.company,
        figures.figure_id,
        figures.fact_id,
        figures.amount_id,
        figures.line_item_id,
        figures.measure,
        figures.compared_with,
        figures.expressed_as,
        figures.period_no,
        figures.stated_no,
        epochs.epoch_no,
        figures.deck_no,
        figures.turn,
        figures.lower_bound,
        figures.upper_bound,
        figures.lower_is_open,
        figures.upper_is_open,
        facts.has_conflicting_prints,
        known_discrepancies.tie_out_id as set_aside_by
    from figures
    inner join facts on figures.fact_id = facts.fact_id
    inner join measures on figures.measure = measures.measure
    inner join epochs
        on
            figures.line_item_id = epochs.line_item_id
            and figures.deck_no >= epochs.epoch_no
            and figures.deck_no < epochs.before_deck_no
    left join known_discrepancies on 'all_relations:' || figures.figure_id = known_discrepancies.tie_out_id
)

select * from final
