-- Roll-forward: a printed balance with the balance before it and what came and went in between.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level' and basis = 'actual'
),

roll_forwards as (
    select * from {{ ref('stg_roll_forwards') }}
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'half', 'year')
),

direct_levels as (
    select * from {{ ref('int_levels') }}
    where is_direct
),

closings as (
    select
        facts.*,
        periods.period as flow_period,
        periods.period_type as flow_period_type,
        cast({{ dbt.dateadd('day', -1, 'periods.starts_on') }} as date) as opens_on
    from facts
    inner join periods on facts.company = periods.company and facts.period = cast(periods.ends_on as string)
),

needed as (
    select distinct
        closings.*,
        closings.line_item as member_line_item,
        cast(closings.opens_on as string) as member_period,
        1 as weight
    from closings
    inner join roll_forwards on closings.line_item = roll_forwards.balance
    union all
    select
        closings.*,
        roll_forwards.flow as member_line_item,
        closings.flow_period as member_period,
        roll_forwards.weight
    from closings
    inner join roll_forwards on closings.line_item = roll_forwards.balance
),

bound as (
    select
        needed.*,
        direct_levels.level_id as source_id,
        direct_levels.lower_bound as member_lower_bound,
        direct_levels.upper_bound as member_upper_bound,
        direct_levels.text,
        count(direct_levels.level_id) over rolled as bound_members,
        count(*) over rolled as all_members
    from needed
    left join direct_levels
        on {{ fact_id('needed.deck', 'needed.member_line_item', "'level'", 'needed.member_period', 'needed.basis', 'needed.as_of') }} = direct_levels.slot_id
    window rolled as (partition by needed.fact_id, needed.flow_period)
),

final as (
    select
        'roll_forward' as kind,
        'over_' || flow_period_type as relation,
        fact_id,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        'component' as role,
        member_line_item,
        member_period,
        weight,
        source_id,
        member_lower_bound as lower_bound,
        member_upper_bound as upper_bound,
        text
    from bound
    where bound_members >= all_members - 1
)

select * from final
