-- Every printed figure that bears on a check, on either side of it.
with members as (
    select * from {{ ref('int_tie_out_members') }}
),

level_facts as (
    select * from {{ ref('int_level_facts') }}
),

implied_levels as (
    select * from {{ ref('int_implied_levels') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

comparisons as (
    select * from {{ ref('int_comparisons') }}
),

figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil
),

-- a recomputed change in a bridge rests on two levels, an implied amount on a growth rate or ratio and on a level
sources as (
    select
        tie_out_id,
        source_id
    from members
    union all
    select
        members.tie_out_id,
        comparisons.base_level_id as source_id
    from members
    inner join comparisons on members.source_id = comparisons.level_id and members.period = comparisons.period
    inner join measures on members.measure = measures.measure and comparisons.compared_with = measures.compared_with
    where members.kind = 'bridge'
    union all
    select
        members.tie_out_id,
        implied_levels.fact_id as source_id
    from members
    inner join implied_levels on members.source_id = implied_levels.implied_id
    union all
    select
        members.tie_out_id,
        implied_levels.level_id as source_id
    from members
    inner join implied_levels on members.source_id = implied_levels.implied_id
),

facts_of_tie_outs as (
    select
        sources.tie_out_id,
        coalesce(level_facts.fact_id, sources.source_id) as fact_id
    from sources
    left join level_facts on sources.source_id = level_facts.level_id
),

final as (
    select distinct
        facts_of_tie_outs.tie_out_id,
        figures.figure_id,
        figures.page
    from facts_of_tie_outs
    inner join figures on facts_of_tie_outs.fact_id = figures.fact_id
)

select * from final
