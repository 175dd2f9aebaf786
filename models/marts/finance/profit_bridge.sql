-- Waterfalls: from the amount of a year before, by the change of each component, to the amount of the period.
with growth as (
    select * from {{ ref('int_growth') }}
),

members as (
    select * from {{ ref('int_calculation_members') }}
    where comparison = 'equals'
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

totals as (
    select growth.*
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    where line_items.statement = 'income_statement' and growth.value is not null and growth.yoy_source = 'recomputed'
),

bars as (
    select
        totals.company,
        members.calculation as bridge,
        totals.period,
        totals.basis,
        members.line_item,
        members.weight * growth.yoy_change as amount,
        growth.yoy_source as source,
        line_items.display_order,
        count(*) over bridge_of_period as all_bars,
        count(growth.yoy_change) over bridge_of_period as known_bars
    from totals
    inner join members on totals.line_item = members.total
    inner join line_items on members.line_item = line_items.line_item
    left join growth
        on
            members.line_item = growth.line_item
            and totals.company = growth.company
            and totals.period = growth.period
            and totals.basis = growth.basis
    where not members.is_total
    window bridge_of_period as (partition by members.calculation, totals.company, totals.period, totals.basis)
),

ends as (
    select distinct
        totals.company,
        bars.bridge,
        totals.period,
        totals.basis,
        totals.line_item,
        totals.value,
        totals.yoy_change,
        totals.source
    from totals
    inner join members on totals.line_item = members.total
    inner join bars
        on
            members.calculation = bars.bridge
            and totals.company = bars.company
            and totals.period = bars.period
            and totals.basis = bars.basis
    where bars.known_bars = bars.all_bars
),

steps as (
    select
        company,
        bridge,
        period,
        basis,
        'opening' as step_type,
        0 as step_order,
        line_item,
        value - yoy_change as amount,
        'recomputed' as source
    from ends
    union all
    select
        company,
        bridge,
        period,
        basis,
        'bar' as step_type,
        display_order as step_order,
        line_item,
        amount,
        source
    from bars
    where known_bars = all_bars
    union all
    select
        company,
        bridge,
        period,
        basis,
        'closing' as step_type,
        1000000 as step_order,
        line_item,
        value as amount,
        source
    from ends
),

running as (
    select
        *,
        row_number() over (bridge_of_period order by step_order) as step,
        sum(case when step_type <> 'closing' then amount end) over (bridge_of_period order by step_order) as running_amount
    from steps
    window bridge_of_period as (partition by company, bridge, period, basis)
),

final as (
    select
        running.company,
        running.bridge,
        running.period,
        running.basis,
        cast(running.step as integer) as step,
        running.step_type,
        running.line_item,
        line_items.name_ja,
        line_items.name_en,
        cast(running.amount as {{ figure_type() }}) as amount_jpy_mn,
        cast(case running.step_type when 'bar' then running.running_amount - running.amount else 0 end as {{ figure_type() }}) as starts_at_jpy_mn,
        cast(case running.step_type when 'bar' then running.running_amount else running.amount end as {{ figure_type() }}) as ends_at_jpy_mn,
        running.source
    from running
    inner join line_items on running.line_item = line_items.line_item
)

select * from final
