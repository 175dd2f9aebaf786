-- Recalculation: a printed growth rate or change with the amount of the period and that of the period it is measured from.
-- Where that base is not printed but both the rate and the change are, each is checked against the base that the other implies.
with facts as (
    select * from {{ ref('int_facts') }}
    where compared_with in ('year_ago', 'previous')
),

levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

bases as (
    select * from {{ ref('int_bases') }}
),

implied_bases as (
    select * from {{ ref('int_implied_levels') }}
    where implied_by <> 'ratio'
),

grown as (
    select
        facts.*,
        case facts.expressed_as when 'percent' then 'numerator' else 'component' end as role,
        facts.period as member_period,
        1 as weight,
        levels.level_id as source_id,
        levels.lower_bound as member_lower_bound,
        levels.upper_bound as member_upper_bound,
        levels.text
    from facts
    left join levels on {{ fact_id('facts.deck', 'facts.line_item', "'level'", 'facts.period', 'facts.basis', 'facts.as_of') }} = levels.slot_id
),

measured_from as (
    select
        facts.*,
        case facts.expressed_as when 'percent' then 'denominator' else 'component' end as role,
        bases.base_period as member_period,
        -1 as weight,
        coalesce(bases.base_level_id, implied_bases.implied_id) as source_id,
        coalesce(bases.base_lower_bound, implied_bases.lower_bound) as member_lower_bound,
        coalesce(bases.base_upper_bound, implied_bases.upper_bound) as member_upper_bound,
        coalesce(bases.base_text, implied_bases.text) as text
    from facts
    left join bases
        on
            facts.deck = bases.deck
            and facts.line_item = bases.line_item
            and facts.period = bases.period
            and facts.basis = bases.basis
            and facts.as_of is not distinct from bases.as_of
            and facts.compared_with = bases.compared_with
    left join implied_bases
        on
            facts.deck = implied_bases.deck
            and facts.line_item = implied_bases.line_item
            and facts.period = implied_bases.grown_period
            and facts.basis = implied_bases.grown_basis
            and facts.as_of is not distinct from implied_bases.grown_as_of
            and facts.compared_with = implied_bases.compared_with
            and facts.expressed_as <> implied_bases.implied_by
),

members as (
    select * from grown
    union all
    select * from measured_from
),

final as (
    select
        'recalculation' as kind,
        measure as relation,
        fact_id,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        role,
        line_item as member_line_item,
        member_period,
        weight,
        source_id,
        member_lower_bound as lower_bound,
        member_upper_bound as upper_bound,
        text
    from members
)

select * from final
