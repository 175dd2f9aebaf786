{#
    Before anything is loaded: decks and ledgers are listed; every seed file is without BOM and NUL, has LF line ends, and has
    exactly the columns that
    dbt_project.yml declares for it under column_types, in that order. A seed is loaded by position; the header is the only guard.
    (A file that is not UTF-8 never comes this far: dbt stops when it parses the project, and `make build` names the file.)
#}
{% macro assert_landed_files_are_clean() %}
    {%- if execute and flags.WHICH in ['build', 'seed', 'run', 'test'] -%}
        {%- set seeds = graph.nodes.values() | selectattr('resource_type', 'equalto', 'seed') | sort(attribute='original_file_path') | list -%}
        {%- set problems = problems_of_listed_decks(seeds) -%}
        {%- set files = landed_files(seeds) -%}
        {%- for seed in seeds -%}
            {%- set file = files[seed.original_file_path] -%}
            {%- set expected = seed.config.column_types.keys() | join(',') -%}
            {%- if file.has_bom -%}
                {%- do problems.append(seed.original_file_path ~ ': starts with a byte order mark; save it as UTF-8 without BOM') -%}
            {%- elif file.has_carriage_return -%}
                {%- do problems.append(seed.original_file_path ~ ': has CRLF line ends; save it with LF') -%}
            {%- elif file.has_nul -%}
                {%- do problems.append(seed.original_file_path ~ ': holds a NUL character; take it out') -%}
            {%- elif file.header != expected -%}
                {%- do problems.append(
                    seed.original_file_path ~ ', row 1: ' ~ header_difference(file.header.split(','), seed.config.column_types.keys() | list)
                    ~ '\n    found    ' ~ file.header ~ '\n    expected ' ~ expected
                ) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error('nothing was loaded; mend these files first\n  ' ~ problems | join('\n  ')) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}

{% macro header_difference(found, expected) %}
    {%- set missing = expected | reject('in', found) | list -%}
    {%- set extra = found | reject('in', expected) | list -%}
    {%- if missing or extra -%}
        {{ return(
            ('missing column ' ~ missing | join(', ') if missing else '')
            ~ ('; ' if missing and extra else '')
            ~ ('column ' ~ extra | join(', ') ~ ' is not declared in dbt_project.yml' if extra else '')
        ) }}
    {%- endif -%}
    {{ return('columns are out of order') }}
{% endmacro %}

{#
    What the bytes of seed files say, by path: has_bom, has_carriage_return, has_nul, header. A path is read from the project's folder,
    in which dbt works: what dbt keeps of a parsed file still names the folder that a checkout was moved or copied from.
#}
{% macro landed_files(seeds) %}
    {{ return(adapter.dispatch('landed_files')(seeds)) }}
{% endmacro %}

{% macro duckdb__landed_files(seeds) %}
    {%- set sql -%}
        {% for seed in seeds %}
        select
            '{{ seed.original_file_path | replace("'", "''") }}' as path,
            {{ what_bytes_say('content', 'decode(content)') }}
        from read_blob('{{ seed.original_file_path | replace("'", "''") }}')
        {% if not loop.last %}union all{% endif %}
        {% endfor %}
    {%- endset -%}
    {{ return(files_by_path(run_query(sql))) }}
{% endmacro %}

{# A session reads the files of this machine; a server elsewhere cannot see them: there `make ready` alone looks at the bytes. #}
{% macro spark__landed_files(seeds) %}
    {%- set sql -%}
        {% for seed in seeds %}
        select
            '{{ seed.original_file_path | replace("'", "\\'") }}' as path,
            {{ what_bytes_say('content', "decode(content, 'utf-8')") }}
        from binaryfile.`{{ seed.original_file_path }}`
        {% if not loop.last %}union all{% endif %}
        {% endfor %}
    {%- endset -%}
    {{ return(files_by_path(run_query(sql))) }}
{% endmacro %}

{% macro what_bytes_say(bytes, text) -%}
    left(hex({{ bytes }}), 6) = 'EFBBBF' as has_bom,
    contains({{ text }}, chr(13)) as has_carriage_return,
    contains({{ text }}, chr(0)) as has_nul,
    split_part({{ text }}, chr(10), 1) as header
{%- endmacro %}

{% macro files_by_path(rows) %}
    {%- set files = {} -%}
    {%- for row in rows -%}
        {%- do files.update({row[0]: {'has_bom': row[1], 'has_carriage_return': row[2], 'has_nul': row[3], 'header': row[4]}}) -%}
    {%- endfor -%}
    {{ return(files) }}
{% endmacro %}

{# What a row of each seed of reference data is there once for. #}
{% macro keys_of_seeds() %}
    {{ return({
        'balances': ['company', 'line_item'],
        'calculations': ['company', 'calculation', 'component'],
        'check_kinds': ['kind'],
        'concepts': ['company', 'concept', 'members'],
        'known_discrepancies': ['tie_out_id'],
        'line_items': ['company', 'line_item'],
        'measures': ['measure'],
        'not_printed': ['company', 'from_deck', 'kind', 'relation', 'line_item', 'missing'],
        'printed_signs': ['company', 'section', 'line_item'],
        'ratios': ['company', 'line_item', 'measure'],
        'reasonableness': ['company', 'relation', 'component', 'component_period'],
        'restatements': ['deck', 'segment', 'line_item', 'measure', 'period', 'reason'],
        'roll_forwards': ['company', 'balance', 'flow'],
        'roundings': ['company', 'document', 'from_deck', 'unit_family'],
        'segments': ['company', 'segment'],
        'statement_totals': ['company', 'statement', 'total'],
        'statements': ['company', 'statement'],
        'unit_families': ['unit_family'],
        'units': ['unit', 'unit_family', 'base_unit'],
    }) }}
{% endmacro %}
