-- Which printed facts a level rests on.
with levels as (
    select * from {{ ref('int_levels') }}
),

calculated_members as (
    select * from {{ ref('int_calculated_members') }}
),

summed_members as (
    select * from {{ ref('int_summed_members') }}
),

printed as (
    select
        level_id,
        level_id as fact_id
    from levels
    where method = 'printed'
),

calculated as (
    select
        {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} || ':' || calculation as level_id,
        fact_id
    from calculated_members
),

within_period as (
    select * from printed
    union all
    select * from calculated
),

summed as (
    select
        {{ fact_id('summed_members.deck', 'summed_members.line_item', "'level'", 'summed_members.period', 'summed_members.basis', 'summed_members.as_of') }}
        || ':' || summed_members.span as level_id,
        within_period.fact_id
    from summed_members
    inner join within_period on summed_members.level_id = within_period.level_id
),

final as (
    select * from within_period
    union all
    select * from summed
)

select * from final
