{# dbt-duckdb asks the catalog which columns there are before it comments on them; a model with a contract has those that it names. #}
{% macro duckdb__alter_column_comment(relation, column_dict) %}
    {%- for column, description in column_dict.items() %}
    comment on column {{ relation }}.{{ column }} is {{ duckdb_escape_comment(description.description) }};
    {%- endfor %}
{% endmacro %}
