{#
    What every model of inputs of checks gives, one row per check and input. A check is named by its kind, its relation
    and its subject, the printed fact that is checked.
    `inputs` is the alias with these columns; role is component, part, numerator, denominator or print.
#}
{% macro check_inputs(kind, relation, inputs, role, weight='weight') -%}
    {{ kind }} as kind,
        {{ relation }} as relation,
        {{ inputs }}.fact_id,
        {{ inputs }}.line_item_id,
        {{ inputs }}.measure,
        {{ inputs }}.period_no,
        {{ inputs }}.stated_no,
        {{ inputs }}.deck_no,
        {{ role }} as role,
        {{ inputs }}.input_line_item_id,
        {{ inputs }}.input_period_no,
        {{ weight }} as weight,
        {{ inputs }}.source_id,
        {{ inputs }}.input_lower_bound as lower_bound,
        {{ inputs }}.input_upper_bound as upper_bound,
        {{ inputs }}.input_lower_is_open as lower_is_open,
        {{ inputs }}.input_upper_is_open as upper_is_open,
        {{ inputs }}.input_deck_no,
        {{ inputs }}.text
{%- endmacro %}

{# The columns of an input, taken from the alias of the amount that it is. #}
{% macro input_columns(amounts, source_id) -%}
    {{ amounts }}.{{ source_id }} as source_id,
        {{ amounts }}.lower_bound as input_lower_bound,
        {{ amounts }}.upper_bound as input_upper_bound,
        {{ amounts }}.lower_is_open as input_lower_is_open,
        {{ amounts }}.upper_is_open as input_upper_is_open,
        {{ amounts }}.deck_no as input_deck_no,
        {{ amounts }}.text
{%- endmacro %}
