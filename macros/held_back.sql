{#
    A company of the archive for which a test fails is held back: the test warns instead of failing, the company is listed in
    archive_held_back with each failing row, and neither the build of the other companies nor their release stops.
    What fails of a company that was typed by hand fails as ever. A test says which company a row is of in its column company.
#}
{% macro default__get_test_sql(main_sql, fail_calc, warn_if, error_if, limit) -%}
    {%- if archive() and names_companies(main_sql) -%}
    select
        {{ fail_calc }} as failures,
        {{ fail_calc }} {{ warn_if }} as should_warn,
        count(case when archived.company is null then 1 end) {{ error_if }} as should_error
    from (
        {{ main_sql }}
        {{ "limit " ~ limit if limit }}
    ) as failing
    left join {{ archive_table('companies') }} as archived on failing.company = archived.company
    {%- else -%}
    select
        {{ fail_calc }} as failures,
        {{ fail_calc }} {{ warn_if }} as should_warn,
        {{ fail_calc }} {{ error_if }} as should_error
    from (
        {{ main_sql }}
        {{ "limit " ~ limit if limit }}
    ) as failing
    {%- endif -%}
{%- endmacro %}

{% macro names_companies(sql) %}
    {{ return('company' in get_columns_in_query(sql)) }}
{% endmacro %}

{# Lists the companies that are held back, each with the rows that hold it, and says how many and which. #}
{% macro hold_back(results) %}
    {%- if execute and archive() and flags.WHICH in ['build', 'test'] -%}
        {%- set held = archive_table('held_back') -%}
        {%- do run_query('drop table if exists ' ~ held) -%}
        {%- do run_query('create table ' ~ held ~ ' (company ' ~ dbt.type_string() ~ ', test ' ~ dbt.type_string() ~ ', reason ' ~ dbt.type_string() ~ ')') -%}
        {%- do run_query('insert into ' ~ held ~ " select company, 'assert_archive_is_landed', problem || ': ' || path from " ~ archive_table('problems')) -%}
        {%- for result in results
            if result.node.resource_type == 'test' and result.status in ['warn', 'fail'] and result.node.config.severity | lower == 'error'
            and names_companies(result.node.compiled_code) -%}
            {%- do run_query(
                'insert into ' ~ held ~ " select failing.company, '" ~ result.node.name ~ "', " ~ adapter.dispatch('row_as_json')('failing')
                ~ ' from (' ~ result.node.compiled_code ~ ') as failing where failing.company in (select company from ' ~ archive_table('companies') ~ ')'
            ) -%}
        {%- endfor -%}
        {%- set rows = run_query('select company, test, count(*) from ' ~ held ~ ' group by company, test order by company, test').rows -%}
        {%- set reasons = {} -%}
        {%- for row in rows -%}
            {%- do reasons.setdefault(row[0], []).append(row[1] ~ ' ' ~ row[2]) -%}
        {%- endfor -%}
        {%- set all = run_query('select count(distinct company) from ' ~ archive_table('files')).rows[0][0] -%}
        {%- do log('', info=true) -%}
        {%- do log('archive: ' ~ reasons | length ~ ' of ' ~ all ~ ' companies are held back', info=true) -%}
        {%- for company in (reasons.keys() | list)[:20] -%}
            {%- do log('  - ' ~ company ~ ': ' ~ reasons[company] | join(', '), info=true) -%}
        {%- endfor -%}
        {%- if reasons -%}
            {%- do log('  all of them, with each failing row: ' ~ held, info=true) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro duckdb__row_as_json(row) %}
    {{ return('cast(to_json(' ~ row ~ ') as varchar)') }}
{% endmacro %}

{% macro spark__row_as_json(row) %}
    {{ return('to_json(struct(' ~ row ~ '.*))') }}
{% endmacro %}
