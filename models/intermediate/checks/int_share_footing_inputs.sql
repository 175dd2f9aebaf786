{{ config(materialized='view') }}
-- Share footing: the printed shares of all parts of a whole, which add up to 100 %.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'share_pct' and value is not null
),

measures as (
    select * from {{ ref('stg_measures') }}
    where measure = 'share_pct'
),

members as (
    select * from {{ ref('int_calculations') }}
    where not is_total and comparison = 'equals'
),

wholes as (
    select distinct
        members.calculation,
        members.calculation_id,
        members.total_id as line_item_id,
        facts.deck_no,
        facts.period_no,
        facts.stated_no
    from members
    inner join facts on members.line_item_id = facts.line_item_id
),

known as (
    select
        {{ packed_fact_id(packed_amount_id('wholes.line_item_id', 'wholes.period_no', 'wholes.stated_no'), 'wholes.deck_no', 'measures.measure_no') }}
            as fact_id,
        wholes.calculation,
        wholes.line_item_id,
        measures.measure,
        wholes.period_no,
        wholes.stated_no,
        wholes.deck_no,
        members.line_item_id as input_line_item_id,
        wholes.period_no as input_period_no,
        members.weight,
        {{ input_columns('facts', 'fact_id').replace('facts.text', 'facts.print as text') }},
        count(facts.fact_id) over whole as known_members,
        count(*) over whole as all_members
    from wholes
    cross join measures
    inner join members on wholes.calculation_id = members.calculation_id
    left join facts
        on
            members.line_item_id = facts.line_item_id
            and wholes.deck_no = facts.deck_no
            and wholes.period_no = facts.period_no
            and wholes.stated_no = facts.stated_no
    window whole as (partition by wholes.calculation_id, wholes.deck_no, wholes.period_no, wholes.stated_no)
),

final as (
    select
        {{ check_inputs("'share_footing'", 'calculation', 'known', "'component'") }}
    from known
    -- as with amounts: one share missing is a slip, two and the deck states no whole
    where known.known_members > 1 and known.known_members >= known.all_members - 1
)

select * from final
