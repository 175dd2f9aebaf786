{#
    The decks of the project, as the variable `decks` of dbt_project.yml lists them; with a ledger only, those that have one.
    A deck without a file stops dbt when it parses: base_deck_figures then "depends on a node named <deck> which was not found".
#}
{% macro listed_decks(with_ledger=false) %}
    {%- set decks = var('decks', []) -%}
    {{ return(decks | selectattr('ledger', 'defined') | selectattr('ledger') | list if with_ledger else decks) }}
{% endmacro %}

{# What is wrong with the list of decks, or with the files that it names; before anything is loaded. #}
{% macro problems_of_listed_decks(seeds) %}
    {%- set problems = [] -%}
    {%- set required = ['deck', 'company', 'title_ja', 'title_en', 'published_on', 'current_period'] -%}
    {%- set accepted = required + ['document', 'sequence', 'corrects', 'ledger'] -%}
    {%- set files = [] -%}
    {%- for deck in listed_decks() -%}
        {%- set where = 'dbt_project.yml, decks, ' ~ (deck.deck or 'entry ' ~ loop.index) ~ ': ' -%}
        {%- for key in required if deck[key] is not defined or deck[key] is none -%}
            {%- do problems.append(where ~ key ~ ' is missing') -%}
        {%- endfor -%}
        {%- for key in deck if key not in accepted -%}
            {%- do problems.append(where ~ key ~ ' is none of ' ~ accepted | join(', ')) -%}
        {%- endfor -%}
        {%- if deck.deck is defined and not modules.re.fullmatch('[A-Za-z0-9][A-Za-z0-9_.-]*', deck.deck | string) -%}
            {%- do problems.append(where ~ 'a deck is named with letters, digits, _, - and . alone, as its file is') -%}
        {%- endif -%}
        {%- if deck.ledger is defined and deck.ledger is not boolean -%}
            {%- do problems.append(where ~ 'ledger is neither true nor false') -%}
        {%- endif -%}
        {%- if 'seeds/decks/' ~ deck.deck ~ '.csv' in files -%}
            {%- do problems.append(where ~ 'is listed twice') -%}
        {%- endif -%}
        {%- do files.append('seeds/decks/' ~ deck.deck ~ '.csv') -%}
    {%- endfor -%}
    {%- for deck in listed_decks(with_ledger=true) -%}
        {%- do files.append('seeds/ledgers/' ~ deck.deck ~ '_ledger.csv') -%}
    {%- endfor -%}
    {%- for seed in seeds if seed.original_file_path not in files -%}
        {%- set at_home = seed.original_file_path.split('/')[:2] | join('/') ~ '/' ~ seed.name ~ '.csv' -%}
        {%- if at_home in files -%}
            {%- do problems.append(seed.original_file_path ~ ': move it to ' ~ at_home) -%}
        {%- elif seed.original_file_path.startswith('seeds/decks/') -%}
            {%- do problems.append(
                seed.original_file_path ~ ': the deck is not listed; give it an entry under vars, decks in dbt_project.yml'
            ) -%}
        {%- elif seed.original_file_path.startswith('seeds/ledgers/') -%}
            {%- do problems.append(
                seed.original_file_path ~ ': no deck has this ledger; set `ledger: true` at its deck under vars, decks in dbt_project.yml'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}

{# A text of the list of decks as a SQL literal; null where the entry does not have it. #}
{% macro text_of(entry, key) -%}
    {%- if entry[key] is not defined or entry[key] is none -%}
        cast(null as string)
    {%- else -%}
        '{{ entry[key] | string | replace("'", "''") }}'
    {%- endif -%}
{%- endmacro %}
