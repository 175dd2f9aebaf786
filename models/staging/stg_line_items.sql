with source as (
    select * from {{ landed('line_items') }}
),

final as (
    select
        company,
        line_item,
        name_ja,
        name_en,
        statement,
        segment,
        concept,
        part_of,
        unit_family,
        period_kind,
        cast(display_order as integer) as display_order,
        taxonomy
    from source
)

select * from final
