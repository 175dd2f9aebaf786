with lines as (
    select * from {{ ref('int_statement_lines') }}
    where (statement = 'revenue_by_service' or concept = 'revenue') and is_stated
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations as (
    select * from {{ ref('int_calculations') }}
    where not is_total
),

-- what revenue, a segment's revenue or a service's revenue consists of
breakdowns as (
    select
        calculations.calculation as breakdown,
        calculations.calculation_id,
        calculations.total,
        calculations.total_id,
        calculations.comparison,
        calculations.line_item_id,
        count(*) over (partition by calculations.calculation_id) as components
    from calculations
    inner join line_items on calculations.total_id = line_items.line_item_id
    where line_items.statement = 'revenue_by_service' or line_items.concept = 'revenue'
),

-- a service that no breakdown has stands for itself
services as (
    select * from breakdowns
    union all
    select
        line_items.line_item as breakdown,
        cast(null as integer) as calculation_id,
        cast(null as string) as total,
        cast(null as integer) as total_id,
        cast(null as string) as comparison,
        line_items.line_item_id,
        1 as components
    from line_items
    left join breakdowns on line_items.line_item_id = breakdowns.line_item_id
    where line_items.statement = 'revenue_by_service' and breakdowns.line_item_id is null
),

-- the one breakdown of revenue that is to be added up
additivity as (
    select * from {{ ref('int_additivity') }}
    where statement = 'revenue_by_service' and not is_total
),

final as (
    select
        {{ line_columns('lines', ['lines.segment', 'services.breakdown', 'services.total as part_of'], place="cast(row_number() over (
            partition by lines.company, services.breakdown, lines.period, lines.basis order by lines.segment_display_order, lines.display_order
        ) as integer)") }},
        coalesce(
            services.comparison = 'equals' and totals.value is not null
            and count(lines.value) over (partition by lines.company, services.breakdown, lines.period, lines.basis) = services.components,
            false
        ) as is_complete,
        additivity.line_item_id is not null as adds_up,
        lines.value as revenue_mn,
        lines.source as revenue_source,
        case when totals.value > 0 then {{ percent_of('lines.value', 'totals.value') }} end as share_of_total_pct,
        case when lines.revenue > 0 then {{ percent_of('lines.value', 'lines.revenue') }} end as revenue_share_pct,
        {{ growth_columns('lines') }},
        {{ trailing_columns('lines') }}
    from lines
    inner join services on lines.line_item_id = services.line_item_id
    left join lines as totals on {{ stated_together('lines', 'totals') }} and services.total_id = totals.line_item_id
    left join additivity on {{ same_line('lines', 'additivity') }} and services.calculation_id = additivity.calculation_id
)

select * from final
