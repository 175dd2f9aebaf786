-- What each component of a bridge adds to the change of its total, in bridges of which every bar is known.
with growth as (
    select * from {{ ref('int_growth') }}
),

members as (
    select * from {{ ref('int_calculation_members') }}
    where comparison = 'equals' and not is_total
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

segments as (
    select * from {{ ref('stg_segments') }}
),

totals as (
    select growth.*
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    where line_items.statement = 'income_statement' and line_items.unit_family = 'money' and growth.value is not null and growth.yoy_source = 'recomputed'
),

bars as (
    select
        totals.company,
        members.calculation as bridge,
        totals.line_item as total,
        totals.value as total_value,
        totals.yoy_change as total_change,
        totals.source as total_source,
        totals.period,
        totals.basis,
        members.line_item,
        members.weight * growth.yoy_change as amount,
        growth.yoy_source as source,
        -- what adds before what takes away, by segment
        row_number() over (bridge_of_period order by -members.weight, segments.display_order, line_items.display_order) as bar,
        count(*) over bridge_of_period as all_bars,
        count(growth.yoy_change) over bridge_of_period as known_bars
    from totals
    inner join members on totals.line_item = members.total
    inner join line_items on members.line_item = line_items.line_item
    inner join segments on line_items.segment = segments.segment
    left join growth
        on
            members.line_item = growth.line_item
            and totals.company = growth.company
            and totals.period = growth.period
            and totals.basis = growth.basis
    window bridge_of_period as (partition by members.calculation, totals.company, totals.period, totals.basis)
),

final as (
    select * from bars
    where known_bars = all_bars
)

select * from final
