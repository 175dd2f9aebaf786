-- Relations of the reference data that no deck gives occasion to check: a mistyped total would never be missed otherwise.
with calculations as (
    select * from {{ ref('stg_calculations') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
),

roll_forwards as (
    select * from {{ ref('stg_roll_forwards') }}
),

tie_outs as (
    select * from {{ ref('int_tie_outs') }}
    where status in ('consistent', 'inconsistent')
),

-- a calculation is checked in amounts, in changes or in shares
checked as (
    select
        'calculation' as relation_type,
        relation,
        line_item,
        cast(null as string) as measure
    from tie_outs
    where kind in ('footing', 'sub_items', 'bridge', 'share_footing')
    union
    select
        'ratio' as relation_type,
        relation,
        line_item,
        measure
    from tie_outs
    where kind = 'recalculation'
    union
    select
        'roll_forward' as relation_type,
        'roll_forward' as relation,
        line_item,
        cast(null as string) as measure
    from tie_outs
    where kind = 'roll_forward'
),

relations as (
    select distinct
        'calculation' as relation_type,
        case comparison when 'at_most' then 'sub_items' else 'footing' end as kind,
        calculation as relation,
        total as line_item,
        cast(null as string) as measure
    from calculations
    union all
    select
        'ratio' as relation_type,
        'recalculation' as kind,
        comparison as relation,
        line_item,
        measure
    from ratios
    union all
    select distinct
        'roll_forward' as relation_type,
        'roll_forward' as kind,
        'roll_forward' as relation,
        balance as line_item,
        cast(null as string) as measure
    from roll_forwards
),

final as (
    select
        relations.kind,
        relations.relation,
        relations.line_item,
        coalesce(relations.measure, 'level') as measure
    from relations
    left join checked
        on
            relations.relation_type = checked.relation_type
            and relations.relation = checked.relation
            and relations.line_item = checked.line_item
            and relations.measure is not distinct from checked.measure
    where checked.relation is null
)

select * from final
