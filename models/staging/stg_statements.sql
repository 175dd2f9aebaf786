with source as (
    select * from {{ ref('statements') }}
),

final as (
    select
        statement,
        name_ja,
        name_en,
        cast(display_order as integer) as display_order
    from source
)

select * from final
