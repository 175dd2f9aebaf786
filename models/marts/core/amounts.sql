with lines as (
    select * from {{ ref('int_statement_lines') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
),

final as (
    select
        {{ line_columns('lines', ['lines.statement', 'lines.segment', 'lines.unit_family']) }},
        case when derivations.derivation_id is not null then derivations.method when lines.value is not null then 'implied' end as method,
        lines.value,
        {{ shown_bound('lines.lower_bound') }} as lower_bound,
        {{ shown_bound('lines.upper_bound') }} as upper_bound,
        coalesce(derivations.lower_is_open, false) as lower_is_open,
        coalesce(derivations.upper_is_open, false) as upper_is_open,
        lines.source as amount_source,
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
        lines.ytd_turn
    from lines
    left join derivations on lines.derivation_id = derivations.derivation_id
    where lines.is_stated
)

select * from final
