{# A number for a person to read: 13874.0000 -> 13,874 and 7.0500 -> 7.05. #}
{% macro format_number(value) -%}
    {{ return(adapter.dispatch('format_number')(value)) }}
{%- endmacro %}

{% macro default__format_number(value) -%}
    format_number({{ value }}, '#,##0.####')
{%- endmacro %}

{% macro duckdb__format_number(value) -%}
    rtrim(rtrim(format('{:,.4f}', cast({{ value }} as double)), '0'), '.')
{%- endmacro %}

{# A figure as printed, with its unit, what hedges it and its page: 約△9億円 (p. 6). #}
{% macro print_text(printed, unit, word_before, word_after, page) -%}
    {{ hedged_text(printed ~ " || case when " ~ unit ~ " = '%' and right(" ~ printed ~ ", 1) = '%' then '' else " ~ unit ~ " end", word_before, word_after) }}
        || ' (p. ' || {{ page }} || ')'
{%- endmacro %}

{# A print with its qualifier where decks put it, from words of stg_qualifiers: 約6億円強, ほぼ10億円, 10億円規模. #}
{% macro hedged_text(text, word_before, word_after) -%}
    coalesce({{ word_before }}, '') || {{ text }} || coalesce({{ word_after }}, '')
{%- endmacro %}

{# An amount that no page prints, with the printed figures that it follows from. #}
{% macro derived_text(value, sources) -%}
    {{ format_number(value) }} || ' [' || {{ sources }} || ']'
{%- endmacro %}

{# Names of the conditions that hold, in their order, with commas between; `none` where none does. `conditions` is a dict of name to SQL. #}
{% macro list_of(conditions) -%}
    coalesce(nullif(concat_ws(', '
        {%- for name, condition in conditions.items() %}, case when {{ condition }} then '{{ name }}' end{% endfor -%}
    ), ''), 'none')
{%- endmacro %}

{# One row per word of a text, in a select list. #}
{% macro words_of(text) -%}
    {{ return(adapter.dispatch('words_of')(text)) }}
{%- endmacro %}

{% macro default__words_of(text) -%} explode(split({{ text }}, ' ')) {%- endmacro %}

{% macro duckdb__words_of(text) -%} unnest(string_split({{ text }}, ' ')) {%- endmacro %}
