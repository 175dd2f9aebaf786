-- The decks between which the amounts of a line item may be put together with others: a new epoch begins with each deck that
-- breaks or restates the line item, or one that a relation binds it to.
with line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations as (
    select * from {{ ref('int_calculations') }}
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
),

roll_forwards as (
    select * from {{ ref('int_roll_forwards') }}
),

breaks as (
    select distinct
        line_item_id,
        comparable_from as deck_no
    from {{ ref('int_printed_amounts') }}
    where comparable_from > 0
    union
    select distinct
        line_item_id,
        deck_no
    from {{ ref('int_facts') }}
    where not agrees_with_previous
),

members as (
    select distinct
        'calculation ' || calculation_id as relation,
        line_item_id
    from calculations
    {% for column in ['line_item_id', 'numerator_id', 'denominator_id'] %}
    union
    select distinct
        'ratio ' || line_item_id || measure as relation,
        {{ column }} as line_item_id
    from ratio_rules
    {% endfor %}
    {% for column in ['balance_id', 'flow_id'] %}
    union
    select distinct
        'roll-forward ' || balance_id as relation,
        {{ column }} as line_item_id
    from roll_forwards
    {% endfor %}
),

-- one row per line item and deck
begun as (
    select
        line_item_id,
        0 as epoch_no
    from line_items
    union
    select
        line_item_id,
        deck_no as epoch_no
    from breaks
    union
    select distinct
        members.line_item_id,
        breaks.deck_no as epoch_no
    from breaks
    inner join members as broken on breaks.line_item_id = broken.line_item_id
    inner join members on broken.relation = members.relation
),

final as (
    select
        line_item_id,
        epoch_no,
        lead(epoch_no, 1, {{ most_decks() }}) over (partition by line_item_id order by epoch_no) as before_deck_no
    from begun
)

select * from final
