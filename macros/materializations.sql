{#
    dbt-duckdb makes a table under another name, renames the former one, renames the new one and drops the former: four changes of
    the catalog, each a statement of its own. DuckDB changes its catalog within a transaction, so that the table is replaced in place:
    readers see the former one until the commit, and it stays if the query fails.
#}
{% macro replace_in_place(target, definition) %}
    {%- set former = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {% call statement('main') -%}
        {%- if former is not none -%} drop {{ former.type }} {{ former }}; {%- endif %}
        {{ definition }}
    {%- endcall %}
    {% do create_indexes(target) %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do persist_docs(target, model) %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
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
