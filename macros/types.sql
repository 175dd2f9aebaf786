{# Every figure, bound and amount: 12 digits before the decimal point, 6 behind. #}
{% macro figure_type() -%} decimal(18, 6) {%- endmacro %}

{# Rates in the marts: per cents and points with two decimals. #}
{% macro rate_type() -%} decimal(18, 2) {%- endmacro %}

{# A number as printed, in its own unit, and what a unit counts: their product has 38 digits and loses none. #}
{% macro number_type() -%} decimal(23, 6) {%- endmacro %}

{% macro scale_type() -%} decimal(15, 6) {%- endmacro %}

{# No figure may reach this, in its base unit. #}
{% macro figure_limit() -%} 100000000000 {%- endmacro %}

{# What an open bound stands for: beyond any figure, so that sums and comparisons need no special case. #}
{% macro unbounded() -%} 500000000000 {%- endmacro %}

{# A product that loses no digit. DuckDB multiplies decimals of up to 18 digits within 18 digits. #}
{% macro exact_product(a, b) -%}
    {{ return(adapter.dispatch('exact_product')(a, b)) }}
{%- endmacro %}

{% macro default__exact_product(a, b) -%} (({{ a }}) * ({{ b }})) {%- endmacro %}

{% macro duckdb__exact_product(a, b) -%} (cast({{ a }} as decimal(38, 6)) * ({{ b }})) {%- endmacro %}

{#
    A number that was computed in binary fractions, in a decimal type: half up by its decimal digits, where a binary fraction would
    decide; null where it has no room.
#}
{% macro rounded(value, type) -%}
    {{ return(adapter.dispatch('rounded')(value, type)) }}
{%- endmacro %}

{% macro default__rounded(value, type) -%} try_cast({{ value }} as {{ type }}) {%- endmacro %}

{% macro duckdb__rounded(value, type) -%} try_cast(cast({{ value }} as string) as {{ type }}) {%- endmacro %}
