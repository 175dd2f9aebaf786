{% set templates = [] %}
{% for n in range(4) %}{% do templates.append(('quarter', n + 1, n * 3, 3)) %}{% endfor %}
{% for n in range(2) %}{% do templates.append(('half', n + 1, n * 6, 6)) %}{% endfor %}
{% do templates.append(('year', 1, 0, 12)) %}
{% for n in range(12) %}{% do templates.append(('month', n + 1, n, 1)) %}{% endfor %}
{% for n in range(12) %}{% do templates.append(('instant', n + 1, n, 0)) %}{% endfor %}

with recursive figures as (
    select * from {{ ref('stg_deck_figures') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

fiscal_year_range as (
    select
        figures.company,
        min(companies.fiscal_year_start_month) as fiscal_year_start_month,
        cast(floor((min(figures.first_month) - min(companies.fiscal_year_start_month) + 1) / 12) as integer) - 1 as first_fiscal_year,
        cast(floor((max(figures.first_month + coalesce(figures.months, 12)) - min(companies.fiscal_year_start_month)) / 12) as integer) as last_fiscal_year
    from figures
    inner join companies on figures.company = companies.company
    group by figures.company
),

fiscal_years as (
    select
        company,
        fiscal_year_start_month,
        first_fiscal_year as fiscal_year,
        last_fiscal_year
    from fiscal_year_range
    union all
    select
        company,
        fiscal_year_start_month,
        fiscal_year + 1 as fiscal_year,
        last_fiscal_year
    from fiscal_years
    where fiscal_year < last_fiscal_year
),

templates as (
    {% for period_type, ordinal, offset_months, months in templates %}
    select
        '{{ period_type }}' as period_type,
        {{ ordinal }} as ordinal,
        {{ offset_months }} as offset_months,
        {{ months }} as months
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- gapless: every fiscal year has all its periods, whether a deck prints them or not
spine as (
    select
        fiscal_years.company,
        templates.period_type,
        fiscal_years.fiscal_year,
        templates.ordinal,
        templates.months,
        fiscal_years.fiscal_year * 12 + fiscal_years.fiscal_year_start_month - 1 + templates.offset_months as first_month,
        lpad(cast(fiscal_years.fiscal_year % 100 as string), 2, '0') as short_year
    from fiscal_years
    cross join templates
),

named as (
    select
        company,
        case period_type
            when 'quarter' then cast(ordinal as string) || 'Q' || short_year
            when 'half' then cast(ordinal as string) || 'H' || short_year
            when 'year' then 'FY' || short_year
            when 'month' then substr(cast({{ first_day_of_month('first_month') }} as string), 1, 7)
            when 'instant' then cast({{ last_day_of_month('first_month') }} as string)
        end as period,
        period_type,
        fiscal_year,
        case when period_type = 'quarter' then ordinal end as fiscal_quarter,
        case when period_type = 'instant' then {{ last_day_of_month('first_month') }} else {{ first_day_of_month('first_month') }} end as starts_on,
        {{ last_day_of_month('case when months = 0 then first_month else first_month + months - 1 end') }} as ends_on,
        months,
        first_month
    from spine
),

-- what a deck prints beside the fiscal calendar: a day within a month, a range of years
others as (
    select distinct
        figures.company,
        figures.period,
        figures.period_type,
        cast(floor((figures.first_month - companies.fiscal_year_start_month + 1) / 12) as integer) as fiscal_year,
        cast(null as integer) as fiscal_quarter,
        figures.starts_on,
        figures.ends_on,
        figures.months,
        cast(null as integer) as first_month
    from figures
    inner join companies on figures.company = companies.company
    left join named on figures.company = named.company and figures.period = named.period
    where figures.period_type is not null and named.period is null
),

final as (
    select * from named
    union all
    select * from others
)

select * from final
