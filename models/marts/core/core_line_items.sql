with line_items as (
    select * from {{ ref('int_line_items') }}
),

final as (
    select
        {{ dimension_key('company', 'line_item') }} as line_item_key,
        {{ dimension_key('company', 'segment') }} as segment_key,
        company,
        line_item,
        name_ja,
        name_en,
        statement,
        statement_name_ja,
        statement_name_en,
        segment,
        segment_name_ja,
        segment_name_en,
        concept,
        part_of,
        side,
        unit_family,
        currency,
        period_kind,
        taxonomy,
        is_standard,
        display_order
    from line_items
)

select * from final
