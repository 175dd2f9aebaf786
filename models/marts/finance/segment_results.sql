with growth as (
    select * from {{ ref('int_growth') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where concept in ('revenue', 'cost_of_sales', 'gross_profit', 'gross_margin') and statement in ('income_statement', 'segment_results')
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where measure = 'level'
),

segments as (
    select * from {{ ref('stg_segments') }}
),

-- a forecast is printed for the company as a whole; a segment appears where one of its amounts, or its margin, is known
pivoted as (
    select
        growth.company,
        line_items.segment,
        growth.period,
        growth.period_type,
        growth.fiscal_year,
        growth.starts_on,
        growth.ends_on,
        growth.basis,
        max(growth.as_of) as as_of,
        max(growth.deck) as deck,
        max(case when line_items.concept = 'gross_profit' then ratios.ratio_pct end) as ratio_pct,
        max(case when line_items.concept = 'gross_profit' then ratios.source end) as ratio_source,
        max(case when line_items.concept = 'gross_margin' then growth.value end) as margin_pct,
        max(case when line_items.concept = 'gross_margin' then growth.source end) as margin_source,
        {% for concept in ['revenue', 'cost_of_sales', 'gross_profit'] %}
        {% for column in ['value', 'source', 'yoy_change', 'yoy_pct', 'yoy_source', 'qoq_change', 'qoq_pct', 'qoq_source'] %}
        max(case when line_items.concept = '{{ concept }}' then growth.{{ column }} end) as {{ concept }}_{{ column }}{% if not loop.last %},{% endif %}
        {% endfor %}
        {% if not loop.last %},{% endif %}
        {% endfor %}
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    left join ratios
        on
            growth.company = ratios.company
            and growth.line_item = ratios.line_item
            and growth.period = ratios.period
            and growth.basis = ratios.basis
    group by
        growth.company, line_items.segment, growth.period, growth.period_type, growth.fiscal_year, growth.starts_on, growth.ends_on, growth.basis
),

final as (
    select
        pivoted.company,
        pivoted.segment,
        segments.name_ja,
        segments.name_en,
        segments.display_order,
        pivoted.period,
        pivoted.period_type,
        pivoted.fiscal_year,
        pivoted.starts_on,
        pivoted.ends_on,
        pivoted.basis,
        pivoted.as_of,
        pivoted.deck,
        pivoted.revenue_value as revenue_jpy_mn,
        pivoted.revenue_source,
        {{ percent_of('pivoted.revenue_value', 'consolidated.revenue_value') }} as revenue_share_pct,
        pivoted.revenue_yoy_change as revenue_yoy_change_jpy_mn,
        pivoted.revenue_yoy_pct,
        pivoted.revenue_yoy_source,
        pivoted.revenue_qoq_change as revenue_qoq_change_jpy_mn,
        pivoted.revenue_qoq_pct,
        pivoted.revenue_qoq_source,
        pivoted.cost_of_sales_value as cost_of_sales_jpy_mn,
        pivoted.cost_of_sales_source,
        pivoted.cost_of_sales_yoy_change as cost_of_sales_yoy_change_jpy_mn,
        pivoted.cost_of_sales_yoy_pct,
        pivoted.cost_of_sales_yoy_source,
        pivoted.cost_of_sales_qoq_change as cost_of_sales_qoq_change_jpy_mn,
        pivoted.cost_of_sales_qoq_pct,
        pivoted.cost_of_sales_qoq_source,
        pivoted.gross_profit_value as gross_profit_jpy_mn,
        pivoted.gross_profit_source,
        cast(coalesce(pivoted.ratio_pct, pivoted.margin_pct) as {{ rate_type() }}) as gross_margin_pct,
        coalesce(pivoted.ratio_source, pivoted.margin_source) as gross_margin_source,
        pivoted.gross_profit_yoy_change as gross_profit_yoy_change_jpy_mn,
        pivoted.gross_profit_yoy_pct,
        pivoted.gross_profit_yoy_source,
        pivoted.gross_profit_qoq_change as gross_profit_qoq_change_jpy_mn,
        pivoted.gross_profit_qoq_pct,
        pivoted.gross_profit_qoq_source
    from pivoted
    inner join segments on pivoted.segment = segments.segment
    left join pivoted as consolidated on {{ stated_together('pivoted', 'consolidated') }} and consolidated.segment = 'consolidated'
)

select * from final
