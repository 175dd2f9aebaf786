{{ config(materialized='view') }}
-- How far each half, nine months and year has come: the longest part of it from its beginning of which the actual
-- amount is known, and the same of the year before.
-- One row per line item and target period.
with amounts as (
    select * from {{ ref('int_latest_amounts') }}
    where basis = 'actual'
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where period_kind = 'duration' and {{ adds_up_over_time('unit_family') }}
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'half', 'nine_months', 'year')
),

to_dates as (
    select
        targets.company,
        targets.period_no,
        to_dates.period_no as to_date_no,
        to_dates.period as to_date_period,
        to_dates.year_ago_period_no,
        to_dates.ends_on,
        -- a year of nine months is over with them, by whichever name they are known
        to_dates.ends_on = targets.ends_on as is_over,
        to_dates.period_no = targets.period_no as is_target
    from periods as targets
    inner join periods as to_dates
        on targets.company = to_dates.company and targets.starts_on = to_dates.starts_on and targets.ends_on >= to_dates.ends_on
    where targets.period_type <> 'quarter'
),

-- one row per line item and target: the part that ends last, the target itself first
final as (
    select
        amounts.company,
        amounts.line_item_id,
        to_dates.period_no,
        to_dates.to_date_period,
        to_dates.is_over,
        amounts.value as actual_to_date,
        case when {{ are_comparable('amounts', 'year_ago') }} then year_ago.value end as year_ago_to_date
    from amounts
    inner join line_items on amounts.line_item_id = line_items.line_item_id
    inner join to_dates on amounts.company = to_dates.company and amounts.period_no = to_dates.to_date_no
    left join amounts as year_ago on amounts.line_item_id = year_ago.line_item_id and to_dates.year_ago_period_no = year_ago.period_no
    qualify row_number() over (partition by amounts.line_item_id, to_dates.period_no order by to_dates.ends_on desc, to_dates.is_target desc) = 1
)

select * from final
