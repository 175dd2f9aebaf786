with lines as (
    select * from {{ ref('int_statement_lines') }}
    where statement = 'cash_flow' and is_stated
),

ebitda as (
    select * from {{ ref('int_statement_lines') }}
    where line_item = 'adjusted_ebitda' and is_stated
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

-- a line belongs to the activity that it, or what it is part of, is a part of
activities as (
    select
        line_items.line_item_id,
        replace(
            case
                when line_items.part_of is null or line_items.part_of = 'free_cash_flow' then line_items.line_item
                when parents.part_of is null or parents.part_of = 'free_cash_flow' then line_items.part_of
                else parents.part_of
            end, '_cash_flow', ''
        ) as activity
    from line_items
    left join line_items as parents on line_items.company = parents.company and line_items.part_of = parents.line_item
    where line_items.statement = 'cash_flow'
),

additivity as (
    select * from {{ ref('int_additivity') }}
    where statement = 'cash_flow'
),

final as (
    select
        {{ line_columns('lines', ['activities.activity', 'lines.part_of', additivity_columns('additivity')]) }},
        lines.value as amount_mn,
        lines.source as amount_source,
        ebitda.value as ebitda_mn,
        case when ebitda.value > 0 then {{ percent_of('lines.value', 'ebitda.value') }} end as ratio_to_ebitda_pct,
        {{ growth_columns('lines') }},
        {{ trailing_columns('lines') }}
    from lines
    left join additivity on {{ same_line('lines', 'additivity') }}
    left join ebitda on {{ stated_together('lines', 'ebitda') }}
    inner join activities on lines.line_item_id = activities.line_item_id
)

select * from final
