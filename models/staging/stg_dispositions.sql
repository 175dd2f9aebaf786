with source as (
    select * from {{ ref('dispositions') }}
),

final as (
    select
        disposition,
        meaning
    from source
)

select * from final
