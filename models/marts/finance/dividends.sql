-- One row per fiscal year and basis; ratios that were forecast at another time than the dividend are not mixed with it.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where statement = 'dividends' and period_type = 'year' and is_stated
),

-- the statement that gives the dividend, else the newest
chosen as (
    select
        company,
        period_no,
        basis,
        stated_no
    from lines
    qualify row_number() over (
        partition by company, period_no, basis
        order by case when line_item = 'dividend_per_share' and value is not null then 1 else 2 end, expected_on desc, stated_no desc
    ) = 1
),

of_one_time as (
    select lines.*
    from lines
    inner join chosen
        on
            lines.company = chosen.company
            and lines.period_no = chosen.period_no
            and lines.basis = chosen.basis
            and lines.stated_no = chosen.stated_no
),

-- a statement has one row of each line item
final as (
    select
        company,
        period,
        period_type,
        fiscal_year,
        period_sort,
        starts_on,
        ends_on,
        basis,
        as_of,
        max_by(deck, deck_no) as deck,
        max(currency) as currency,
        max(case when line_item = 'interim_dividend_per_share' then value end) as interim_dividend,
        max(case when line_item = 'year_end_dividend_per_share' then value end) as year_end_dividend,
        max(case when line_item = 'dividend_per_share' then value end) as dividend,
        coalesce(max(case when line_item = 'dividend_per_share' then source end), 'not_stated') as dividend_source,
        max(case when line_item = 'dividend_per_share' then yoy_change end) as yoy_change,
        max(case when line_item = 'dividend_per_share' then yoy_pct end) as yoy_pct,
        coalesce(max(case when line_item = 'dividend_per_share' then yoy_source end), 'not_stated') as yoy_source,
        max(case when line_item = 'interim_dividend_per_share' then yoy_change end) as interim_yoy_change,
        cast(max(case when line_item = 'dividend_payout_ratio' then value end) as {{ rate_type() }}) as payout_ratio_pct,
        cast(max(case when line_item = 'dividend_payout_ratio_underlying' then value end) as {{ rate_type() }}) as payout_ratio_underlying_pct,
        cast(max(case when line_item = 'total_shareholder_return_ratio' then value end) as {{ rate_type() }}) as total_shareholder_return_pct
    from of_one_time
    group by company, period, period_type, fiscal_year, period_sort, starts_on, ends_on, basis, as_of
)

select * from final
