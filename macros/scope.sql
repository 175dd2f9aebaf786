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
    Rows of problems with the company that each is of: their key starts with the company or with a deck, or names a deck between
    colons. For a test that has stg_decks under the name of decks.
#}
{% macro with_company_of_key(problems, key) -%}
    select
        {{ problems }}.*,
        coalesce(decks.company, split_part({{ problems }}.{{ key }}, ' ', 1)) as company
    from {{ problems }}
    left join decks
        on
            decks.deck = split_part({{ problems }}.{{ key }}, ' ', 1)
            or ':' || {{ problems }}.{{ key }} || ':' like '%:' || decks.deck || ':%'
{%- endmacro %}
