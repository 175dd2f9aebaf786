-- Every period with its neighbours: the year before, the period before, the half and the year that it is part of.
-- A neighbour: its name, and where it is found among the periods of the company.
{% set same_kind = 'neighbours.period_type = periods.period_type and neighbours.months = periods.months' %}
{% set fiscal_year = "neighbours.period_type = 'year' and neighbours.fiscal_year = " %}
{% set within = 'neighbours.starts_on <= periods.starts_on and neighbours.ends_on >= periods.ends_on' %}
{% set neighbours = [
    ('previous', same_kind ~ ' and neighbours.ends_on = periods.previous_ends_on'),
    ('fiscal_year_end', "neighbours.period_type = 'instant' and neighbours.ends_on = periods.fiscal_year_end_on"),
    ('half', "periods.period_type = 'quarter' and neighbours.period_type = 'half' and " ~ within),
    ('year', "periods.period_type in ('quarter', 'half', 'nine_months', 'cumulative') and " ~ fiscal_year ~ "periods.fiscal_year"),
    ('last_year', "periods.period_type = 'years' and " ~ fiscal_year ~ "periods.last_fiscal_year"),
    ('base_year', "periods.period_type = 'years' and " ~ fiscal_year ~ "periods.fiscal_year - 1"),
    ('opening', "periods.period_type <> 'instant' and neighbours.period_type = 'instant' and neighbours.ends_on = periods.opens_on"),
    ('closing', "periods.period_type <> 'instant' and neighbours.period_type = 'instant' and neighbours.ends_on = periods.ends_on"),
] %}

with calendar as (
    select * from {{ ref('int_fiscal_calendar') }}
),

quarters as (
    select
        company,
        ends_on,
        period as quarter,
        cast(substr(period, 1, 1) as integer) as fiscal_quarter
    from calendar
    where period_type = 'quarter'
),

year_ends as (
    select
        company,
        ends_on
    from calendar
    where period_type = 'year'
),

placed as (
    select
        calendar.*,
        quarters.quarter,
        quarters.fiscal_quarter,
        year_ends.ends_on is not null as is_year_end,
        {{ period_last_year('calendar.period') }} as last_fiscal_year
    from calendar
    left join quarters
        on calendar.company = quarters.company and calendar.ends_on = quarters.ends_on and calendar.period_type in ('quarter', 'instant')
    left join year_ends
        on calendar.company = year_ends.company and calendar.ends_on = year_ends.ends_on and calendar.period_type = 'instant'
),

-- of an instant, the quarter end before it and the end of the fiscal year before it; of a span, the day before it starts
periods as (
    select
        *,
        case
            when period_type = 'instant' then max(case when quarter is not null then ends_on end) over instants_before
            when period_type not in ('years', 'open') then {{ plus_days('starts_on', -1) }}
        end as previous_ends_on,
        {{ plus_days('starts_on', -1) }} as opens_on,
        case when period_type = 'instant' then max(case when is_year_end then ends_on end) over instants_before end as fiscal_year_end_on,
        case when period_type not in ('years', 'open') then cast({{ dbt.dateadd('year', -1, 'ends_on') }} as date) end as year_ago_on
    from placed
    window instants_before as (partition by company, period_type order by ends_on rows between unbounded preceding and 1 preceding)
),

-- what is as long and ends a year before, give or take what weeks can shift; the end of a quarter goes with the end of a quarter,
-- a year of nine months with nine months where no year is so short, and twelve months of a longer year with a year
a_year_before as (
    select
        periods.company,
        periods.period_no,
        neighbours.period_no as year_ago_period_no,
        neighbours.period as year_ago_period,
        case
            when periods.period_type <> neighbours.period_type then 2
            when (periods.quarter is null) <> (neighbours.quarter is null) then 1
            else 0
        end as differs_in_kind,
        abs({{ dbt.datediff('periods.year_ago_on', 'neighbours.ends_on', 'day') }}) as days_apart
    from periods
    inner join periods as neighbours
        on
            periods.company = neighbours.company
            and periods.months = neighbours.months
            and (
                periods.period_type = neighbours.period_type
                or (periods.period_type = 'year' and neighbours.period_type in ('quarter', 'half', 'nine_months', 'cumulative'))
                or (periods.period_type = 'cumulative' and neighbours.period_type = 'year')
            )
),

year_ago as (
    select * from a_year_before
    where days_apart <= 20
    qualify row_number() over (partition by company, period_no order by differs_in_kind, days_apart, year_ago_period_no) = 1
),

-- a year of nine months is the span from its start that ends with them
year_to_date as (
    select
        periods.company,
        periods.period_no,
        neighbours.period_no as year_to_date_period_no,
        neighbours.period as year_to_date_period
    from periods
    inner join periods as neighbours
        on
            periods.company = neighbours.company
            and periods.fiscal_year = neighbours.fiscal_year
            and periods.ends_on = neighbours.ends_on
            and neighbours.place in ('1Q', '1H', '9M', 'FY', 'FY5Q', 'FY6Q')
    where periods.period_type in ('quarter', 'half', 'nine_months', 'year')
),

final as (
    select
        periods.company,
        periods.period_no,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.quarter,
        periods.place,
        periods.starts_on,
        periods.ends_on,
        periods.months,
        periods.period_sort,
        year_ago.year_ago_period_no,
        year_ago.year_ago_period,
        {% for name, condition in neighbours %}
        {{ name }}.period_no as {{ name }}_period_no,
        {{ name }}.period as {{ name }}_period,
        {% endfor %}
        year_to_date.year_to_date_period_no,
        year_to_date.year_to_date_period
    from periods
    left join year_ago on periods.company = year_ago.company and periods.period_no = year_ago.period_no
    left join year_to_date on periods.company = year_to_date.company and periods.period_no = year_to_date.period_no
    {% for name, condition in neighbours %}
    left join periods as {{ name }}
        on periods.company = {{ name }}.company and {{ condition | replace('neighbours.', name ~ '.') }}
    {% endfor %}
)

select * from final
