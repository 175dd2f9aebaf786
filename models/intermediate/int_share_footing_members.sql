-- Share footing: the printed shares of all parts of a whole, which add up to 100 %.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'share_pct'
),

members as (
    select * from {{ ref('int_calculation_members') }}
    where not is_total and comparison = 'equals'
),

wholes as (
    select
        members.calculation,
        members.total,
        facts.deck,
        facts.company,
        facts.period,
        facts.basis,
        facts.as_of
    from members
    inner join facts on members.line_item = facts.line_item
    group by members.calculation, members.total, facts.deck, facts.company, facts.period, facts.basis, facts.as_of
),

bound as (
    select
        'share_footing' as kind,
        wholes.calculation as relation,
        {{ fact_id('wholes.deck', 'wholes.total', "'share_pct'", 'wholes.period', 'wholes.basis', 'wholes.as_of') }} as fact_id,
        wholes.deck,
        wholes.company,
        wholes.total as line_item,
        'share_pct' as measure,
        wholes.period,
        wholes.basis,
        wholes.as_of,
        'component' as role,
        members.line_item as member_line_item,
        wholes.period as member_period,
        members.weight,
        facts.fact_id as source_id,
        facts.lower_bound,
        facts.upper_bound,
        facts.print as text,
        count(facts.fact_id) over whole as bound_members,
        count(*) over whole as all_members
    from wholes
    inner join members on wholes.calculation = members.calculation
    left join facts
        on {{ fact_id('wholes.deck', 'members.line_item', "'share_pct'", 'wholes.period', 'wholes.basis', 'wholes.as_of') }} = facts.fact_id
    window whole as (partition by wholes.calculation, wholes.deck, wholes.period, wholes.basis, wholes.as_of)
),

final as (
    select
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
        role,
        member_line_item,
        member_period,
        weight,
        source_id,
        lower_bound,
        upper_bound,
        text
    from bound
    -- as with amounts: one share missing is a slip, two and the deck states no whole
    where bound_members > 1 and bound_members >= all_members - 1
)

select * from final
