-- Orders, revenue and backlog of systems integration by stream: a period with orders, and a quarter with a backlog at its end.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where basis = 'actual' and is_stated
),

expected as (
    select * from {{ ref('int_statement_lines') }}
    where basis = 'forecast' and is_stated
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'half', 'nine_months', 'year')
),

line_items as (
    select * from {{ ref('int_line_items') }}
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
        lines.company,
        streams.stream,
        lines.period_no,
        lines.deck,
        lines.deck_no,
        lines.value,
        lines.source,
        lines.yoy_change,
        lines.yoy_pct
    from lines
    inner join streams on lines.line_item = streams.stream || '_backlog'
),

-- of both streams together where both are known; no deck prints it
backlogs as (
    select
        company,
        stream,
        period_no,
        deck,
        value,
        source,
        yoy_pct
    from backlogs_by_stream
    union all
    select
        company,
        'systems_integration' as stream,
        period_no,
        max_by(deck, deck_no) as deck,
        sum(value) as value,
        'calculated' as source,
        case
            when count(yoy_change) = 2 and sum(value - yoy_change) > 0 then {{ percent_of('sum(value)', 'sum(value - yoy_change)', 100) }}
        end as yoy_pct
    from backlogs_by_stream
    group by company, period_no
    having count(value) = 2
),

rows_of_book as (
    select
        lines.company,
        streams.stream,
        lines.period_no
    from lines
    inner join streams on lines.line_item = streams.stream || '_orders'
    union
    select
        backlogs.company,
        backlogs.stream,
        periods.period_no
    from backlogs
    inner join periods
        on backlogs.company = periods.company and backlogs.period_no = periods.closing_period_no and periods.period_type = 'quarter'
),

-- one row per company, stream and period: a stream has one line item of each kind
final as (
    select
        rows_of_book.company,
        rows_of_book.stream,
        case when line_items.concept = 'revenue' then line_items.segment_name_ja else line_items.name_ja end as name_ja,
        case when line_items.concept = 'revenue' then line_items.segment_name_en else line_items.name_en end as name_en,
        case when rows_of_book.stream <> 'systems_integration' then 'systems_integration' end as part_of,
        rows_of_book.stream = 'systems_integration' as is_total,
        {{ row_adds_up(
            ['orders.value', 'revenue.value', 'backlogs.value'], "(rows_of_book.stream = 'systems_integration')", 2,
            'partition by rows_of_book.company, rows_of_book.period_no'
        ) }},
        line_items.display_order,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.quarter,
        periods.period_sort,
        periods.starts_on,
        periods.ends_on,
        'actual' as basis,
        orders.as_of,
        coalesce(orders.deck, backlogs.deck) as deck,
        line_items.currency,
        orders.value as orders_mn,
        coalesce(orders.source, 'not_stated') as orders_source,
        orders.yoy_pct as orders_yoy_pct,
        coalesce(orders.yoy_source, 'not_stated') as orders_yoy_source,
        orders.qoq_pct as orders_qoq_pct,
        large_orders.value as large_orders_mn,
        revenue.value as revenue_mn,
        coalesce(revenue.source, 'not_stated') as revenue_source,
        case when revenue.value > 0 and {{ are_comparable('orders', 'revenue') }} then {{ quotient_of('orders.value', 'revenue.value') }} end as book_to_bill,
        cast(backlogs.value as {{ figure_type() }}) as backlog_mn,
        coalesce(backlogs.source, 'not_stated') as backlog_source,
        backlogs.yoy_pct as backlog_yoy_pct,
        coalesce(due.value, expected_due.value) as backlog_due_next_year_mn,
        revenue.trailing_twelve_months as trailing_revenue_mn,
        case
            when revenue.trailing_twelve_months > 0 then {{ quotient_of('12 * backlogs.value', 'revenue.trailing_twelve_months') }}
        end as backlog_months_of_revenue
    from rows_of_book
    inner join periods on rows_of_book.company = periods.company and rows_of_book.period_no = periods.period_no
    inner join line_items on rows_of_book.company = line_items.company and rows_of_book.stream || '_revenue' = line_items.line_item
    left join backlogs
        on rows_of_book.company = backlogs.company and rows_of_book.stream = backlogs.stream and periods.closing_period_no = backlogs.period_no
    {% for amount in ['orders', 'revenue', 'large_orders'] %}
    left join lines as {{ amount }}
        on
            rows_of_book.company = {{ amount }}.company
            and rows_of_book.stream || '_{{ amount }}' = {{ amount }}.line_item
            and rows_of_book.period_no = {{ amount }}.period_no
    {% endfor %}
    -- what is due next year is expected at first
    {% for statement, due in [('lines', 'due'), ('expected', 'expected_due')] %}
    left join {{ statement }} as {{ due }}
        on
            rows_of_book.company = {{ due }}.company
            and rows_of_book.stream || '_backlog_due_next_year' = {{ due }}.line_item
            and periods.closing_period_no = {{ due }}.period_no
    {% endfor %}
)

select * from final
