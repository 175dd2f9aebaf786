-- Every period with its neighbours: the year before, the period before, the half and the year that it is part of.
with periods as (
    select * from {{ ref('int_fiscal_calendar') }}
),

-- what is printed beside the fiscal calendar (a day within a month, a range of years) has no month index and so no neighbours
calendar as (
    select * from periods
    where first_month is not null
),

final as (
    select
        periods.company,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.starts_on,
        periods.ends_on,
        periods.months,
        year_ago.period as year_ago_period,
        previous.period as previous_period,
        -- of a range of years: its last year, and the year that growth over it starts from
        case when periods.period_type = 'years' then substr(periods.period, 6, 4) end as last_year_period,
        case
            when periods.period_type = 'years'
                then 'FY' || lpad(cast(cast(substr(periods.period, 3, 2) as integer) - 1 as string), 2, '0')
        end as base_year_period,
        half.period as half_period,
        fiscal_year.period as year_period
    from periods
    left join calendar as year_ago
        on
            periods.company = year_ago.company
            and periods.period_type = year_ago.period_type
            and periods.first_month - 12 = year_ago.first_month
    -- the instant before a balance date is the quarter end before it
    left join calendar as previous
        on
            periods.company = previous.company
            and periods.period_type = previous.period_type
            and periods.first_month - (case when periods.months = 0 then 3 else periods.months end) = previous.first_month
    left join calendar as half
        on
            periods.company = half.company
            and periods.period_type = 'quarter'
            and half.period_type = 'half'
            and periods.starts_on >= half.starts_on
            and periods.ends_on <= half.ends_on
    left join calendar as fiscal_year
        on
            periods.company = fiscal_year.company
            and periods.period_type in ('quarter', 'half')
            and fiscal_year.period_type = 'year'
            and periods.fiscal_year = fiscal_year.fiscal_year
)

select * from final
