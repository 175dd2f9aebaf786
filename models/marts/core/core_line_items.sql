with line_items as (
    select * from {{ ref('stg_line_items') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

segments as (
    select * from {{ ref('stg_segments') }}
),

final as (
    select
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.statement,
        statements.name_ja as statement_name_ja,
        statements.name_en as statement_name_en,
        line_items.segment,
        segments.name_ja as segment_name_ja,
        segments.name_en as segment_name_en,
        line_items.concept,
        line_items.part_of,
        line_items.unit_family,
        line_items.period_kind,
        line_items.display_order
    from line_items
    left join statements on line_items.statement = statements.statement
    left join segments on line_items.segment = segments.segment
)

select * from final
