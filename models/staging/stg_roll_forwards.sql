with source as (
    select * from {{ ref('roll_forwards') }}
),

final as (
    select
        balance,
        flow,
        cast(weight as integer) as weight
    from source
)

select * from final
