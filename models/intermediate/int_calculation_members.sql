-- Every calculation as one sum that is zero (or, of parts that need not be all, at most zero): components with their weights, less the total.
with calculations as (
    select * from {{ ref('stg_calculations') }}
),

final as (
    select
        calculation,
        total,
        component as line_item,
        weight,
        comparison,
        false as is_total
    from calculations
    union all
    select distinct
        calculation,
        total,
        total as line_item,
        -1 as weight,
        comparison,
        true as is_total
    from calculations
)

select * from final
