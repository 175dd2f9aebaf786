with growth as (
    select * from {{ ref('int_growth') }}
    where basis = 'actual'
),

expected as (
    select * from {{ ref('int_growth') }}
    where basis = 'forecast'
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'year')
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

segments as (
    select * from {{ ref('stg_segments') }}
),

-- the line items of a stream are named after it: si_construction_orders, si_construction_revenue, si_construction_backlog
streams as (
    select 'si_construction' as stream
    union all
    select 'si_operation' as stream
    union all
    select 'systems_integration' as stream
),

backlogs_by_stream as (
    select
        growth.company,
        streams.stream,
        growth.ends_on,
        growth.deck,
        growth.value,
        growth.yoy_change,
        growth.yoy_pct
    from growth
    inner join streams on growth.line_item = streams.stream || '_backlog'
),

-- of both streams together where both are known; no deck prints it
backlogs as (
    select * from backlogs_by_stream
    union all
    select
        company,
        'systems_integration' as stream,
        ends_on,
        max(deck) as deck,
        sum(value) as value,
        sum(yoy_change) as yoy_change,
        case
            when count(yoy_change) = 2 and sum(value - yoy_change) > 0 then {{ percent_of('sum(value)', 'sum(value - yoy_change)', 100) }}
        end as yoy_pct
    from backlogs_by_stream
    group by company, ends_on
    having count(value) = 2
),

-- a quarter with orders or with a backlog at its end, a year with orders
slots as (
    select
        growth.company,
        streams.stream,
        growth.period
    from growth
    inner join streams on growth.line_item = streams.stream || '_orders'
    union
    select
        backlogs.company,
        backlogs.stream,
        periods.period
    from backlogs
    inner join periods on backlogs.company = periods.company and backlogs.ends_on = periods.ends_on and periods.period_type = 'quarter'
),

final as (
    select
        slots.company,
        slots.stream,
        coalesce(segments.name_ja, line_items.name_ja) as name_ja,
        coalesce(segments.name_en, line_items.name_en) as name_en,
        line_items.display_order,
        slots.period,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.starts_on,
        periods.ends_on,
        'actual' as basis,
        orders.as_of,
        coalesce(orders.deck, backlogs.deck) as deck,
        orders.value as orders_jpy_mn,
        orders.source as orders_source,
        orders.yoy_pct as orders_yoy_pct,
        orders.yoy_source as orders_yoy_source,
        orders.qoq_pct as orders_qoq_pct,
        large_orders.value as large_orders_jpy_mn,
        revenue.value as revenue_jpy_mn,
        case when revenue.value > 0 then {{ quotient_of('orders.value', 'revenue.value') }} end as book_to_bill,
        cast(backlogs.value as {{ figure_type() }}) as backlog_jpy_mn,
        backlogs.yoy_pct as backlog_yoy_pct,
        coalesce(due.value, expected_due.value) as backlog_due_next_year_jpy_mn,
        revenue.trailing_twelve_months as trailing_revenue_jpy_mn,
        case
            when revenue.trailing_twelve_months > 0 then {{ quotient_of('12 * backlogs.value', 'revenue.trailing_twelve_months') }}
        end as backlog_months_of_revenue
    from slots
    inner join periods on slots.company = periods.company and slots.period = periods.period
    inner join line_items on slots.stream || '_revenue' = line_items.line_item
    left join segments on slots.stream = segments.segment
    left join backlogs on slots.company = backlogs.company and slots.stream = backlogs.stream and periods.ends_on = backlogs.ends_on
    {% for amount in ['orders', 'revenue', 'large_orders'] %}
    left join growth as {{ amount }}
        on slots.company = {{ amount }}.company and slots.stream || '_{{ amount }}' = {{ amount }}.line_item and slots.period = {{ amount }}.period
    {% endfor %}
    -- what is due next year is expected at first; balance dates are instants, which end on the day
    {% for statement, due in [('growth', 'due'), ('expected', 'expected_due')] %}
    left join {{ statement }} as {{ due }}
        on
            slots.company = {{ due }}.company and slots.stream || '_backlog_due_next_year' = {{ due }}.line_item
            and periods.ends_on = {{ due }}.ends_on
    {% endfor %}
)

select * from final
