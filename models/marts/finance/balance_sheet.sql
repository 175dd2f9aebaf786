with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

sides as (
    select
        line_items.*,
        case
            when 'total_assets' in (line_items.line_item, line_items.part_of, parents.part_of) then 'assets'
            when 'total_liabilities' in (line_items.line_item, line_items.part_of, parents.part_of) then 'liabilities'
            when line_items.line_item = 'total_liabilities_and_equity' then 'liabilities_and_equity'
            else 'equity'
        end as side
    from line_items
    left join line_items as parents on line_items.part_of = parents.line_item
    where line_items.statement = 'balance_sheet'
),

total_assets as (
    select * from growth
    where line_item = 'total_assets'
),

final as (
    select
        growth.company,
        sides.side,
        growth.line_item,
        sides.name_ja,
        sides.name_en,
        sides.part_of,
        sides.display_order,
        growth.period,
        growth.fiscal_year,
        growth.ends_on,
        growth.basis,
        growth.as_of,
        growth.deck,
        growth.value as amount_jpy_mn,
        growth.source as amount_source,
        {{ percent_of('growth.value', 'total_assets.value') }} as share_of_total_pct,
        growth.qoq_change as change_jpy_mn,
        growth.qoq_pct as change_pct,
        growth.qoq_source as change_source
    from growth
    inner join sides on growth.line_item = sides.line_item
    left join total_assets on {{ stated_together('growth', 'total_assets') }}
)

select * from final
