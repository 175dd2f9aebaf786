{#
    dbt itself prints how many rows failed. This prints the rows: for each failing test what it found, then for each that warns,
    at most twenty of each, and how to see the rest. Tests come by name: they end in another order in each build.
#}
{% macro report_failures(results) %}
    {%- if execute -%}
        {%- set limit = 20 -%}
        {%- set tests = results | selectattr('node.resource_type', 'equalto', 'test') | sort(attribute='node.name') | list -%}
        {%- set failing = tests | selectattr('status', 'equalto', 'fail') | list -%}
        {%- set warning = tests | selectattr('status', 'equalto', 'warn') | list -%}
        {%- for result in failing + warning -%}
            {%- set words = ('failing row', 'failing rows') if result.status == 'fail' else ('row to look at', 'rows to look at') -%}
            {%- do log('', info=true) -%}
            {%- do log(result.node.name ~ ': ' ~ result.failures ~ ' ' ~ words[0 if result.failures == 1 else 1] ~ ' (' ~ result.node.original_file_path ~ ')', info=true) -%}
            {%- set rows = run_query('select * from (' ~ result.node.compiled_code ~ ') as failing limit ' ~ limit) -%}
            {%- for row in rows -%}
                {%- set cells = [] -%}
                {%- for column in rows.column_names if row[column] is not none and row[column] | string != '' -%}
                    {%- do cells.append(column ~ ': ' ~ row[column]) -%}
                {%- endfor -%}
                {%- do log('  - ' ~ cells | join('\n    '), info=true) -%}
            {%- endfor -%}
            {%- if result.failures and result.failures > 1 -%}
                {%- do log('  all of them: dbt show --select ' ~ result.node.name ~ ' --limit -1 --output json', info=true) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if failing -%}
            {%- do log('', info=true) -%}
            {%- do log('Which cell it probably is: python scripts/audit.py suspects', info=true) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
