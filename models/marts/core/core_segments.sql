with line_items as (
    select * from {{ ref('int_line_items') }}
),

final as (
    select distinct
        {{ dimension_key('company', 'segment') }} as segment_key,
        company,
        segment,
        segment_name_ja as name_ja,
        segment_name_en as name_en,
        segment_display_order as display_order,
        segment = 'consolidated' as is_total
    from line_items
)

select * from final
