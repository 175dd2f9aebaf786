-- Footing, bridges and sub-items: a printed total, or a printed change of it, with what should add up to it, or what is only part of it.
with facts as (
    select * from {{ ref('int_facts') }}
    where expressed_as = 'amount'
),

members as (
    select * from {{ ref('int_calculation_members') }}
    where not is_total
),

proving_levels as (
    select * from {{ ref('int_proving_levels') }}
),

comparisons as (
    select * from {{ ref('int_comparisons') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
    where expressed_as = 'amount'
),

-- a component is taken as printed; failing that, as it follows from other printed figures
amounts as (
    select
        fact_id as slot_id,
        fact_id as source_id,
        true as is_printed,
        lower_bound,
        upper_bound,
        print as text
    from facts
    union all
    select
        slot_id,
        source_id,
        false as is_printed,
        lower_bound,
        upper_bound,
        text
    from proving_levels
    where method <> 'printed'
    union all
    select
        {{ fact_id('comparisons.deck', 'comparisons.line_item', 'measures.measure', 'comparisons.period', 'comparisons.basis', 'comparisons.as_of') }}
            as slot_id,
        comparisons.level_id as source_id,
        false as is_printed,
        comparisons.change_lower_bound as lower_bound,
        comparisons.change_upper_bound as upper_bound,
        {{ derived_text('comparisons.change_value', "comparisons.text || ' - ' || comparisons.base_text") }} as text
    from comparisons
    inner join measures on comparisons.compared_with = measures.compared_with
),

chosen_amounts as (
    select * from amounts
    qualify row_number() over (partition by slot_id order by is_printed desc) = 1
),

bound as (
    select
        facts.fact_id,
        facts.deck,
        facts.company,
        facts.line_item,
        facts.measure,
        facts.period,
        facts.basis,
        facts.as_of,
        case when members.comparison = 'at_most' then 'sub_items' when facts.measure = 'level' then 'footing' else 'bridge' end as kind,
        case when members.comparison = 'at_most' then 'part' else 'component' end as role,
        members.calculation as relation,
        members.line_item as member_line_item,
        members.weight,
        chosen_amounts.source_id,
        coalesce(chosen_amounts.is_printed, false) as is_printed,
        chosen_amounts.lower_bound,
        chosen_amounts.upper_bound,
        chosen_amounts.text,
        count(case when chosen_amounts.is_printed then 1 end) over relation_of_fact as printed_members,
        count(chosen_amounts.source_id) over relation_of_fact as bound_members,
        count(*) over relation_of_fact as all_members
    from facts
    inner join members on facts.line_item = members.total and (members.comparison = 'equals' or facts.measure = 'level')
    left join chosen_amounts
        on {{ fact_id('facts.deck', 'members.line_item', 'facts.measure', 'facts.period', 'facts.basis', 'facts.as_of') }} = chosen_amounts.slot_id
    window relation_of_fact as (partition by members.calculation, facts.fact_id)
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
        period as member_period,
        weight,
        source_id,
        lower_bound,
        upper_bound,
        text
    from bound
    -- with two or more components missing, the deck states no sum; with one missing it does, or a row was landed in the wrong place
    where bound_members >= all_members - 1 and (printed_members > 0 or bound_members = all_members)
)

select * from final
