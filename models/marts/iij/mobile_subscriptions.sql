with growth as (
    select * from {{ ref('int_statement_lines') }}
    where basis = 'actual' and is_stated
),

-- lines at the balance date before
openings as (
    select * from {{ ref('int_shown_bases') }}
    where basis = 'actual' and compared_with = 'previous'
),

quarters as (
    select * from {{ ref('int_periods') }}
    where period_type = 'quarter'
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

lines_of_business as (
    {% for line_of_business, lines_item, revenue_item in [
        ('enterprise', 'enterprise_mobile_lines', 'enterprise_mobile_revenue'),
        ('consumer', 'consumer_mobile_lines', 'consumer_mobile_revenue'),
        ('mvne', 'mvne_lines', 'mvne_revenue'),
        ('total', 'mobile_lines', 'mobile_services_revenue'),
    ] %}
    select
        '{{ line_of_business }}' as line_of_business,
        '{{ lines_item }}' as lines_item,
        '{{ revenue_item }}' as revenue_item
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

joined as (
    select
        quarters.company,
        lines_of_business.line_of_business,
        line_items.name_ja,
        line_items.name_en,
        line_items.display_order,
        quarters.period,
        quarters.period_type,
        quarters.fiscal_year,
        quarters.fiscal_quarter,
        quarters.quarter,
        quarters.period_sort,
        quarters.starts_on,
        quarters.ends_on,
        'actual' as basis,
        coalesce(lines.as_of, revenue.as_of) as as_of,
        coalesce(lines.deck, revenue.deck) as deck,
        lines.value as lines,
        lines.qoq_change as net_additions,
        lines.yoy_change as lines_yoy_change,
        lines.yoy_pct as lines_yoy_pct,
        line_items.currency,
        revenue.value as revenue_mn,
        coalesce(revenue.source, 'not_stated') as revenue_source,
        revenue.yoy_pct as revenue_yoy_pct,
        coalesce(revenue.yoy_source, 'not_stated') as revenue_yoy_source,
        openings.value + lines.value as opening_and_closing_lines,
        gigaplan.value as gigaplan_lines,
        customers.value as mvne_customers
    from quarters
    cross join lines_of_business
    inner join line_items on quarters.company = line_items.company and lines_of_business.revenue_item = line_items.line_item
    left join growth as lines
        on
            quarters.company = lines.company and lines_of_business.lines_item = lines.line_item and quarters.period = lines.quarter
            and lines.period_type = 'instant'
    left join openings on lines.line_item_id = openings.line_item_id and lines.period_no = openings.period_no
    left join growth as revenue
        on quarters.company = revenue.company and lines_of_business.revenue_item = revenue.line_item and quarters.period = revenue.period
    -- what is printed beside one line of business
    {% for line_item, alias, line_of_business in [('iijmio_gigaplan_lines', 'gigaplan', 'consumer'), ('mvne_customers', 'customers', 'mvne')] %}
    left join growth as {{ alias }}
        on
            quarters.company = {{ alias }}.company and quarters.period = {{ alias }}.quarter and {{ alias }}.period_type = 'instant'
            and {{ alias }}.line_item = '{{ line_item }}' and lines_of_business.line_of_business = '{{ line_of_business }}'
    {% endfor %}
    where lines.company is not null or revenue.company is not null
),

final as (
    select
        company,
        line_of_business,
        name_ja,
        name_en,
        case when line_of_business <> 'total' then 'total' end as part_of,
        line_of_business = 'total' as is_total,
        {{ row_adds_up(['lines', 'revenue_mn'], "(line_of_business = 'total')", 3, 'partition by company, period') }},
        display_order,
        period,
        period_type,
        fiscal_year,
        fiscal_quarter,
        quarter,
        period_sort,
        starts_on,
        ends_on,
        basis,
        as_of,
        deck,
        cast(lines as integer) as lines,
        cast(net_additions as integer) as net_additions,
        cast(lines_yoy_change as integer) as lines_yoy_change,
        lines_yoy_pct,
        currency,
        revenue_mn,
        revenue_source,
        revenue_yoy_pct,
        revenue_yoy_source,
        -- three months of the mean of opening and closing lines
        cast(1.5 * opening_and_closing_lines as {{ figure_type() }}) as line_months,
        {{ quotient_of('revenue_mn * 1000000', '1.5 * opening_and_closing_lines') }} as revenue_per_line_month,
        -- of the lines at the end alone, which are known a year before too
        {{ quotient_of('revenue_mn * 1000000', '3 * lines') }} as revenue_per_closing_line_month,
        {{ percent_of('100 + revenue_yoy_pct', '100 + lines_yoy_pct', 100) }} as revenue_per_closing_line_yoy_pct,
        cast(gigaplan_lines as integer) as gigaplan_lines,
        cast(mvne_customers as integer) as mvne_customers
    from joined
)

select * from final
