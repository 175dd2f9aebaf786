with check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
),

final as (
    select
        kind,
        name_ja,
        name_en,
        is_equality,
        meaning_ja,
        meaning_en,
        display_order
    from check_kinds
)

select * from final
