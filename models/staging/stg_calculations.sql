with source as (
    select * from {{ ref('calculations') }}
),

final as (
    select
        calculation,
        total,
        component,
        cast(weight as integer) as weight,
        comparison
    from source
)

select * from final
