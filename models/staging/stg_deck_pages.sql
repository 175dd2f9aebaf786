with source as (
    select * from {{ ref('deck_pages') }}
),

final as (
    select
        deck,
        cast(page as integer) as page,
        section,
        title
    from source
)

select * from final
