with forecasts as (
    select * from {{ ref('int_forecasts') }}
),

actuals as (
    select * from {{ ref('int_growth') }}
    where basis = 'actual' and value is not null
),

progress as (
    select * from {{ ref('int_progress') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where
        statement in ('income_statement', 'segment_results', 'profit_and_loss_below_operating', 'capital_expenditure')
        and unit_family = 'money'
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- the last fiscal year that is over
last_years as (
    select
        company,
        line_item,
        max_by(period, fiscal_year) as period,
        max(fiscal_year) as fiscal_year,
        max_by(value, fiscal_year) as value
    from actuals
    where period_type = 'year'
    group by company, line_item
),

compared as (
    select
        forecasts.*,
        periods.period_type,
        periods.fiscal_year,
        periods.starts_on,
        periods.ends_on,
        progress.latest_quarter,
        progress.actual_to_date,
        progress.year_ago_to_date,
        year_ago.value as year_ago,
        revenue.value as revenue,
        forecasts.value - progress.actual_to_date as rest,
        year_ago.value - progress.year_ago_to_date as rest_year_ago,
        last_years.period as base_period,
        last_years.value as base_value,
        periods.fiscal_year - last_years.fiscal_year as years_ahead
    from forecasts
    inner join periods on forecasts.company = periods.company and forecasts.period = periods.period
    left join progress
        on forecasts.company = progress.company and forecasts.line_item = progress.line_item and forecasts.period = progress.period
    left join actuals as year_ago
        on forecasts.company = year_ago.company and forecasts.line_item = year_ago.line_item and periods.year_ago_period = year_ago.period
    left join forecasts as revenue on {{ stated_together('forecasts', 'revenue') }} and revenue.line_item = 'revenue'
    -- a plan's year, or a forecast's of more than one year ahead
    left join last_years
        on
            forecasts.company = last_years.company and forecasts.line_item = last_years.line_item and periods.period_type = 'year'
            and periods.fiscal_year - last_years.fiscal_year >= case forecasts.basis when 'plan' then 1 else 2 end
),

final as (
    select
        compared.company,
        compared.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.display_order,
        compared.period as target_period,
        compared.period_type as target_period_type,
        compared.fiscal_year,
        compared.starts_on,
        compared.ends_on,
        compared.basis,
        compared.as_of,
        compared.stated_on,
        compared.deck,
        cast(compared.value as {{ figure_type() }}) as amount_jpy_mn,
        compared.source as amount_source,
        case when compared.revenue > 0 then {{ percent_of('compared.value', 'compared.revenue') }} end as ratio_to_revenue_pct,
        compared.year_ago as year_ago_jpy_mn,
        cast(compared.value - compared.year_ago as {{ figure_type() }}) as yoy_change_jpy_mn,
        compared.yoy_pct,
        compared.latest_quarter as latest_actual_period,
        compared.actual_to_date as actual_to_date_jpy_mn,
        case when compared.value > 0 then {{ percent_of('compared.actual_to_date', 'compared.value') }} end as progress_pct,
        case when compared.year_ago > 0 then {{ percent_of('compared.year_ago_to_date', 'compared.year_ago') }} end as year_ago_progress_pct,
        cast(compared.rest as {{ figure_type() }}) as rest_jpy_mn,
        cast(compared.rest_year_ago as {{ figure_type() }}) as rest_year_ago_jpy_mn,
        case when compared.rest_year_ago > 0 then {{ percent_of('compared.rest', 'compared.rest_year_ago', 100) }} end as rest_yoy_pct,
        compared.base_period,
        compared.base_value as base_jpy_mn,
        case
            when compared.value > 0 and compared.base_value > 0
                then cast(
                    100 * (power(cast(compared.value as double) / compared.base_value, cast(1 as double) / compared.years_ahead) - 1)
                    as {{ rate_type() }}
                )
        end as required_cagr_pct
    from compared
    inner join line_items on compared.line_item = line_items.line_item
)

select * from final
