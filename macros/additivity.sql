{# Which rows of a statement mart may be added up; `additivity` is an alias of int_additivity, joined by `same_line`. #}
{% macro additivity_columns(additivity) -%}
    coalesce({{ additivity }}.is_total, false) as is_total,
        coalesce({{ additivity }}.adds_up, false) as adds_up
{%- endmacro %}

{# One line item in one period, on one basis. #}
{% macro same_line(a, b) -%}
    {{ a }}.line_item_id = {{ b }}.line_item_id and {{ a }}.period_no = {{ b }}.period_no and {{ a }}.basis = {{ b }}.basis
{%- endmacro %}

{# The key of a dimension in one column, for clients that join on one: iij:1Q25. #}
{% macro dimension_key(company, id) -%} {{ company }} || ':' || {{ id }} {%- endmacro %}
