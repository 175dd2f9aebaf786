-- Recalculation: a printed ratio, share, growth rate or change with the two amounts that it follows from.
with facts as (
    select * from {{ ref('int_facts') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
),

bases as (
    select * from {{ ref('int_bases') }}
),

levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

-- two amounts for each printed fact, and how they are combined
growth as (
    select
        facts.*,
        facts.measure as relation,
        case facts.expressed_as when 'percent' then 'numerator' else 'component' end as role,
        facts.line_item as member_line_item,
        facts.period as member_period,
        1 as weight,
        levels.level_id as source_id,
        levels.lower_bound as member_lower_bound,
        levels.upper_bound as member_upper_bound,
        levels.text
    from facts
    left join levels on {{ fact_id('facts.deck', 'facts.line_item', "'level'", 'facts.period', 'facts.basis', 'facts.as_of') }} = levels.slot_id
    where facts.compared_with in ('year_ago', 'previous')
    union all
    select
        facts.*,
        facts.measure as relation,
        case facts.expressed_as when 'percent' then 'denominator' else 'component' end as role,
        facts.line_item as member_line_item,
        bases.base_period as member_period,
        -1 as weight,
        bases.base_level_id as source_id,
        bases.base_lower_bound as member_lower_bound,
        bases.base_upper_bound as member_upper_bound,
        bases.base_text as text
    from facts
    left join bases
        on
            facts.deck = bases.deck
            and facts.line_item = bases.line_item
            and facts.period = bases.period
            and facts.basis = bases.basis
            and facts.as_of is not distinct from bases.as_of
            and facts.compared_with = bases.compared_with
    where facts.compared_with in ('year_ago', 'previous')
),

ratio_parts as (
    select
        line_item,
        measure,
        'numerator' as role,
        numerator as member_line_item,
        1 as weight
    from ratios
    union all
    select
        line_item,
        measure,
        'denominator' as role,
        denominator as member_line_item,
        -1 as weight
    from ratios
),

shares as (
    select
        facts.*,
        'ratio' as relation,
        ratio_parts.role,
        ratio_parts.member_line_item,
        facts.period as member_period,
        ratio_parts.weight,
        levels.level_id as source_id,
        levels.lower_bound as member_lower_bound,
        levels.upper_bound as member_upper_bound,
        levels.text
    from facts
    inner join ratio_parts on facts.line_item = ratio_parts.line_item and facts.measure = ratio_parts.measure
    left join levels
        on {{ fact_id('facts.deck', 'ratio_parts.member_line_item', "'level'", 'facts.period', 'facts.basis', 'facts.as_of') }} = levels.slot_id
),

needed as (
    select * from growth
    union all
    select * from shares
),

final as (
    select
        'recalculation' as kind,
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
        member_lower_bound as lower_bound,
        member_upper_bound as upper_bound,
        text
    from needed
)

select * from final
