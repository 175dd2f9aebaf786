{#
    dbt-duckdb makes a table under another name, renames the former one, renames the new one and drops the former: four changes of
    the catalog, each a statement of its own. DuckDB changes its catalog within a transaction, so that the table is replaced in place:
    readers see the former one until the commit, and it stays if the query fails. The comments of a table go with its statement.
#}
{% macro replace_in_place(target, definition) %}
    {%- set former = load_cached_relation(this) -%}
    {%- if pre_hooks -%}
        {{ run_hooks(pre_hooks, inside_transaction=False) }}
        {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- endif -%}
    {% call statement('main') -%}
        {%- if former is not none -%} drop {{ former.type }} {{ former }}; {%- endif %}
        {{ definition }};
        {%- if config.persist_relation_docs() and model.description %}
        {{ alter_relation_comment(target, model.description) }}
        {%- endif %}
        {%- if config.persist_column_docs() and model.columns %}
        {{ alter_column_comment(target, model.columns) }}
        {%- endif %}
    {%- endcall %}
    {%- if config.get('indexes') %} {% do create_indexes(target) %} {% endif -%}
    {%- if post_hooks %} {{ run_hooks(post_hooks, inside_transaction=True) }} {% endif -%}
    {{ adapter.commit() }}
    {%- if post_hooks %} {{ run_hooks(post_hooks, inside_transaction=False) }} {% endif -%}
    {{ return({'relations': [target]}) }}
{% endmacro %}

{% materialization table, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {{ return(replace_in_place(target, create_table_as(False, target, compiled_code))) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set target = this.incorporate(type='view') -%}
    {{ return(replace_in_place(target, create_view_as(target, compiled_code))) }}
{% endmaterialization %}

{#
    A seed: its columns are declared in dbt_project.yml, and are the header of its file. dbt reads the file too, for the number of
    rows that it reports and for `dbt seed --show`.
#}
{% materialization seed, adapter='duckdb' %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set rows = load_agate_table() -%}
    {%- do store_result('agate_table', response='OK', agate_table=rows) -%}
    {%- set definition -%}
        create table {{ target }} (
            {%- for column, type in config.get('column_types').items() %} {{ column }} {{ type }}{{ ',' if not loop.last }}{% endfor %} );
        {%- if rows.rows | length > 0 %}
        copy {{ target }} from '{{ model.original_file_path | replace("'", "''") }}'
        (format csv, header true, delimiter '{{ config.get('delimiter', ',') }}')
        {%- endif -%}
    {%- endset -%}
    {%- set made = replace_in_place(target, definition) -%}
    {%- do store_raw_result('main', message='CREATE ' ~ rows.rows | length, code='CREATE', rows_affected=rows.rows | length) -%}
    {{ return(made) }}
{% endmaterialization %}

{#
    Whether the columns of a query are those of the model's contract. dbt calls two macros for each column of both, which is longer
    than the query takes; where names and types are the same there is nothing to say, and where they differ dbt says it.
#}
{% macro duckdb__get_assert_columns_equivalent(sql) %}
    {%- set promised -%}
        select {% for column in model.columns.values() %} cast(null as {{ column.data_type }}) as {{ column.name }}, {% endfor %}
    {%- endset -%}
    {%- set is_typed = model.columns.values() | map(attribute='data_type') | select | list | length == model.columns | length -%}
    {%- if not (is_typed and adapter.get_column_schema_from_query(promised) | sort(attribute='column')
            == adapter.get_column_schema_from_query(sql) | sort(attribute='column')) -%}
        {{ return(assert_columns_equivalent(sql)) }}
    {%- endif -%}
{% endmacro %}

{#
    A mart's columns as its contract has them. Its primary key is declared and not enforced, for the index that would enforce it
    takes a third of the warehouse and a twentieth of a build: assert_marts_have_their_key proves it, on every engine.
#}
{% macro duckdb__get_table_columns_and_constraints() -%}
    ( {{ adapter.render_raw_columns_constraints(raw_columns=model.columns) | join(', ') }} )
{%- endmacro %}

{# A model with a contract has the columns that it names: there is no need to ask the catalog. #}
{% macro duckdb__alter_column_comment(relation, column_dict) %}
    {%- for column in column_dict.values() if column.description %}
    comment on column {{ relation }}.{{ column.name }} is '{{ column.description | replace("'", "''") }}';
    {%- endfor %}
{% endmacro %}
