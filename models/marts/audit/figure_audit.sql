-- One count for each kind of check that compares figures; a new kind is a row of check_kinds.csv and a column here.
{% set kinds = {
    'footing': 'footings', 'period_footing': 'period_footings', 'cross_print': 'cross_prints', 'cross_vintage': 'cross_vintages',
    'recalculation': 'recalculations', 'bridge': 'bridges', 'share_footing': 'share_footings', 'sub_items': 'sub_items', 'roll_forward': 'roll_forwards',
} %}
with figures as (
    select * from {{ ref('int_figures') }}
),

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
),

explanations as (
    select * from {{ ref('int_explanations') }}
    where status = 'incomplete'
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- a figure takes part in a check once
counts as (
    select
        check_figures.figure_id,
        count(case when checks.status in ('consistent', 'inconsistent') then 1 end) as tie_outs,
        count(case when checks.status = 'inconsistent' then 1 end) as inconsistent_tie_outs,
        count(case when checks.status in ('consistent', 'inconsistent') and check_kinds.is_equality then 1 end) as equalities,
        count(case when checks.status = 'uncheckable' then 1 end) as uncheckable,
        {% for kind, column in kinds.items() %}
        count(case when checks.status in ('consistent', 'inconsistent') and checks.kind = '{{ kind }}' then 1 end) as {{ column }},
        {% endfor %}
        min(explanations.evidence) as not_printed
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no
    inner join check_kinds on checks.kind = check_kinds.kind
    left join explanations on checks.tie_out_id = explanations.tie_out_id
    group by check_figures.figure_id
),

final as (
    select
        figures.figure_id,
        figures.deck,
        figures.company,
        figures.page,
        figures.section,
        figures.seq,
        figures.label,
        figures.line_item,
        line_items.name_ja,
        line_items.name_en,
        figures.measure,
        figures.period,
        periods.period_type,
        periods.fiscal_year,
        periods.quarter,
        periods.period_sort,
        figures.basis,
        figures.as_of,
        figures.printed,
        figures.unit as printed_unit,
        figures.qualifier,
        figures.value,
        {{ shown_bound('figures.lower_bound') }} as lower_bound,
        {{ shown_bound('figures.upper_bound') }} as upper_bound,
        figures.base_unit as unit,
        cast(coalesce(counts.tie_outs, 0) as integer) as tie_outs,
        cast(coalesce(counts.inconsistent_tie_outs, 0) as integer) as inconsistent_tie_outs,
        {% for column in kinds.values() %}
        cast(coalesce(counts.{{ column }}, 0) as integer) as {{ column }},
        {% endfor %}
        coalesce(counts.tie_outs, 0) > 0 as is_tied,
        coalesce(counts.equalities, 0) > 0 as is_in_an_equality,
        case
            when counts.tie_outs > 0 then null
            when figures.is_nil then 'a dash states nothing'
            when counts.uncheckable > 0 then 'a rate from a base of zero or below, or one that a deck does not state as a number'
            else coalesce(counts.not_printed, 'nothing else that is printed states or implies it')
        end as untied_because,
        figures.remark
    from figures
    inner join line_items on figures.line_item_id = line_items.line_item_id
    left join counts on figures.figure_id = counts.figure_id
    left join periods on figures.company = periods.company and figures.period_no = periods.period_no
)

select * from final
