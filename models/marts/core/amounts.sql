-- The fact table of the star: each amount with the keys of its dimensions.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

additivity as (
    select * from {{ ref('int_additivity') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
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
        case when derivations.derivation_id is not null then derivations.method when lines.value is not null then 'implied' end as method,
        {{ shown_bound('lines.lower_bound') }} as lower_bound,
        {{ shown_bound('lines.upper_bound') }} as upper_bound,
        coalesce(derivations.lower_is_open, false) as lower_is_open,
        coalesce(derivations.upper_is_open, false) as upper_is_open,
        lines.source as amount_source,
        additivity.total,
        {{ additivity_columns('additivity') }},
        lines.yoy_change,
        lines.yoy_pct,
        lines.yoy_source,
        lines.yoy_turn,
        lines.qoq_change,
        lines.qoq_pct,
        lines.qoq_source,
        lines.qoq_turn,
        lines.ytd_change,
        lines.ytd_pct,
        lines.ytd_source,
        lines.ytd_turn,
        lines.trailing_twelve_months,
        lines.trailing_twelve_months_source
    from lines
    left join derivations on lines.derivation_id = derivations.derivation_id
    left join additivity on {{ same_line('lines', 'additivity') }}
)

select * from final
