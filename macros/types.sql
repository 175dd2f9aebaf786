{# Every figure, bound and amount: 14 digits before the decimal point, 4 behind. #}
{% macro figure_type() -%} decimal(18, 4) {%- endmacro %}

{# Rates in the marts: per cents and points with two decimals. #}
{% macro rate_type() -%} decimal(18, 2) {%- endmacro %}

{# No figure may reach this, in its base unit. #}
{% macro figure_limit() -%} 1000000000000 {%- endmacro %}

{# What an open bound stands for: beyond any figure, so that sums and comparisons need no special case. #}
{% macro unbounded() -%} 10000000000000 {%- endmacro %}

{# A product that loses no digit. DuckDB multiplies decimals of up to 18 digits within 18 digits. #}
{% macro exact_product(a, b) -%}
    {{ return(adapter.dispatch('exact_product')(a, b)) }}
{%- endmacro %}

{% macro default__exact_product(a, b) -%} (({{ a }}) * ({{ b }})) {%- endmacro %}

{% macro duckdb__exact_product(a, b) -%} (cast({{ a }} as decimal(38, 4)) * ({{ b }})) {%- endmacro %}
