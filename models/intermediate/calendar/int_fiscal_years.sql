{{ config(materialized='view') }}
-- The dates of each fiscal year and of its quarters: by the company's profile, but for the years that are listed as exceptions.
with recursive companies as (
    select
        company,
        closing_day,
        -- a profile without a month fails a test; until then its years are calendar years
        coalesce(fiscal_year_start_month, 1) as start_month,
        {{ fiscal_year_name_offset('fiscal_year_named_by', 'fiscal_year_start_month', 'closing_day') }} as name_offset
    from {{ ref('stg_companies') }}
),

exceptions as (
    select * from {{ ref('stg_fiscal_years') }}
    where starts_on <= ends_on
),

figures as (
    select distinct
        company,
        period,
        case
            when period_type in ('month', 'instant') then cast(substr(period || '-01', 1, 10) as date)
        end as on_date
    from {{ ref('base_deck_figures') }}
    where period_type is not null
),

figure_years as (
    select
        figures.company,
        figures.period,
        case
            when figures.on_date is not null
                then
                    cast(floor(({{ fiscal_month_index('figures.on_date', 'companies.closing_day') }} - companies.start_month + 1) / 12) as integer)
                    + companies.name_offset
        end as year_of_date
    from figures
    inner join companies on figures.company = companies.company
),

-- from a year before the first that a deck names to the last; beside exceptions the profile can be wrong by one
ranges as (
    select
        figures.company,
        min(coalesce(figures.year_of_date, {{ period_first_year('figures.period') }}))
        - case when count(exceptions.company) > 0 then 2 else 1 end as first_year,
        max(coalesce(figures.year_of_date, {{ period_last_year('figures.period') }}))
        + case when count(exceptions.company) > 0 then 1 else 0 end as last_year
    from figure_years as figures
    left join exceptions on figures.company = exceptions.company
    group by figures.company
),

years as (
    select
        company,
        first_year as fiscal_year,
        last_year
    from ranges
    union all
    select
        company,
        fiscal_year + 1 as fiscal_year,
        last_year
    from years
    where fiscal_year < last_year
),

-- one row per fiscal year: after an exception, years start with the month in which it ended
by_profile as (
    select
        years.company,
        years.fiscal_year,
        companies.closing_day,
        case
            when earlier.ends_on is null then (years.fiscal_year - companies.name_offset) * 12 + companies.start_month - 1
            else
                {{ fiscal_month_index(plus_days('earlier.ends_on', 15), 'companies.closing_day') }}
                + (years.fiscal_year - earlier.fiscal_year - 1) * 12
        end as first_month
    from years
    inner join companies on years.company = companies.company
    left join exceptions as earlier on years.company = earlier.company and years.fiscal_year > earlier.fiscal_year
    qualify row_number() over (partition by years.company, years.fiscal_year order by earlier.fiscal_year desc nulls last) = 1
),

-- a year beside an exception meets it without a gap
dated as (
    select
        by_profile.company,
        by_profile.fiscal_year,
        by_profile.closing_day,
        coalesce(
            exceptions.starts_on,
            {{ plus_days('previous.ends_on', 1) }},
            {{ fiscal_month_starts_on('by_profile.first_month', 'by_profile.closing_day') }}
        ) as starts_on,
        exceptions.first_quarter_ends_on,
        exceptions.second_quarter_ends_on,
        exceptions.third_quarter_ends_on,
        coalesce(
            exceptions.ends_on,
            {{ plus_days('following.starts_on', -1) }},
            {{ plus_days(fiscal_month_starts_on('by_profile.first_month + 12', 'by_profile.closing_day'), -1) }}
        ) as ends_on
    from by_profile
    left join exceptions on by_profile.company = exceptions.company and by_profile.fiscal_year = exceptions.fiscal_year
    left join exceptions as previous on by_profile.company = previous.company and by_profile.fiscal_year - 1 = previous.fiscal_year
    left join exceptions as following on by_profile.company = following.company and by_profile.fiscal_year + 1 = following.fiscal_year
),

measured as (
    select
        *,
        {{ fiscal_month_index(plus_days('starts_on', 14), 'closing_day') }} as first_month,
        {{ fiscal_month_index(plus_days('ends_on', 15), 'closing_day') }} - {{ fiscal_month_index(plus_days('starts_on', 14), 'closing_day') }} as months,
        {{ fiscal_month_starts_on(fiscal_month_index('starts_on', 'closing_day'), 'closing_day') }} = starts_on
        and {{ fiscal_month_starts_on(fiscal_month_index(plus_days('ends_on', 1), 'closing_day'), 'closing_day') }}
        = {{ plus_days('ends_on', 1) }} as is_of_whole_months
    from dated
),

-- a year that is not of whole months is one of weeks: thirteen to a quarter, and the last quarter takes what is left
final as (
    select
        company,
        fiscal_year,
        closing_day,
        first_month,
        months,
        is_of_whole_months,
        starts_on,
        {% for quarter in ['first', 'second', 'third', 'fourth', 'fifth'] %}
        case
            {% if loop.index <= 3 %}
            when {{ quarter }}_quarter_ends_on is not null then {{ quarter }}_quarter_ends_on
            {% endif %}
            when is_of_whole_months then {{ plus_days(fiscal_month_starts_on('first_month + ' ~ 3 * loop.index, 'closing_day'), -1) }}
            else {{ plus_days('starts_on', 91 * loop.index - 1) }}
        end as {{ quarter }}_quarter_ends_on,
        {% endfor %}
        ends_on
    from measured
)

select * from final
