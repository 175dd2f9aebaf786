with growth as (
    select * from {{ ref('int_growth') }}
    where period_type = 'year'
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where statement = 'dividends'
),

stated as (
    select growth.*
    from growth
    inner join line_items on growth.line_item = line_items.line_item
),

-- ratios that were forecast at another time than the dividend are not mixed with it
of_one_time as (
    select stated.*
    from stated
    left join stated as dividends
        on
            stated.company = dividends.company and stated.period = dividends.period and stated.basis = dividends.basis
            and dividends.line_item = 'dividend_per_share'
    where stated.basis = 'actual' or dividends.company is null or stated.as_of is not distinct from dividends.as_of
),

final as (
    select
        company,
        period,
        fiscal_year,
        starts_on,
        ends_on,
        basis,
        max(as_of) as as_of,
        max(deck) as deck,
        max(case when line_item = 'interim_dividend_per_share' then value end) as interim_dividend_jpy,
        max(case when line_item = 'year_end_dividend_per_share' then value end) as year_end_dividend_jpy,
        max(case when line_item = 'dividend_per_share' then value end) as dividend_jpy,
        max(case when line_item = 'dividend_per_share' then yoy_change end) as yoy_change_jpy,
        max(case when line_item = 'dividend_per_share' then yoy_pct end) as yoy_pct,
        max(case when line_item = 'dividend_per_share' then yoy_source end) as yoy_source,
        max(case when line_item = 'interim_dividend_per_share' then yoy_change end) as interim_yoy_change_jpy,
        cast(max(case when line_item = 'dividend_payout_ratio' then value end) as {{ rate_type() }}) as payout_ratio_pct,
        cast(max(case when line_item = 'dividend_payout_ratio_underlying' then value end) as {{ rate_type() }}) as payout_ratio_underlying_pct,
        cast(max(case when line_item = 'total_shareholder_return_ratio' then value end) as {{ rate_type() }}) as total_shareholder_return_pct
    from of_one_time
    group by company, period, fiscal_year, starts_on, ends_on, basis
)

select * from final
