-- A company's profile, and the fiscal years that do not follow it, say what the calendar can be made from.
{% set quarter_ends = ['first_quarter_ends_on', 'second_quarter_ends_on', 'third_quarter_ends_on'] %}
{% set columns = [
    ('currency', "currency in (select currency from currencies)", 'a currency with a unit of money in seeds/reference/units.csv: JPY, USD'),
    ('accounting_standard', "accounting_standard in ('IFRS', 'JGAAP', 'US GAAP')", 'IFRS, JGAAP or US GAAP'),
    ('fiscal_year_named_by', "fiscal_year_named_by in ('start', 'end')", 'start or end'),
    ('fiscal_year_start_month', "regexp_extract(fiscal_year_start_month, '^([1-9]|1[0-2])$', 0) <> ''", '1 to 12'),
    ('closing_day', "coalesce(closing_day, '') = '' or regexp_extract(closing_day, '^([1-9]|1[0-9]|2[0-8])$', 0) <> ''",
        '1 to 28, or empty for the last day of the month'),
    ('dash', "dash in ('zero', 'nothing')", 'zero or nothing'),
] %}

with companies as (
    select * from {{ landed('companies') }}
),

currencies as (
    select distinct upper(substr(base_unit, 1, 3)) as currency
    from {{ ref('units') }}
    where unit_family = 'money'
),

profiles as (
    select * from {{ ref('stg_companies') }}
),

landed_years as (
    select * from {{ landed('fiscal_years') }}
),

exceptions as (
    select * from {{ ref('stg_fiscal_years') }}
),

years as (
    select
        *,
        coalesce(first_quarter_ends_on, starts_on) as first_end,
        coalesce(second_quarter_ends_on, first_quarter_ends_on, starts_on) as second_end,
        coalesce(third_quarter_ends_on, second_quarter_ends_on, first_quarter_ends_on, starts_on) as third_end,
        lag(fiscal_year) over (partition by company order by fiscal_year) as earlier_year,
        lag(ends_on) over (partition by company order by fiscal_year) as earlier_ends_on
    from exceptions
),

-- where the year should start: on the day after a listed one, else within days of where the years before it lead
expected as (
    select
        years.company,
        years.fiscal_year,
        years.starts_on,
        case when years.earlier_year = years.fiscal_year - 1 then 0 else 10 end as tolerance,
        case
            when years.earlier_year is null
                then
                    {{ fiscal_month_starts_on(
                        '((years.fiscal_year - '
                        ~ fiscal_year_name_offset('profiles.fiscal_year_named_by', 'profiles.fiscal_year_start_month', 'profiles.closing_day')
                        ~ ') * 12 + profiles.fiscal_year_start_month - 1)', 'profiles.closing_day'
                    ) }}
            else cast({{ dbt.dateadd('year', 'years.fiscal_year - years.earlier_year - 1', plus_days('years.earlier_ends_on', 1)) }} as date)
        end as expected_on
    from years
    inner join profiles on years.company = profiles.company
),

problems as (
    {% for column, condition, accepted in columns %}
    select
        'companies' as seed,
        company as row_key,
        '{{ column }}' as in_column,
        {{ column }} as found,
        '{{ accepted }}' as accepted,
        company
    from companies
    where not coalesce({{ condition }}, false)
    union all
    {% endfor %}
    select
        'companies' as seed,
        company as row_key,
        'company' as in_column,
        cast(count(*) as string) || ' rows' as found,
        'each company once; a change of the year end is a row of seeds/reference/fiscal_years.csv' as accepted,
        company
    from companies
    group by company
    having count(*) > 1
    union all
    select
        'fiscal_years' as seed,
        landed_years.company || ' ' || coalesce(landed_years.fiscal_year, '') as row_key,
        'company' as in_column,
        landed_years.company as found,
        'a company of seeds/reference/companies.csv' as accepted,
        landed_years.company
    from landed_years
    left join companies on landed_years.company = companies.company
    where companies.company is null
    union all
    select
        'fiscal_years' as seed,
        company || ' ' || coalesce(fiscal_year, '') as row_key,
        'fiscal_year' as in_column,
        fiscal_year || ', ' || cast(count(*) as string) || ' rows' as found,
        'the number in the name of the year, 2025 for FY25; each year of a company once' as accepted,
        company
    from landed_years
    group by company, fiscal_year
    having count(*) > 1 or coalesce(regexp_extract(fiscal_year, '^(19[7-9]|20[0-6])[0-9]$', 0), '') = ''
    {% for date in ['starts_on', 'ends_on'] + quarter_ends %}
    union all
    select
        'fiscal_years' as seed,
        company || ' ' || coalesce(fiscal_year, '') as row_key,
        '{{ date }}' as in_column,
        {{ date }} as found,
        'a date such as 2025-09-27{{ ", or empty" if date in quarter_ends }}' as accepted,
        company
    from landed_years
    where
        try_cast(regexp_extract(coalesce({{ date }}, ''), '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 0) as date) is null
        {% if date in quarter_ends %}and coalesce({{ date }}, '') <> ''{% endif %}
    {% endfor %}
    union all
    select
        'fiscal_years' as seed,
        company || ' ' || cast(fiscal_year as string) as row_key,
        'starts_on, quarter ends, ends_on' as in_column,
        concat_ws(', ', starts_on, first_quarter_ends_on, second_quarter_ends_on, third_quarter_ends_on, ends_on) as found,
        'dates in the order of the columns, each quarter with a day of its own, at most eighteen months in all' as accepted,
        company
    from years
    where
        first_quarter_ends_on <= starts_on
        or second_quarter_ends_on <= first_end
        or third_quarter_ends_on <= second_end
        or ends_on < third_end
        or ends_on <= starts_on
        or {{ dbt.datediff('starts_on', 'ends_on', 'day') }} > 550
    union all
    select
        'fiscal_years' as seed,
        company || ' ' || cast(fiscal_year as string) as row_key,
        'starts_on' as in_column,
        cast(starts_on as string) as found,
        case when tolerance > 0 then 'about ' else '' end || cast(expected_on as string)
        || ', where the year before it ends; else there is a gap, or the two overlap' as accepted,
        company
    from expected
    where abs({{ dbt.datediff('expected_on', 'starts_on', 'day') }}) > tolerance
),

final as (
    select
        {{ file_of_seed('seed', 'company') }} as file,
        row_key,
        in_column,
        found,
        accepted,
        company
    from problems
)

select * from final
