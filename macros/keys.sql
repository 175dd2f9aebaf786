{# The name of a fact: what is stated, of when, on which basis and as of when, in which deck. #}
{% macro fact_id(deck, line_item, measure, period, basis, as_of) -%}
    concat_ws(':', {{ deck }}, {{ line_item }}, {{ measure }}, {{ period }}, {{ basis }}, {{ as_of }})
{%- endmacro %}

{# Amounts of one company and period that were stated together: both actual, or of one forecast. #}
{% macro stated_together(a, b) -%}
    {{ a }}.company = {{ b }}.company
    and {{ a }}.period = {{ b }}.period
    and {{ a }}.basis = {{ b }}.basis
    and {{ a }}.as_of is not distinct from {{ b }}.as_of
{%- endmacro %}
