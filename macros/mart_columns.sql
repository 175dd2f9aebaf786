{#
    Columns that every statement mart has, in one order, from an alias of int_statement_lines.
    `columns` are columns of the mart's own between the names and the period, `place` is an order of its own.
#}
{% macro line_columns(lines, columns=[], place=none) -%}
    {{ lines }}.company,
        {{ lines }}.line_item,
        {{ lines }}.name_ja,
        {{ lines }}.name_en,
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        {{ place or lines ~ '.display_order' }}{{ ' as display_order' if place }},
        {{ period_columns(lines) }}
{%- endmacro %}

{# When an amount is of, on which basis it was stated, and by whom. #}
{% macro period_columns(lines) -%}
    {%- for column in ['period', 'period_type', 'fiscal_year', 'quarter', 'period_sort', 'starts_on', 'ends_on', 'basis', 'as_of', 'deck', 'currency'] -%}
        {{ lines }}.{{ column }}{{ ',' if not loop.last }}
        {% endfor %}
{%- endmacro %}

{# Growth on the year before and on the quarter before. `prefix` is of the mart's columns where it has several amounts. #}
{% macro growth_columns(lines, prefix='', source_prefix='') -%}
    {%- for growth in ['yoy', 'qoq'] -%}
        {{ lines }}.{{ source_prefix }}{{ growth }}_change as {{ prefix }}{{ growth }}_change_mn,
        {{ lines }}.{{ source_prefix }}{{ growth }}_pct{% if prefix != source_prefix %} as {{ prefix }}{{ growth }}_pct{% endif %},
        {{ lines }}.{{ source_prefix }}{{ growth }}_source{% if prefix != source_prefix %} as {{ prefix }}{{ growth }}_source{% endif %},
        {{ lines }}.{{ source_prefix }}{{ growth }}_turn{% if prefix != source_prefix %} as {{ prefix }}{{ growth }}_turn{% endif %}{{ ',' if not loop.last }}
        {% endfor %}
{%- endmacro %}

{# The twelve months that end with the period. #}
{% macro trailing_columns(lines) -%}
    {{ lines }}.trailing_twelve_months as trailing_twelve_months_mn,
        {{ lines }}.trailing_twelve_months_source
{%- endmacro %}

{# Amounts that were stated together: of one company and period, both actual or of one forecast, and comparable. #}
{% macro stated_together(a, b) -%}
    {{ a }}.company = {{ b }}.company
    and {{ a }}.period_no = {{ b }}.period_no
    and {{ a }}.stated_no = {{ b }}.stated_no
    and {{ are_comparable(a, b) }}
{%- endmacro %}
