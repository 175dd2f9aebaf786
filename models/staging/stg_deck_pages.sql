with source as (
    select * from {{ landed('deck_pages') }}
),

final as (
    select
        deck,
        page,
        section,
        title_ja,
        title_en,
        cast(numbers as integer) as numbers
    from source
)

select * from final
