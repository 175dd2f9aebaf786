{#
    What a window is ordered by of which the first row alone is kept: ascending, null last. DuckDB keeps the least of one value as it
    goes, where it sorts all rows by several: two thirds of the time.
#}
{% macro least_first(keys) %}
    {{ return(adapter.dispatch('least_first')(keys)) }}
{% endmacro %}

{% macro default__least_first(keys) %}
    {{ return(keys | join(' nulls last, ') ~ ' nulls last') }}
{% endmacro %}

{% macro duckdb__least_first(keys) %}
    {{ return('row(' ~ keys | join(', ') ~ ')') }}
{% endmacro %}
