{#
    How a period is read: 1Q25, 1H25, FY25, a range FY24-FY26, from a year on FY27-, a month 2025-04, an instant 2025-06-30.
    Quarters, halves and years are fiscal; the company's fiscal year start gives their dates.
    A month index is year * 12 + month - 1, so that periods are shifted by adding months.
#}

{% macro period_type(period) -%}
    case
        when regexp_extract({{ period }}, '^[1-4]Q[0-9]{2}$', 0) <> '' then 'quarter'
        when regexp_extract({{ period }}, '^[12]H[0-9]{2}$', 0) <> '' then 'half'
        when regexp_extract({{ period }}, '^FY[0-9]{2}$', 0) <> '' then 'year'
        when regexp_extract({{ period }}, '^FY[0-9]{2}-FY[0-9]{2}$', 0) <> '' then 'years'
        when regexp_extract({{ period }}, '^FY[0-9]{2}-$', 0) <> '' then 'open'
        when regexp_extract({{ period }}, '^[0-9]{4}-(0[1-9]|1[0-2])$', 0) <> '' then 'month'
        when try_cast(regexp_extract({{ period }}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 0) as date) is not null then 'instant'
    end
{%- endmacro %}

{# The month index of a period's first month (of an instant: of its own month). #}
{% macro period_first_month(period, fiscal_year_start_month) -%}
    case {{ period_type(period) }}
        when 'quarter' then (2000 + cast(substr({{ period }}, 3, 2) as integer)) * 12 + {{ fiscal_year_start_month }} - 1
            + (cast(substr({{ period }}, 1, 1) as integer) - 1) * 3
        when 'half' then (2000 + cast(substr({{ period }}, 3, 2) as integer)) * 12 + {{ fiscal_year_start_month }} - 1
            + (cast(substr({{ period }}, 1, 1) as integer) - 1) * 6
        when 'year' then (2000 + cast(substr({{ period }}, 3, 2) as integer)) * 12 + {{ fiscal_year_start_month }} - 1
        when 'years' then (2000 + cast(substr({{ period }}, 3, 2) as integer)) * 12 + {{ fiscal_year_start_month }} - 1
        when 'open' then (2000 + cast(substr({{ period }}, 3, 2) as integer)) * 12 + {{ fiscal_year_start_month }} - 1
        when 'month' then cast(substr({{ period }}, 1, 4) as integer) * 12 + cast(substr({{ period }}, 6, 2) as integer) - 1
        when 'instant' then cast(substr({{ period }}, 1, 4) as integer) * 12 + cast(substr({{ period }}, 6, 2) as integer) - 1
    end
{%- endmacro %}

{# How many months a period lasts; 0 for an instant, null where it has no end. #}
{% macro period_months(period) -%}
    case {{ period_type(period) }}
        when 'quarter' then 3
        when 'half' then 6
        when 'year' then 12
        when 'years' then (cast(substr({{ period }}, 8, 2) as integer) - cast(substr({{ period }}, 3, 2) as integer) + 1) * 12
        when 'month' then 1
        when 'instant' then 0
    end
{%- endmacro %}

{% macro first_day_of_month(month_index) -%}
    cast(
        lpad(cast(cast(floor(({{ month_index }}) / 12) as integer) as string), 4, '0')
        || '-' || lpad(cast(({{ month_index }}) % 12 + 1 as string), 2, '0') || '-01' as date
    )
{%- endmacro %}

{% macro last_day_of_month(month_index) -%}
    last_day({{ first_day_of_month(month_index) }})
{%- endmacro %}

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

{# When something was stated: at its as_of, else with the deck. #}
{% macro stated_or_published_on(as_of, published_on) -%}
    case when {{ as_of }} is null then {{ published_on }} else {{ stated_on(as_of) }} end
{%- endmacro %}
