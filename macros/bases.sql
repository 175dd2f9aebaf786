{#
    What growth is measured from: the same forecast's own year before, else what happened, else what was expected last
    before this was stated.
    `stated` and `base` are aliases with stated_no, basis, as_of and expected_on.
#}
{% macro can_be_base(stated, base) -%}
    (
        {{ base }}.stated_no = {{ stated }}.stated_no
        or ({{ base }}.basis = 'actual' and {{ base }}.as_of is null)
        or ({{ base }}.basis = {{ stated }}.basis and {{ base }}.expected_on < {{ stated }}.expected_on)
    )
{%- endmacro %}

{% macro base_preference(stated, base) -%}
    {{ return([
        'case when ' ~ base ~ '.stated_no = ' ~ stated ~ ".stated_no then 1 when " ~ base ~ ".basis = 'actual' then 2 else 3 end",
        dbt.datediff(base ~ '.expected_on', "date '1970-01-01'", 'day'),
        '-' ~ base ~ '.stated_no'
    ]) }}
{%- endmacro %}

{# How growth compares (measures.csv: compared_with), and the column of int_periods that names the period it is measured from. #}
{% macro comparisons() -%}
    {{ return([('year_ago', 'year_ago_period'), ('previous', 'previous_period'), ('fiscal_year_end', 'fiscal_year_end_period')]) }}
{%- endmacro %}
