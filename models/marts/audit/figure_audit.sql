{% set kinds = [
    ('footing', 'footings'), ('period_footing', 'period_footings'), ('cross_print', 'cross_prints'), ('recalculation', 'recalculations'),
    ('bridge', 'bridges'), ('share_footing', 'share_footings'), ('sub_items', 'sub_items'), ('roll_forward', 'roll_forwards'),
] %}

with figures as (
    select * from {{ ref('int_figures') }}
),

tie_out_figures as (
    select * from {{ ref('int_tie_out_figures') }}
),

known_discrepancies as (
    select * from {{ ref('stg_known_discrepancies') }}
),

tie_outs as (
    select * from {{ ref('int_tie_outs') }}
    where status in ('consistent', 'inconsistent')
),

incomplete_tie_outs as (
    select
        tie_out_figures.figure_id,
        min(known_discrepancies.evidence) as evidence
    from tie_out_figures
    inner join known_discrepancies on tie_out_figures.tie_out_id = known_discrepancies.tie_out_id
    where known_discrepancies.status = 'incomplete'
    group by tie_out_figures.figure_id
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

counts as (
    select
        tie_out_figures.figure_id,
        count(*) as tie_outs,
        count(case when tie_outs.status = 'inconsistent' then 1 end) as inconsistent_tie_outs,
        {% for kind, column in kinds %}
        count(case when tie_outs.kind = '{{ kind }}' then 1 end) as {{ column }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from tie_out_figures
    inner join tie_outs on tie_out_figures.tie_out_id = tie_outs.tie_out_id
    group by tie_out_figures.figure_id
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
        {% for kind, column in kinds %}
        cast(coalesce(counts.{{ column }}, 0) as integer) as {{ column }},
        {% endfor %}
        coalesce(counts.tie_outs, 0) > 0 as is_tied,
        coalesce(counts.tie_outs, 0) > coalesce(counts.sub_items, 0) as is_in_an_equality,
        case
            when counts.tie_outs > 0 then null
            when figures.is_nil then 'a dash states nothing'
            else coalesce(incomplete_tie_outs.evidence, 'nothing else that is printed states or implies it')
        end as untied_because,
        figures.remark
    from figures
    inner join line_items on figures.line_item = line_items.line_item
    left join counts on figures.figure_id = counts.figure_id
    left join incomplete_tie_outs on figures.figure_id = incomplete_tie_outs.figure_id
)

select * from final
