{#
    How a period is read: 1Q25, 1H25, 9M25 and other cumulative spans nM25, FY25, a range FY24-FY26, from a year on FY27-,
    a month 2025-04, an instant 2025-06-30. Quarters, halves and years are fiscal; int_periods gives their dates.
    A month index is year * 12 + month - 1, so that periods are shifted by adding months. A company that closes its books
    on the 20th has fiscal months from the 21st to the 20th; the index of one is that of the month it starts in.
#}

{# In a year of more than twelve months, twelve months are a part of it. #}
{% macro canonical_period(text, is_of_long_year='false') -%}
    case
        when {{ is_of_long_year }} and regexp_extract({{ text }}, '^(12M[0-9]{2}|4Q[0-9]{2}累計)$', 0) <> ''
            then '12M' || regexp_extract({{ text }}, '^(12M|4Q)([0-9]{2})', 2)
        when regexp_extract({{ text }}, '^1Q[0-9]{2}累計$', 0) <> '' then '1Q' || substr({{ text }}, 3, 2)
        when regexp_extract({{ text }}, '^2Q[0-9]{2}累計$', 0) <> '' then '1H' || substr({{ text }}, 3, 2)
        when regexp_extract({{ text }}, '^3Q[0-9]{2}累計$', 0) <> '' then '9M' || substr({{ text }}, 3, 2)
        when regexp_extract({{ text }}, '^4Q[0-9]{2}累計$', 0) <> '' then 'FY' || substr({{ text }}, 3, 2)
        when regexp_extract({{ text }}, '^3M[0-9]{2}$', 0) <> '' then '1Q' || substr({{ text }}, 3, 2)
        when regexp_extract({{ text }}, '^6M[0-9]{2}$', 0) <> '' then '1H' || substr({{ text }}, 3, 2)
        when regexp_extract({{ text }}, '^12M[0-9]{2}$', 0) <> '' then 'FY' || substr({{ text }}, 4, 2)
        else {{ text }}
    end
{%- endmacro %}

{% macro period_type(period) -%}
    case
        when regexp_extract({{ period }}, '^[1-6]Q[0-9]{2}$', 0) <> '' then 'quarter'
        when regexp_extract({{ period }}, '^[12]H[0-9]{2}$', 0) <> '' then 'half'
        when regexp_extract({{ period }}, '^9M[0-9]{2}$', 0) <> '' then 'nine_months'
        when regexp_extract({{ period }}, '^([124578]|1[0-2])M[0-9]{2}$', 0) <> '' then 'cumulative'
        when regexp_extract({{ period }}, '^FY[0-9]{2}$', 0) <> '' then 'year'
        when regexp_extract({{ period }}, '^FY[0-9]{2}-FY[0-9]{2}$', 0) <> ''
            then case when {{ period_first_year(period) }} < {{ period_last_year(period) }} then 'years' end
        when regexp_extract({{ period }}, '^FY[0-9]{2}-$', 0) <> '' then 'open'
        when regexp_extract({{ period }}, '^[0-9]{4}-(0[1-9]|1[0-2])$', 0) <> '' then 'month'
        when try_cast(regexp_extract({{ period }}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 0) as date) is not null then 'instant'
    end
{%- endmacro %}

{% macro year_of_two_digits(digits) -%}
    case
        when try_cast({{ digits }} as integer) >= 70 then 1900 + try_cast({{ digits }} as integer)
        else 2000 + try_cast({{ digits }} as integer)
    end
{%- endmacro %}

{% macro period_first_year(period) -%}
    {{ year_of_two_digits("nullif(regexp_extract(" ~ period ~ ", '^(FY|[0-9]+[QHM])([0-9]{2})', 2), '')") }}
{%- endmacro %}

{% macro period_last_year(period) -%}
    {{ year_of_two_digits("nullif(regexp_extract(" ~ period ~ ", '^(FY[0-9]{2}-FY|FY|[0-9]+[QHM])([0-9]{2})', 2), '')") }}
{%- endmacro %}

{% macro month_index(date) -%}
    cast(year({{ date }}) * 12 + month({{ date }}) - 1 as integer)
{%- endmacro %}

{% macro first_day_of_month(month_index) -%}
    cast(
        lpad(cast(cast(floor(({{ month_index }}) / 12) as integer) as string), 4, '0')
        || '-' || lpad(cast(({{ month_index }}) % 12 + 1 as string), 2, '0') || '-01' as date
    )
{%- endmacro %}

{% macro plus_days(date, days) -%}
    cast({{ dbt.dateadd('day', days, date) }} as date)
{%- endmacro %}

{# The first day of a fiscal month: the first of the month, or the day after the closing day. #}
{% macro fiscal_month_starts_on(month_index, closing_day) -%}
    {{ plus_days(first_day_of_month(month_index), "coalesce(" ~ closing_day ~ ", 0)") }}
{%- endmacro %}

{# The index of the fiscal month that a date lies in. #}
{% macro fiscal_month_index(date, closing_day) -%}
    {{ month_index(plus_days(date, "-coalesce(" ~ closing_day ~ ", 0)")) }}
{%- endmacro %}

{#
    By how much the number in a fiscal year's name exceeds the calendar year it starts in:
    1 where it is named by its end and does not end in the year in which it starts.
#}
{% macro fiscal_year_name_offset(named_by, start_month, closing_day) -%}
    case when {{ named_by }} = 'end' and ({{ start_month }} > 1 or {{ closing_day }} is not null) then 1 else 0 end
{%- endmacro %}

{#
    The periods of a fiscal year: type, name without the year, and the months of the year between which it lies. A change of the
    year end can make a year of up to eighteen months: six quarters, of which twelve months are a part.
#}
{% macro period_templates() %}
    {%- set templates = [
        ('quarter', '1Q', 0, 3), ('quarter', '2Q', 3, 6), ('quarter', '3Q', 6, 9), ('quarter', '4Q', 9, 12), ('quarter', '5Q', 12, 15), ('quarter', '6Q', 15, 18),
        ('half', '1H', 0, 6), ('half', '2H', 6, 12), ('nine_months', '9M', 0, 9), ('year', 'FY', 0, 12),
    ] -%}
    {%- for months in [1, 2, 4, 5, 7, 8, 10, 11, 12] %}{% do templates.append(('cumulative', months ~ 'M', 0, months)) %}{% endfor -%}
    {%- for month in range(18) %}{% do templates.append(('month', 'M' ~ (month + 1), month, month + 1)) %}{% endfor -%}
    select * from (
        values
        {%- for period_type, name, from_month, to_month in templates %}
        ('{{ period_type }}', '{{ name }}', {{ from_month }}, {{ to_month }})
        {{- ',' if not loop.last }}
        {%- endfor %}
    ) as templates (period_type, name, from_month, to_month)
{% endmacro %}

{#
    When something was stated: a date, or a month (then its last day, so that two statements are ordered alike
    whether the day is known or not).
#}
{% macro stated_on(text) -%}
    case
        when regexp_extract({{ text }}, '^[0-9]{4}-(0[1-9]|1[0-2])$', 0) <> ''
            then last_day(cast(regexp_extract({{ text }}, '^[0-9]{4}-(0[1-9]|1[0-2])$', 0) || '-01' as date))
        else try_cast(regexp_extract({{ text }}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 0) as date)
    end
{%- endmacro %}

{# The first day on which something can have been stated: that of a month, where the day is not known. #}
{% macro first_day_stated(text) -%}
    try_cast(regexp_extract({{ text }}, '^[0-9]{4}-(0[1-9]|1[0-2])', 0) || case when length({{ text }}) = 10 then substr({{ text }}, 8) else '-01' end as date)
{%- endmacro %}

{# A quarter, half, nine months or year as a label names it: 4Q24, FY2024. #}
{% macro named_period_pattern() -%} (?:[1-6]Q|[12]H|9M|FY)[0-9]{2}(?:[0-9]{2})? {%- endmacro %}

{# The period that a label names first or last, or as a month_end (25年3月末), as in the column period; empty where it names none. #}
{% macro period_in_label(label, which) -%}
    {%- if which == 'month_end' -%}
        {%- set part = "regexp_extract(" ~ label ~ ", '([0-9]{2})年([0-9]{1,2})月末', " -%}
        {%- set year, month = part ~ "1)", part ~ "2)" -%}
    case when {{ year }} = '' then '' else '20' || {{ year }} || '-' || lpad({{ month }}, 2, '0') end
    {%- else -%}
        {%- set named = "regexp_extract(" ~ label ~ ", '^" ~ ('.*' if which == 'last' else '.*?') ~ "(" ~ named_period_pattern() ~ ")', 1)" -%}
    case when {{ named }} = '' then '' else left({{ named }}, 2) || right({{ named }}, 2) end
    {%- endif -%}
{%- endmacro %}

{# Whether a label names what is compared with: FY24比, 対FY23. #}
{% macro label_names_a_base(label) -%}
    regexp_extract({{ label }}, '{{ named_period_pattern() }}年?度? ?[比差]|(?:対|[Vv][Ss][.]?) ?{{ named_period_pattern() }}', 0) <> ''
{%- endmacro %}

{# What a label compares with, where it says so: the year before or the quarter before, as in measures.csv; null where it says neither or both. #}
{% macro comparison_in_label(label) -%}
    {%- set names_year = "regexp_extract(" ~ label ~ ", '(?i)yoy|前年同期比', 0) <> ''" -%}
    {%- set names_quarter = "regexp_extract(" ~ label ~ ", '(?i)qoq|前四半期比', 0) <> ''" -%}
    case when {{ names_year }} and not {{ names_quarter }} then 'year_ago' when {{ names_quarter }} and not {{ names_year }} then 'previous' end
{%- endmacro %}

{# What a label is of: the label without the periods, the comparison and the word for a forecast that it ends in. #}
{% macro subject_of_label(label) -%}
    {%- set words = "YoY|QoQ|前年同期比|前四半期比|通期|上期|下期|見通し|実績|計画|予想" -%}
    {%- set ends = "(?:[ （(]*(?:" ~ named_period_pattern() ~ "|[0-9]{2,4}年(?:[0-9]{1,2}月)?|" ~ words ~ ")末?[）)]*)*" -%}
    regexp_extract({{ label }}, '^(.*?){{ ends }}$', 1)
{%- endmacro %}

{# When something was stated: at its as_of, else with the deck. #}
{% macro stated_or_published_on(as_of, published_on) -%}
    case when {{ as_of }} is null then {{ published_on }} else {{ stated_on(as_of) }} end
{%- endmacro %}
