-- All that takes part in a check: the fact that is checked, and what it is checked against.
with footing_members as (
    select * from {{ ref('int_footing_members') }}
),

period_footing_members as (
    select * from {{ ref('int_period_footing_members') }}
),

growth_members as (
    select * from {{ ref('int_growth_members') }}
),

ratio_members as (
    select * from {{ ref('int_ratio_members') }}
),

cross_print_members as (
    select * from {{ ref('int_cross_print_members') }}
),

large_deal_members as (
    select * from {{ ref('int_large_deal_members') }}
),

share_footing_members as (
    select * from {{ ref('int_share_footing_members') }}
),

roll_forward_members as (
    select * from {{ ref('int_roll_forward_members') }}
),

facts as (
    select * from {{ ref('int_facts') }}
),

parts as (
    select * from footing_members
    union all
    select * from period_footing_members
    union all
    select * from growth_members
    union all
    select * from ratio_members
    union all
    select * from cross_print_members
    union all
    select * from share_footing_members
    union all
    select * from roll_forward_members
    union all
    select * from large_deal_members
),

-- the whole that shares add up to is printed nowhere: it is 100 %
wholes as (
    select distinct
        kind,
        relation,
        fact_id,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        'subject' as role,
        line_item as member_line_item,
        period as member_period,
        0 as weight,
        fact_id as source_id,
        100 as lower_bound,
        100 as upper_bound,
        'the whole, 100%' as text
    from share_footing_members
),

subjects as (
    select distinct
        parts.kind,
        parts.relation,
        facts.fact_id,
        facts.deck,
        facts.company,
        facts.line_item,
        facts.measure,
        facts.period,
        facts.basis,
        facts.as_of,
        'subject' as role,
        facts.line_item as member_line_item,
        facts.period as member_period,
        0 as weight,
        facts.fact_id as source_id,
        facts.lower_bound,
        facts.upper_bound,
        facts.all_prints as text
    from parts
    inner join facts on parts.fact_id = facts.fact_id
),

members as (
    select * from subjects
    union all
    select * from wholes
    union all
    select * from parts
),

final as (
    select
        kind || ':' || relation || ':' || fact_id as tie_out_id,
        *
    from members
)

select * from final
