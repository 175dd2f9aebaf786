with lines as (
    select * from {{ ref('int_statement_lines') }}
    where statement = 'income_statement' and unit_family in ('money', 'per_share', 'shares') and is_stated
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where denominator = 'revenue' and measure = 'level'
),

-- an item has one ratio to revenue
final as (
    select
        {{ line_columns('lines') }},
        case when lines.unit_family = 'money' then lines.value end as amount_mn,
        case when lines.unit_family = 'per_share' then lines.value end as per_share,
        case when lines.unit_family = 'shares' then lines.value end as shares,
        lines.source as amount_source,
        ratios.ratio_pct as ratio_to_revenue_pct,
        coalesce(ratios.source, 'not_stated') as ratio_to_revenue_source,
        ratios.yoy_pt as ratio_to_revenue_yoy_pt,
        case when lines.unit_family = 'money' then lines.yoy_change end as yoy_change_mn,
        lines.yoy_pct,
        lines.yoy_source,
        lines.yoy_turn,
        case when lines.unit_family = 'money' then lines.qoq_change end as qoq_change_mn,
        lines.qoq_pct,
        lines.qoq_source,
        lines.qoq_turn,
        {{ trailing_columns('lines') }}
    from lines
    left join ratios
        on lines.line_item_id = ratios.line_item_id and lines.period_no = ratios.period_no and lines.basis = ratios.basis
)

select * from final
