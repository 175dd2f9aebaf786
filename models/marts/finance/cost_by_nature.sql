with lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

natures as (
    select
        *,
        replace(concept, 'cost_', '') as nature
    from lines
    where statement = 'cost_by_nature' and unit_family = 'money'
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where measure = 'level'
),

calculations as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals' and not is_total
),

-- revenue and cost of sales of each segment, consolidated included
segment_amounts as (
    select * from lines
    where statement in ('income_statement', 'segment_results') and concept in ('revenue', 'cost_of_sales')
),

-- rows that add up to the cost of sales of their segment; personnel of the whole company is no part of it
parts as (
    select
        line_item_id,
        calculation_id,
        total,
        count(*) over (partition by calculation_id) as components
    from calculations
),

final as (
    select
        {{ line_columns('natures', [
            'natures.segment', 'natures.segment_name_ja', 'natures.segment_name_en', 'natures.nature', 'parts.total as part_of',
            'coalesce(count(natures.value) over (partition by parts.calculation_id, natures.period_no, natures.basis) = parts.components, false) as adds_up'
        ]) }},
        natures.value as amount_mn,
        natures.source as amount_source,
        -- personnel expenses of the whole company are in SG&A as well
        case
            when natures.segment <> 'consolidated' and cost_of_sales.value > 0 then {{ percent_of('natures.value', 'cost_of_sales.value') }}
        end as share_of_cost_pct,
        coalesce(ratios.ratio_pct, case when revenue.value > 0 then {{ percent_of('natures.value', 'revenue.value') }} end) as ratio_to_revenue_pct,
        construction_ratios.ratio_pct as ratio_to_construction_revenue_pct,
        {{ growth_columns('natures') }},
        {{ trailing_columns('natures') }}
    from natures
    left join parts on natures.line_item_id = parts.line_item_id
    left join segment_amounts as cost_of_sales
        on {{ stated_together('natures', 'cost_of_sales') }} and natures.segment = cost_of_sales.segment and cost_of_sales.concept = 'cost_of_sales'
    left join segment_amounts as revenue
        on {{ stated_together('natures', 'revenue') }} and natures.segment = revenue.segment and revenue.concept = 'revenue'
    {% for ratio, denominator in [('ratios', 'revenue'), ('construction_ratios', 'si_construction_revenue')] %}
    left join ratios{% if ratio != 'ratios' %} as {{ ratio }}{% endif %}

        on
            natures.line_item_id = {{ ratio }}.line_item_id
            and natures.period_no = {{ ratio }}.period_no
            and natures.basis = {{ ratio }}.basis
            and {{ ratio }}.denominator = '{{ denominator }}'
    {% endfor %}
)

select * from final
