{% set statements = ['income_statement', 'segment_results', 'profit_and_loss_below_operating', 'capital_expenditure'] %}
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where unit_family = 'money' and period_kind = 'duration' and value is not null and is_stated
),

forecasts as (
    select * from lines
    where basis in ('forecast', 'plan') and statement in ({{ "'" ~ statements | join("', '") ~ "'" }})
),

actuals as (
    select * from lines
    where basis = 'actual'
),

progress as (
    select * from {{ ref('int_progress') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- the last fiscal year that is over
last_years as (
    select * from actuals
    where period_type = 'year'
    qualify row_number() over (partition by line_item_id order by fiscal_year desc) = 1
),

-- one row per forecast: a line item has one progress, one year before, one last year
compared as (
    select
        forecasts.*,
        decks.published,
        decks.published_on,
        progress.to_date_period,
        progress.actual_to_date,
        progress.year_ago_to_date,
        year_ago.value as year_ago,
        case when not progress.is_over then forecasts.value - progress.actual_to_date end as rest,
        case when not progress.is_over then year_ago.value - progress.year_ago_to_date end as rest_year_ago,
        last_years.period as base_period,
        last_years.value as base_value,
        forecasts.fiscal_year - last_years.fiscal_year as years_ahead
    from forecasts
    inner join periods on forecasts.company = periods.company and forecasts.period_no = periods.period_no
    inner join decks on forecasts.company = decks.company and forecasts.deck_no = decks.deck_no
    left join progress on forecasts.line_item_id = progress.line_item_id and forecasts.period_no = progress.period_no
    left join actuals as year_ago
        on
            forecasts.line_item_id = year_ago.line_item_id
            and periods.year_ago_period_no = year_ago.period_no
            and {{ are_comparable('forecasts', 'year_ago') }}
    -- a plan's year, or a forecast's of more than one year ahead
    left join last_years
        on
            forecasts.line_item_id = last_years.line_item_id
            and forecasts.period_type = 'year'
            and forecasts.fiscal_year - last_years.fiscal_year >= case forecasts.basis when 'plan' then 1 else 2 end
),

-- what the rounding of a forecast leaves open, in points: of the progress to it, of the growth of the rest, of the growth that it
-- needs; a forecast without an upper end is taken as stated
measured as (
    select
        *,
        100 * cast(actual_to_date as double) * (1 / lower_bound - 1 / stated_upper_bound) as width_of_progress,
        100 * cast(stated_upper_bound - lower_bound as double) / rest_year_ago as width_of_rest,
        100 * (
            power(stated_upper_bound / base_value, cast(1 as double) / years_ahead) - power(lower_bound / base_value, cast(1 as double) / years_ahead)
        ) as width_of_cagr
    from (
        select
            *,
            case when upper_bound < {{ figure_limit() }} then cast(upper_bound as double) else value end as stated_upper_bound
        from compared
    ) as bounded
),

final as (
    select
        company,
        line_item,
        name_ja,
        name_en,
        statement,
        segment,
        segment_name_ja,
        segment_name_en,
        concept,
        display_order,
        period as target_period,
        period_type as target_period_type,
        fiscal_year,
        period_sort,
        starts_on,
        ends_on,
        basis,
        as_of,
        coalesce(as_of, published) as stated,
        coalesce(expected_on, published_on) as stated_on,
        deck,
        currency,
        value as amount_mn,
        source as amount_source,
        case when revenue > 0 then {{ percent_of('value', 'revenue') }} end as ratio_to_revenue_pct,
        year_ago as year_ago_mn,
        cast(value - year_ago as {{ figure_type() }}) as yoy_change_mn,
        yoy_pct,
        yoy_source,
        yoy_turn,
        to_date_period as latest_actual_period,
        actual_to_date as actual_to_date_mn,
        case
            when value > 0 and coalesce(width_of_progress <= {{ widest_rate() }}, true) then {{ percent_of('actual_to_date', 'value') }}
        end as progress_pct,
        case
            when actual_to_date is null or value is null then 'not_stated'
            when value <= 0 then 'not_meaningful'
            when width_of_progress > {{ widest_rate() }} then 'too_coarse'
            else 'calculated'
        end as progress_source,
        case when year_ago > 0 then {{ percent_of('year_ago_to_date', 'year_ago') }} end as year_ago_progress_pct,
        cast(rest as {{ figure_type() }}) as rest_mn,
        cast(rest_year_ago as {{ figure_type() }}) as rest_year_ago_mn,
        case
            when rest_year_ago > 0 and rest >= 0 and coalesce(width_of_rest <= {{ widest_rate() }}, true)
                then {{ percent_of('rest', 'rest_year_ago', 100) }}
        end as rest_yoy_pct,
        base_period,
        base_value as base_mn,
        case
            when value > 0 and base_value > 0 and coalesce(width_of_cagr <= {{ widest_rate() }}, true)
                then cast(100 * (power(cast(value as double) / base_value, cast(1 as double) / years_ahead) - 1) as {{ rate_type() }})
        end as required_cagr_pct
    from measured
)

select * from final
