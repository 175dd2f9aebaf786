{{ config(materialized='view') }}
-- Which periods make up the twelve months that end with a quarter, half, nine months or year: the year itself, four
-- quarters, or the last fiscal year with the year to date in place of that of the year before. One row per period, way
-- and part.
with periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'half', 'nine_months', 'year')
),

-- a period that ends with its fiscal year has that year behind it
years as (
    select
        periods.company,
        periods.period_no,
        years.period_no as year_no
    from periods
    inner join periods as years
        on periods.company = years.company and years.period_type = 'year' and years.months = 12 and periods.ends_on = years.ends_on
),

quarters as (
    select
        periods.company,
        periods.period_no,
        quarters.period_no as first_no,
        quarters.previous_period_no as second_no,
        second.previous_period_no as third_no,
        third.previous_period_no as fourth_no
    from periods
    inner join periods as quarters
        on periods.company = quarters.company and quarters.period_type = 'quarter' and periods.ends_on = quarters.ends_on
    inner join periods as second on quarters.company = second.company and quarters.previous_period_no = second.period_no
    inner join periods as third on second.company = third.company and second.previous_period_no = third.period_no
    where periods.period_type <> 'year'
),

to_date as (
    select
        periods.company,
        periods.period_no,
        periods.year_to_date_period_no,
        to_dates.year_ago_period_no,
        last_years.period_no as last_year_no
    from periods
    inner join periods as to_dates on periods.company = to_dates.company and periods.year_to_date_period_no = to_dates.period_no
    inner join periods as last_years
        on
            periods.company = last_years.company and last_years.period_type = 'year' and periods.fiscal_year - 1 = last_years.fiscal_year
            and last_years.months = 12
    where periods.period_type <> 'year' and to_dates.period_type <> 'year'
),

final as (
    select
        company,
        period_no,
        'year' as way,
        year_no as part_period_no,
        1 as weight,
        1 as parts
    from years
    {% for part in ['first_no', 'second_no', 'third_no', 'fourth_no'] %}
    union all
    select
        company,
        period_no,
        'quarters' as way,
        {{ part }} as part_period_no,
        1 as weight,
        4 as parts
    from quarters
    {% endfor %}
    {% for part, weight in [('last_year_no', 1), ('year_to_date_period_no', 1), ('year_ago_period_no', -1)] %}
    union all
    select
        company,
        period_no,
        'year_to_date' as way,
        {{ part }} as part_period_no,
        {{ weight }} as weight,
        3 as parts
    from to_date
    {% endfor %}
)

select * from final
