{{ config(materialized='view') }}
-- What each component of a bridge adds to the change of its total, in bridges of which every bar is known.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

members as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals' and not is_total
),

totals as (
    select * from lines
    where statement = 'income_statement' and unit_family = 'money' and value is not null and yoy_change is not null
),

components as (
    select * from {{ ref('int_line_items') }}
),

bars as (
    select
        totals.company,
        members.calculation as bridge,
        totals.line_item as total,
        totals.value as total_value,
        totals.yoy_change as total_change,
        totals.source as total_source,
        totals.currency,
        totals.period,
        totals.period_type,
        totals.fiscal_year,
        totals.quarter,
        totals.period_sort,
        totals.basis,
        members.line_item,
        members.weight * lines.yoy_change as amount,
        lines.yoy_source as source,
        -- what adds before what takes away, by segment
        row_number() over in_order as bar,
        count(*) over bridge_of_period as all_bars,
        count(lines.yoy_change) over bridge_of_period as known_bars
    from totals
    inner join members on totals.line_item_id = members.total_id
    inner join components on members.line_item_id = components.line_item_id
    left join lines
        on members.line_item_id = lines.line_item_id and totals.period_no = lines.period_no and totals.stated_no = lines.stated_no
    window
        bridge_of_period as (partition by members.calculation_id, totals.period_no, totals.basis),
        in_order as (
            partition by members.calculation_id, totals.period_no, totals.basis
            order by -members.weight, components.segment_display_order, components.display_order
        )
),

final as (
    select * from bars
    where known_bars = all_bars
)

select * from final
