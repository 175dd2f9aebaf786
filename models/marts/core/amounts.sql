-- The fact table of the star: each amount with the keys of its dimensions.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

additivity as (
    select * from {{ ref('int_additivity') }}
),

final as (
    select
        {{ dimension_key('lines.company', 'lines.line_item') }} as line_item_key,
        {{ dimension_key('lines.company', 'lines.segment') }} as segment_key,
        {{ dimension_key('lines.company', 'lines.period') }} as period_key,
        {{ dimension_key('lines.company', 'lines.quarter') }} as quarter_key,
        lines.company,
        lines.line_item,
        lines.statement,
        {{ period_columns('lines') }},
        lines.unit_family,
        lines.value,
        case when lines.unit_family = 'money' then lines.value end as amount_mn,
        lines.source as amount_source,
        additivity.total,
        {{ additivity_columns('additivity') }},
        lines.yoy_change,
        lines.yoy_pct,
        lines.yoy_source,
        lines.yoy_turn,
        lines.trailing_twelve_months,
        lines.trailing_twelve_months_source
    from lines
    left join additivity on {{ same_line('lines', 'additivity') }}
)

select * from final
