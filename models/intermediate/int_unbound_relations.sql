-- Relations of the reference data that no deck gives occasion to check: a mistyped total would never be missed otherwise.
with calculations as (
    select * from {{ ref('stg_calculations') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
),

tie_outs as (
    select * from {{ ref('int_tie_outs') }}
),

relations as (
    select distinct
        'footing' as kind,
        calculation as relation,
        total as line_item,
        'level' as measure
    from calculations
    union all
    select
        'recalculation' as kind,
        'ratio' as relation,
        line_item,
        measure
    from ratios
),

final as (
    select relations.*
    from relations
    left join tie_outs
        on
            relations.relation = tie_outs.relation
            and relations.line_item = tie_outs.line_item
            and (relations.kind = 'footing' or relations.measure = tie_outs.measure)
            and tie_outs.status in ('consistent', 'inconsistent')
    where tie_outs.tie_out_id is null
)

select * from final
