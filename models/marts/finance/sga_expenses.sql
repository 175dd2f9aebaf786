with lines as (
    select * from {{ ref('int_statement_lines') }}
    where (line_item = 'sga_expenses' or part_of = 'sga_expenses') and unit_family = 'money' and is_stated
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where denominator = 'revenue' and measure = 'level'
),

totals as (
    select * from lines
    where line_item = 'sga_expenses'
),

additivity as (
    select * from {{ ref('int_additivity') }}
    where statement = 'sga_expenses'
),

final as (
    select
        {{ line_columns('lines', ['lines.part_of', additivity_columns('additivity')]) }},
        lines.value as amount_mn,
        lines.source as amount_source,
        case when totals.value > 0 then {{ percent_of('lines.value', 'totals.value') }} end as share_pct,
        coalesce(ratios.ratio_pct, case when lines.revenue > 0 then {{ percent_of('lines.value', 'lines.revenue') }} end) as ratio_to_revenue_pct,
        {{ growth_columns('lines') }},
        {{ trailing_columns('lines') }}
    from lines
    left join additivity on {{ same_line('lines', 'additivity') }}
    left join totals on {{ stated_together('lines', 'totals') }}
    left join ratios
        on lines.line_item_id = ratios.line_item_id and lines.period_no = ratios.period_no and lines.basis = ratios.basis
)

select * from final
