{#
    Decks beyond those typed by hand: the variable `archive` names a folder with one folder for each company, and in it Parquet files
    named as the seed whose columns they have, `figures` for the figures of all its decks and `decks` for the list of them.
    The files are read once, before the models, into tables archive_<file> beside the seeds. A company whose files cannot be
    landed is left out, and archive_problems says why (assert_archive_is_landed).
#}
{% macro archive() %}
    {{ return((var('archive', none) or '') | string) }}
{% endmacro %}

{# The rows of a seed, and those that companies of the archive bring, where they may have rows of it. #}
{% macro landed(seed) -%}
    {%- if archive() and execute and seed in archive_columns() -%}
    (select * from {{ ref(seed) }} union all select * from {{ archive_table(seed) }})
    {%- else -%}
    {{ ref(seed) }}
    {%- endif -%}
{%- endmacro %}

{% macro archive_table(name) -%}
    {{ return(api.Relation.create(
        database=target.database | default(none, true), schema=generate_schema_name('landing', none), identifier='archive_' ~ name, type='table'
    )) }}
{%- endmacro %}

{# Where the rows of a company stand: in its seed, or in the file of the archive. `seed` is a name, or a column of names. #}
{% macro file_of_seed(seed, company, folder='seeds/reference') -%}
    {%- set name = seed if seed == 'seed' else "'" ~ seed ~ "'" -%}
    {%- set typed = "'dbt_project.yml, vars, decks'" if seed == 'decks' else "'" ~ folder ~ "/' || " ~ name ~ " || '.csv'" -%}
    {{ file_of_rows(company, name, typed) }}
{%- endmacro %}

{% macro file_of_deck(deck, company) -%}
    {{ file_of_rows(company, "'figures'", "'seeds/decks/' || " ~ deck ~ " || '.csv'") }}
{%- endmacro %}

{% macro file_of_rows(company, name, typed) -%}
    {%- if archive() -%}
    case
            when {{ company }} in (select company from {{ archive_table('companies') }})
                then '{{ archive() | replace("'", "''") }}/' || {{ company }} || '/' || {{ name }} || '.parquet'
            else {{ typed }}
        end
    {%- else -%}
    {{ typed }}
    {%- endif -%}
{%- endmacro %}

{# The columns of each file that a company may have, as dbt_project.yml declares those of the seeds. #}
{% macro archive_columns() %}
    {%- set columns = {'decks': archive_deck_columns()} -%}
    {%- for seed in graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed') | sort(attribute='name') -%}
        {%- set declared = seed.config.column_types.keys() | list -%}
        {%- if seed.original_file_path.startswith('seeds/decks/') -%}
            {%- do columns.update({'figures': ['deck'] + declared}) -%}
        {%- elif 'company' in declared or 'deck' in declared or 'tie_out_id' in declared -%}
            {%- do columns.update({seed.name: declared}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}

{% macro archive_deck_columns() %}
    {{ return(['deck', 'company', 'document', 'title_ja', 'title_en', 'published_on', 'sequence', 'corrects', 'current_period']) }}
{% endmacro %}

{# Reads the archive into its tables; a company with a problem is left out as a whole. #}
{% macro land_archive() %}
    {%- if execute and archive() and flags.WHICH in ['build', 'seed', 'run'] -%}
        {%- set columns = archive_columns() -%}
        {%- do run_query('create schema if not exists ' ~ archive_table('files').without_identifier()) -%}
        {%- do make_archive_table('files', archive_files()) -%}
        {%- if run_query('select count(*) from ' ~ archive_table('files')).columns[0].values()[0] == 0 -%}
            {%- do exceptions.raise_compiler_error(
                'nothing was loaded: the archive ' ~ archive() ~ ' holds no file <company>/<seed>.parquet'
            ) -%}
        {%- endif -%}
        {%- do make_archive_table('file_columns', archive_file_columns()) -%}
        {%- do make_archive_table('file_problems', problems_of_archive_files(columns)) -%}
        {%- do make_archive_table('names', names_in_archive(columns)) -%}
        {%- do make_archive_table('problems', problems_of_archive(columns)) -%}
        {%- for name, names in columns.items() -%}
            {%- do make_archive_table(name, archive_rows(name, names, 'problems')) -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}

{% macro make_archive_table(name, sql) %}
    {%- do run_query('drop table if exists ' ~ archive_table(name)) -%}
    {%- do run_query('create table ' ~ archive_table(name) ~ ' as ' ~ sql) -%}
{% endmacro %}

{# Files that are not what the project can read, before a row of them is read. #}
{% macro problems_of_archive_files(columns) %}
    {%- set sql -%}
    with files as (
        select * from {{ archive_table('files') }}
    ),

    found as (
        select * from {{ archive_table('file_columns') }}
    ),

    expected as (
        {% for name, names in columns.items() %}
        {% for column in names %}
        select '{{ name }}' as name, '{{ column }}' as column_name
        {% if not loop.last %}union all{% endif %}
        {% endfor %}
        {% if not loop.last %}union all{% endif %}
        {% endfor %}
    )

    select company, path, 'is no Parquet file' as problem
    from files
    where not is_parquet
    union all
    select company, path, 'is none of the files that a company has: {{ columns.keys() | sort | join(", ") }}' as problem
    from files
    where is_parquet and name not in (select name from expected)
    union all
    select files.company, files.path, 'missing column ' || {{ dbt.listagg('expected.column_name', "', '", 'order by expected.column_name') }} as problem
    from files
    inner join expected on files.name = expected.name
    left join found on files.path = found.path and expected.column_name = found.column_name
    where files.is_parquet and found.path is null
    group by files.company, files.path
    union all
    select files.company, files.path, 'column ' || {{ dbt.listagg('found.column_name', "', '", 'order by found.column_name') }} || ' is none of its columns' as problem
    from files
    inner join found on files.path = found.path
    left join expected on files.name = expected.name and found.column_name = expected.column_name
    where expected.name is null and files.name in (select name from expected)
    group by files.company, files.path
    union all
    select files.company, files.path, 'column ' || {{ dbt.listagg('found.column_name', "', '", 'order by found.column_name') }} || ' is no text: write each column as a string, as printed' as problem
    from files
    inner join found on files.path = found.path
    inner join expected on files.name = expected.name and found.column_name = expected.column_name
    where not found.is_text
    group by files.company, files.path
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{# The companies and decks that the rows of each readable file name: what kind of name, how often. #}
{% macro names_in_archive(columns) %}
    {%- set keys = dict(
        keys_of_seeds(),
        companies=['company'],
        deck_pages=['deck', 'page'],
        figures=['deck', 'seq'],
        fiscal_years=['company', 'fiscal_year'],
        large_deals=['deck', 'deal']
    ) -%}
    {%- set sql -%}
    {% for name, names in columns.items() %}
    {% for kind in ['company', 'deck', 'tie_out_id'] if kind in names %}
    select company_of_folder, path, '{{ name }}' as name, '{{ kind }}' as kind, {{ kind }} as value, cast(count(*) as integer) as rows_with_it
    from ({{ archive_rows(name, names, 'file_problems', with_path=true) }}) as rows_read
    group by company_of_folder, path, {{ kind }}
    union all
    {% endfor %}
    {% if name in keys %}
    select company_of_folder, path, '{{ name }}' as name, 'key' as kind, concat_ws(' ', {{ keys[name] | join(', ') }}) as value, cast(count(*) as integer) as rows_with_it
    from ({{ archive_rows(name, names, 'file_problems', with_path=true) }}) as rows_read
    group by company_of_folder, path, {{ keys[name] | join(', ') }}
    having count(*) > 1
    union all
    {% endif %}
    {% endfor %}
    select cast(null as string), cast(null as string), cast(null as string), cast(null as string), cast(null as string), cast(null as integer)
    where false
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{# Why companies of the archive are not landed: their files, and what their rows name that is not theirs to name. #}
{% macro problems_of_archive(columns) %}
    {%- set listed = listed_decks() | map(attribute='deck') | list -%}
    {%- set sql -%}
    with names as (
        select * from {{ archive_table('names') }}
    ),

    decks as (
        select * from names
        where name = 'decks' and kind = 'deck'
    ),

    times as (
        select value, sum(rows_with_it) as rows_with_it
        from decks
        group by value
    ),

    companies as (
        select distinct company from {{ archive_table('files') }}
    ),

    typed as (
        {{ companies_of_seeds() }}
    )

    select company, path, problem from {{ archive_table('file_problems') }}
    union all
    select companies.company, '{{ archive() | replace("'", "''") }}/' || companies.company, 'no profile: companies.parquet has no row of the company' as problem
    from companies
    left join names on companies.company = names.company_of_folder and names.name = 'companies' and names.kind = 'company' and companies.company = names.value
    where names.value is null and companies.company not in (select company from {{ archive_table('file_problems') }})
    union all
    select companies.company, '{{ archive() | replace("'", "''") }}/' || companies.company, 'the company is in seeds/reference/companies.csv too: land it in one place' as problem
    from companies
    inner join typed on companies.company = typed.company
    union all
    select company_of_folder, path, 'has rows of ' || coalesce('the company ' || value, 'every company') || '; a folder has rows of its own company alone' as problem
    from names
    where kind = 'company' and company_of_folder is distinct from value
    union all
    select company_of_folder, path, 'has ' || cast(rows_with_it as string) || ' rows of the key ' || value || ', which may be there once' as problem
    from names
    where kind = 'key'
    union all
    select names.company_of_folder, names.path, 'has rows of the deck ' || coalesce(names.value, 'without a name') || ', which decks.parquet does not list' as problem
    from names
    left join decks on names.company_of_folder = decks.company_of_folder and names.value = decks.value
    where names.kind = 'deck' and decks.value is null
    union all
    select decks.company_of_folder, decks.path, 'the deck ' || decks.value || ' is there ' || cast(times.rows_with_it as string) || ' times' as problem
    from decks
    inner join times on decks.value = times.value
    where times.rows_with_it > 1
    union all
    select company_of_folder, path, 'the deck ' || value || ' is in dbt_project.yml too: land it in one place' as problem
    from decks
    where value in ({% for deck in listed %}'{{ deck }}', {% endfor %}'')
    union all
    select company_of_folder, path, 'the deck ' || coalesce(value, 'without a name') || ': a deck is named with letters, digits, _, - and . alone' as problem
    from decks
    where coalesce(regexp_extract(value, '^[A-Za-z0-9][A-Za-z0-9_.-]*$', 0), '') = ''
    union all
    select company, '{{ archive() | replace("'", "''") }}/' || company, 'a company is named with letters, digits, _, - and . alone' as problem
    from companies
    where regexp_extract(company, '^[A-Za-z0-9][A-Za-z0-9_.-]*$', 0) = ''
    union all
    select names.company_of_folder, names.path, 'explains ' || names.value || ', which names no deck of the company' as problem
    from names
    left join decks on names.company_of_folder = decks.company_of_folder and ':' || names.value || ':' like '%:' || decks.value || ':%'
    where names.kind = 'tie_out_id' and decks.value is null
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{# The companies of seeds/reference/companies.csv, read from the file: the seed is loaded after the archive. #}
{% macro companies_of_seeds() %}
    {%- set seed = (graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed') | selectattr('name', 'equalto', 'companies') | list)[0] -%}
    {{ return(adapter.dispatch('first_cells')(seed.original_file_path, 'company')) }}
{% endmacro %}

{# The first cell of each line of a file. #}
{% macro duckdb__first_cells(path, column) %}
    {{ return("select split_part(unnest(string_split(content, chr(10))), ',', 1) as " ~ column ~ " from read_text('" ~ path | replace("'", "''") ~ "')") }}
{% endmacro %}

{% macro spark__first_cells(path, column) %}
    {{ return("select split_part(value, ',', 1) as " ~ column ~ " from text.`" ~ path ~ "`") }}
{% endmacro %}

{# The files of the archive: path, company, name of the seed, is_parquet, fingerprint of the bytes. #}
{% macro archive_files() %}
    {{ return(adapter.dispatch('archive_files')()) }}
{% endmacro %}

{% macro duckdb__archive_files() %}
    {%- set files = archive() | replace("'", "''") ~ '/*/*.parquet' -%}
    {%- if run_query("select count(*) from glob('" ~ files ~ "')").columns[0].values()[0] == 0 -%}
        {{ return("select '' as path, '' as company, '' as name, false as is_parquet, '' as fingerprint where false") }}
    {%- endif -%}
    {%- set sql -%}
    select
        filename as path,
        split_part(filename, '/', -2) as company,
        replace(split_part(filename, '/', -1), '.parquet', '') as name,
        octet_length(content) > 11 and left(hex(content), 8) = '50415231' and right(hex(content), 8) = '50415231' as is_parquet,
        md5(content) as fingerprint
    from read_blob('{{ files }}')
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{% macro spark__archive_files() %}
    {%- set sql -%}
    select
        path,
        element_at(split(path, '/'), -2) as company,
        replace(element_at(split(path, '/'), -1), '.parquet', '') as name,
        length > 11 and left(hex(content), 8) = '50415231' and right(hex(content), 8) = '50415231' as is_parquet,
        md5(content) as fingerprint
    from binaryfile.`{{ archive() }}/*/*.parquet`
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{# The columns of each Parquet file of the archive, and whether they hold text. #}
{% macro archive_file_columns() %}
    {{ return(adapter.dispatch('archive_file_columns')()) }}
{% endmacro %}

{% macro duckdb__archive_file_columns() %}
    {%- do run_query('set variable archive_paths = (select list(path) from ' ~ archive_table('files') ~ ' where is_parquet)') -%}
    {%- set sql -%}
    select
        file_name as path,
        name as column_name,
        type = 'BYTE_ARRAY' and coalesce(converted_type, '') = 'UTF8' as is_text
    from parquet_schema(getvariable('archive_paths'))
    where num_children is null
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{# Spark has no function for it: each file is asked. #}
{% macro spark__archive_file_columns() %}
    {%- set selects = [] -%}
    {%- for row in run_query('select path from ' ~ archive_table('files') ~ ' where is_parquet') -%}
        {%- for column in run_query('describe query select * from parquet.`' ~ row[0] ~ '`') if not column[0].startswith('#') -%}
            {%- do selects.append("('" ~ row[0] ~ "', '" ~ column[0] ~ "', " ~ (column[1] == 'string') ~ ")") -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return("select * from values " ~ selects | join(', ') ~ " as found (path, column_name, is_text)") }}
{% endmacro %}

{# A query of the rows of all files of one name, of companies without a problem in the given table. #}
{% macro archive_rows(name, columns, problems, with_path=false) %}
    {{ return(adapter.dispatch('archive_rows')(name, columns, problems, with_path)) }}
{% endmacro %}

{% macro duckdb__archive_rows(name, columns, problems, with_path) %}
    {%- set variable = 'archive_' ~ name ~ '_without_' ~ problems -%}
    {%- set listing -%}
        select list(path order by path) from {{ archive_table('files') }}
        where name = '{{ name }}' and company not in (select company from {{ archive_table(problems) }})
    {%- endset -%}
    {%- do run_query('set variable ' ~ variable ~ ' = (' ~ listing ~ ')') -%}
    {%- set has_files = run_query("select getvariable('" ~ variable ~ "') is not null").columns[0].values()[0] -%}
    {%- set sql -%}
    select
        {% if with_path -%}
        {{ "split_part(filename, '/', -2)" if has_files else "cast(null as string)" }} as company_of_folder,
        {{ "filename" if has_files else "cast(null as string)" }} as path,
        {% endif -%}
        {% for column in columns -%}
        {{ column if has_files else 'cast(null as string) as ' ~ column }}{{ ', ' if not loop.last }}
        {%- endfor %}
    {{ "from read_parquet(getvariable('" ~ variable ~ "'), filename = true)" if has_files else 'where false' }}
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}

{% macro spark__archive_rows(name, columns, problems, with_path) %}
    {%- set companies = run_query(
        "select company from " ~ archive_table('files') ~ " where name = '" ~ name ~ "'"
        ~ " and company not in (select company from " ~ archive_table(problems) ~ ") order by company"
    ).columns[0].values() -%}
    {%- if companies -%}
        {%- set view -%}
        create or replace temporary view archive_files_of_{{ name }} ({{ columns | join(' string, ') }} string)
        using parquet
        options (path '{{ archive() }}/{{ "{" ~ companies | join(",") ~ "}" }}/{{ name }}.parquet')
        {%- endset -%}
        {%- do run_query(view) -%}
    {%- endif -%}
    {%- set sql -%}
    select
        {% if with_path -%}
        {{ "element_at(split(input_file_name(), '/'), -2)" if companies else "cast(null as string)" }} as company_of_folder,
        {{ "input_file_name()" if companies else "cast(null as string)" }} as path,
        {% endif -%}
        {% for column in columns -%}
        {{ column if companies else 'cast(null as string) as ' ~ column }}{{ ', ' if not loop.last }}
        {%- endfor %}
    {{ 'from archive_files_of_' ~ name if companies else 'where false' }}
    {%- endset -%}
    {{ return(sql) }}
{% endmacro %}
