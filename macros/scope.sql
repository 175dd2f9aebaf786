{#
    The rules that hold for each company: the standard's (company is null) and the company's own, which stands in the place
    of the standard's of the same key; with `by_cell`, only the cells that it fills do. One row per company and row of the
    rules. is_standard: the rule is the standard's; with `by_cell`, the standard has the key.
    For a model that has stg_companies under the name of companies.
#}
{% macro of_each_company(rules, key, columns, by_cell=false) -%}
    {%- set all_columns = key + columns -%}
    {%- if by_cell -%}
    select
        coalesce(own.company, standard.company) as company,
        {%- for column in all_columns %}
        coalesce(own.{{ column }}, standard.{{ column }}) as {{ column }},
        {%- endfor %}
        standard.company is not null as is_standard
    from (select * from {{ rules }} where company is not null) as own
    full join (
        select
            companies.company,
            {%- for column in all_columns %}
            rules.{{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        from companies
        cross join {{ rules }} as rules
        where rules.company is null
    ) as standard
        on
            own.company = standard.company
            {%- for column in key %}
            and own.{{ column }} = standard.{{ column }}
            {%- endfor %}
    {%- else -%}
    select
        companies.company,
        {%- for column in all_columns %}
        rules.{{ column }},
        {%- endfor %}
        rules.company is null as is_standard
    from companies
    inner join {{ rules }} as rules on companies.company = coalesce(rules.company, companies.company)
    -- rank, not row_number: all rows of a calculation stand or fall together
    qualify rank() over (partition by companies.company, rules.{{ key | join(', rules.') }} order by rules.company is null) = 1
    {%- endif -%}
{%- endmacro %}

{#
    Whose a row of a seed is, by the columns that the seed has, as two columns: its company, and the deck that it is of or a text that
    names one between colons. Both are null for a row of the standard, and for one of a seed that no company brings.
#}
{% macro owner_of_row(columns, alias='') -%}
    {%- set prefix = alias ~ '.' if alias else '' -%}
    {%- set deck = ['deck', 'tie_out_id'] | select('in', columns) | first | default('') -%}
    cast({{ prefix ~ 'company' if 'company' in columns else 'null' }} as string) as of_company,
        cast({{ prefix ~ deck if deck else 'null' }} as string) as of_deck
{%- endmacro %}

{# Rows with the columns of owner_of_row, and their company. For a test that has stg_decks under the name of decks. #}
{% macro with_owner(problems) -%}
    select
        {{ problems }}.*,
        coalesce({{ problems }}.of_company, decks.company) as company
    from {{ problems }}
    left join decks
        on {{ problems }}.of_deck = decks.deck or ':' || {{ problems }}.of_deck || ':' like '%:' || decks.deck || ':%'
{%- endmacro %}
