-- Where a deck prints all other members of a calculation, a member follows from them, printed itself or not: these are the others.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level'
),

members as (
    select * from {{ ref('int_calculation_members') }}
    where comparison = 'equals'
),

slots as (
    select distinct
        members.calculation,
        facts.deck,
        facts.company,
        facts.period,
        facts.period_type,
        facts.basis,
        facts.as_of
    from members
    inner join facts on members.line_item = facts.line_item
),

bound as (
    select
        slots.*,
        members.line_item,
        members.weight,
        members.is_total,
        facts.fact_id,
        facts.value,
        facts.lower_bound,
        facts.upper_bound,
        facts.print,
        count(*) over slot - count(facts.fact_id) over slot as missing_members
    from slots
    inner join members on slots.calculation = members.calculation
    left join facts
        on
            members.line_item = facts.line_item
            and slots.deck = facts.deck
            and slots.period = facts.period
            and slots.basis = facts.basis
            and slots.as_of is not distinct from facts.as_of
    window slot as (partition by slots.calculation, slots.deck, slots.period, slots.basis, slots.as_of)
),

derivable as (
    select * from bound
    where missing_members = 0 or (missing_members = 1 and fact_id is null)
),

final as (
    select
        derivable.calculation,
        derivable.deck,
        derivable.company,
        derivable.line_item,
        derivable.period,
        derivable.period_type,
        derivable.basis,
        derivable.as_of,
        case when derivable.is_total then 'calculated' else 'solved' end as method,
        bound.fact_id,
        bound.value,
        bound.lower_bound,
        bound.upper_bound,
        bound.print as text,
        -- weights are 1 or -1, so dividing by the weight of the derived member is multiplying by it
        -bound.weight * derivable.weight as weight
    from derivable
    inner join bound
        on
            derivable.calculation = bound.calculation
            and derivable.deck = bound.deck
            and derivable.period = bound.period
            and derivable.basis = bound.basis
            and derivable.as_of is not distinct from bound.as_of
            and derivable.line_item <> bound.line_item
)

select * from final
