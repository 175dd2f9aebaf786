with source as (
    select * from {{ ref('check_kinds') }}
),

final as (
    select
        kind,
        name_en,
        name_ja,
        cast(is_equality as boolean) as is_equality,
        meaning_en,
        meaning_ja,
        cast(display_order as integer) as display_order
    from source
)

select * from final
