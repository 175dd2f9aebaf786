{#
    Each figure with two digits that stand side by side exchanged, as figure_id and value: what a slip of the hand may have made
    of it. `figures` is a relation with figure_id, value and its digits without the point.
#}
{% macro transpositions(figures) -%}
    select
        {{ figures }}.figure_id,
        cast({{ figures }}.value as double) / nullif(try_cast({{ figures }}.digits as double), 0) * try_cast(
            substr({{ figures }}.digits, 1, places.place - 1) || substr({{ figures }}.digits, places.place + 1, 1)
            || substr({{ figures }}.digits, places.place, 1) || substr({{ figures }}.digits, places.place + 2) as double
        ) as value
    from {{ figures }}
    inner join (
        {%- for place in range(1, 12) %}
        select {{ place }} as place{{ ' union all' if not loop.last }}
        {%- endfor %}
    ) as places on places.place < length({{ figures }}.digits)
    where substr({{ figures }}.digits, places.place, 1) <> substr({{ figures }}.digits, places.place + 1, 1)
{%- endmacro %}
