-- The periods of each company's fiscal years, and those that decks name beside them, numbered, with their dates.
with figures as (
    select distinct
        company,
        period,
        period_type
    from {{ ref('base_deck_figures') }}
    where period_type is not null
),

years as (
    select * from {{ ref('int_fiscal_years') }}
),

templates as (
    {{ period_templates() }}
),

-- gapless: every year has all its periods, whether a deck names them or not; a short year has those that it has room for
spine as (
    select
        templates.*,
        years.company,
        years.fiscal_year,
        years.closing_day,
        years.first_month,
        years.months as year_months,
        years.is_of_whole_months,
        years.starts_on as year_starts_on,
        years.first_quarter_ends_on,
        years.second_quarter_ends_on,
        years.third_quarter_ends_on,
        years.fourth_quarter_ends_on,
        years.fifth_quarter_ends_on,
        years.ends_on as year_ends_on,
        lpad(cast(years.fiscal_year % 100 as string), 2, '0') as short_year,
        templates.period_type = 'year' or templates.to_month >= years.months as ends_with_year
    from years
    inner join templates
        on
            years.months > templates.from_month
            and (years.months >= templates.to_month or templates.period_type in ('quarter', 'year'))
            and (years.months > 12 or templates.name <> '12M')
),

named as (
    select
        company,
        case
            when period_type = 'month'
                then substr(cast({{ first_day_of_month('first_month + from_month + case when closing_day is null then 0 else 1 end') }} as string), 1, 7)
            else name || short_year
        end as period,
        period_type,
        fiscal_year,
        -- its place in the year, by which the parts of a whole find each other: a year of nine months stands where nine months do,
        -- and twelve months of a longer year where a year does
        case
            when name = '12M' then 'FY'
            when period_type = 'cumulative' or (period_type = 'month' and not is_of_whole_months) then null
            when period_type = 'year' and year_months <= 3 then '1Q'
            when period_type = 'year' and year_months <= 6 then '1H'
            when period_type = 'year' and year_months <= 9 then '9M'
            when period_type = 'year' and year_months > 15 then 'FY6Q'
            when period_type = 'year' and year_months > 12 then 'FY5Q'
            when period_type in ('half', 'nine_months') and to_month = year_months and from_month = 0 then name || '_year'
            else name
        end as place,
        case
            when period_type = 'month' then {{ fiscal_month_starts_on('first_month + from_month', 'closing_day') }}
            when from_month = 0 then year_starts_on
            when from_month = 3 then {{ plus_days('first_quarter_ends_on', 1) }}
            when from_month = 6 then {{ plus_days('second_quarter_ends_on', 1) }}
            when from_month = 9 then {{ plus_days('third_quarter_ends_on', 1) }}
            when from_month = 12 then {{ plus_days('fourth_quarter_ends_on', 1) }}
            when from_month = 15 then {{ plus_days('fifth_quarter_ends_on', 1) }}
        end as starts_on,
        case
            when period_type in ('month', 'cumulative') then {{ plus_days(fiscal_month_starts_on('first_month + to_month', 'closing_day'), -1) }}
            when ends_with_year then year_ends_on
            when to_month = 3 then first_quarter_ends_on
            when to_month = 6 then second_quarter_ends_on
            when to_month = 9 then third_quarter_ends_on
            when to_month = 12 then fourth_quarter_ends_on
            when to_month = 15 then fifth_quarter_ends_on
        end as ends_on,
        case when ends_with_year then year_months else to_month end - from_month as months
    from spine
),

-- a span such as 7M25 is in the calendar of a company that names one of seven months
spans as (
    select * from named
    where
        period_type <> 'cumulative'
        or exists (
            select 1 from figures
            where
                figures.company = named.company
                and figures.period_type = 'cumulative'
                and regexp_extract(figures.period, '^[0-9]+M', 0) = regexp_extract(named.period, '^[0-9]+M', 0)
        )
),

instants as (
    select
        company,
        ends_on
    from spans
    where period_type in ('month', 'quarter')
    union
    select
        company,
        cast(period as date) as ends_on
    from figures
    where period_type = 'instant'
),

dated_instants as (
    select
        instants.company,
        cast(instants.ends_on as string) as period,
        'instant' as period_type,
        years.fiscal_year,
        cast(null as string) as place,
        instants.ends_on as starts_on,
        instants.ends_on,
        0 as months
    from instants
    inner join years on instants.company = years.company and instants.ends_on >= years.starts_on and instants.ends_on <= years.ends_on
),

ranges as (
    select
        figures.company,
        figures.period,
        figures.period_type,
        first_year.fiscal_year,
        cast(null as string) as place,
        first_year.starts_on,
        case when figures.period_type = 'years' then last_year.ends_on end as ends_on,
        case when figures.period_type = 'years' then (last_year.fiscal_year - first_year.fiscal_year + 1) * 12 end as months
    from figures
    inner join years as first_year on figures.company = first_year.company and {{ period_first_year('figures.period') }} = first_year.fiscal_year
    inner join years as last_year on figures.company = last_year.company and {{ period_last_year('figures.period') }} = last_year.fiscal_year
    where figures.period_type in ('years', 'open')
),

periods as (
    select * from spans
    union all
    select * from dated_instants
    union all
    select * from ranges
),

sorted as (
    select
        *,
        -- by the day on which they end, the shorter first; what has no end comes last
        case when ends_on is null then 99991231 else year(ends_on) * 10000 + month(ends_on) * 100 + day(ends_on) end
        * cast(1000 as bigint) + coalesce(months, 999) as period_sort
    from periods
),

final as (
    select
        *,
        cast(row_number() over (partition by company order by period_sort, period_type, period) as integer) as period_no
    from sorted
)

select * from final
