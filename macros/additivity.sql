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

{#
    The same for a mart with several amounts in a row: the parts may be added up where all of them are known of each amount that
    is known of any, else the total may. `parts` is how many there are, `window` the rows of one total.
#}
{% macro row_adds_up(amounts, is_total, parts, window) -%}
    case
            when
                {%- for amount in amounts %}
                count(case when not {{ is_total }} then {{ amount }} end) over ({{ window }}) in (0, {{ parts }}) and
                {%- endfor %}
                (
                    {%- for amount in amounts %}
                    {{ 'or ' if not loop.first }}count(case when not {{ is_total }} then {{ amount }} end) over ({{ window }}) = {{ parts }}
                    {%- endfor %}
                )
                then not {{ is_total }}
            else {{ is_total }}
        end as adds_up
{%- endmacro %}
