{# The name of a fact: what is stated, of when, on which basis and as of when, in which deck. #}
{% macro fact_id(deck, line_item, measure, period, basis, as_of) -%}
    concat_ws(':', {{ deck }}, {{ line_item }}, {{ measure }}, {{ period }}, {{ basis }}, {{ as_of }})
{%- endmacro %}
