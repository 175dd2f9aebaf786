{# Test cases as rows: text columns, one row for each list of values; null is null. #}
{% macro cases(columns, rows) %}
    {%- for row in rows %}
    select
        {%- for column in columns %}
        {{ "cast(null as string)" if row[loop.index0] is none else "'" ~ row[loop.index0] | replace("'", "''") ~ "'" }} as {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    {{ "union all" if not loop.last }}
    {%- endfor %}
{% endmacro %}
