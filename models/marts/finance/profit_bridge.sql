-- Waterfalls: from the amount of a year before, by the change of each component, to the amount of the period.
with bars as (
    select * from {{ ref('int_bridge_bars') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

ends as (
    select distinct
        company,
        bridge,
        period,
        basis,
        total,
        total_value,
        total_change,
        total_source,
        currency,
        period_type,
        fiscal_year,
        quarter,
        period_sort
    from bars
),

bar_sums as (
    select
        company,
        bridge,
        period,
        basis,
        sum(amount) as amount
    from bars
    group by company, bridge, period, basis
),

steps as (
    select
        company,
        bridge,
        period,
        basis,
        'opening' as step_type,
        0 as step_order,
        total as line_item,
        total_value - total_change as amount,
        'calculated' as source
    from ends
    union all
    select
        company,
        bridge,
        period,
        basis,
        'bar' as step_type,
        bar as step_order,
        line_item,
        amount,
        source
    from bars
    union all
    select
        ends.company,
        ends.bridge,
        ends.period,
        ends.basis,
        'rounding' as step_type,
        999999 as step_order,
        ends.total as line_item,
        ends.total_change - bar_sums.amount as amount,
        'calculated' as source
    from ends
    inner join bar_sums
        on
            ends.company = bar_sums.company
            and ends.bridge = bar_sums.bridge
            and ends.period = bar_sums.period
            and ends.basis = bar_sums.basis
    where ends.total_change <> bar_sums.amount
    union all
    select
        company,
        bridge,
        period,
        basis,
        'closing' as step_type,
        1000000 as step_order,
        total as line_item,
        total_value as amount,
        total_source as source
    from ends
),

running as (
    select
        *,
        row_number() over bar_by_bar as step,
        sum(case when step_type <> 'closing' then amount end) over bar_by_bar as running_amount
    from steps
    window bar_by_bar as (partition by company, bridge, period, basis order by step_order)
),

final as (
    select
        running.company,
        running.bridge,
        running.period,
        ends.period_type,
        ends.fiscal_year,
        ends.quarter,
        ends.period_sort,
        running.basis,
        ends.currency,
        cast(running.step as integer) as step,
        running.step_type,
        ends.total as part_of,
        running.step_type = 'closing' as is_total,
        running.step_type <> 'closing' as adds_up,
        running.line_item,
        line_items.name_ja,
        line_items.name_en,
        cast(running.amount as {{ figure_type() }}) as amount_mn,
        cast(case
            when running.step_type in ('bar', 'rounding') then running.running_amount - running.amount
            else 0
        end as {{ figure_type() }}) as starts_at_mn,
        cast(case when running.step_type in ('bar', 'rounding') then running.running_amount else running.amount end as {{ figure_type() }}) as ends_at_mn,
        running.source
    from running
    inner join line_items on running.company = line_items.company and running.line_item = line_items.line_item
    inner join ends
        on
            running.company = ends.company
            and running.bridge = ends.bridge
            and running.period = ends.period
            and running.basis = ends.basis
)

select * from final
