{# A mart of a statement whose figures have no shape of their own: one row per fact, as the deck that stated it last prints it. #}
{% macro as_landed(statement) %}
with facts as (
    select * from {{ ref('int_latest_facts') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where statement = '{{ statement }}'
),

periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        facts.fact_id,
        facts.company,
        facts.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.display_order,
        facts.measure,
        facts.period,
        periods.period_type,
        periods.fiscal_year,
        periods.starts_on,
        periods.ends_on,
        facts.basis,
        facts.as_of,
        facts.deck,
        facts.value,
        {{ shown_bound('facts.lower_bound') }} as lower_bound,
        {{ shown_bound('facts.upper_bound') }} as upper_bound,
        facts.base_unit as unit,
        facts.all_prints as printed
    from facts
    inner join line_items on facts.line_item = line_items.line_item
    inner join periods on facts.company = periods.company and facts.period = periods.period
)

select * from final
{% endmacro %}
