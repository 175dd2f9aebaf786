with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

-- a line belongs to the activity that it, or what it is part of, is a part of
activities as (
    select
        line_items.*,
        replace(
            case
                when line_items.part_of is null or line_items.part_of = 'free_cash_flow' then line_items.line_item
                when parents.part_of is null or parents.part_of = 'free_cash_flow' then line_items.part_of
                else parents.part_of
            end, '_cash_flow', ''
        ) as activity
    from line_items
    left join line_items as parents on line_items.part_of = parents.line_item
    where line_items.statement = 'cash_flow'
),

final as (
    select
        growth.company,
        activities.activity,
        growth.line_item,
        activities.name_ja,
        activities.name_en,
        activities.part_of,
        activities.display_order,
        growth.period,
        growth.period_type,
        growth.fiscal_year,
        growth.starts_on,
        growth.ends_on,
        growth.basis,
        growth.as_of,
        growth.deck,
        growth.value as amount_jpy_mn,
        growth.source as amount_source,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join activities on growth.line_item = activities.line_item
)

select * from final
