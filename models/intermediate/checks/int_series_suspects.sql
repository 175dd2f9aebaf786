{{ config(materialized='view') }}
-- Figures that are out of the habit of their own series, and would not be after a slip of the hand.
with unconfirmed as (
    select * from {{ ref('int_unconfirmed_amounts') }}
),

facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- what is known last of each amount
series as (
    select
        facts.line_item_id,
        facts.basis,
        facts.period_no,
        periods.period,
        periods.period_type,
        facts.value,
        abs(cast(facts.value as double)) as size,
        facts.print
    from facts
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    where facts.is_latest and facts.compared_with is null and facts.expressed_as = 'amount' and facts.value <> 0
),

-- a figure beside the other periods of its series
habits as (
    select
        unconfirmed.figure_id,
        count(*) as periods,
        count(distinct series.size) as sizes,
        min(series.size) as least,
        max(series.size) as most,
        min(series.value) > 0 or max(series.value) < 0 as has_one_sign,
        max(series.value) < 0 as is_negative,
        max_by(series.period || ' ' || series.print, series.period_no) as latest
    from unconfirmed
    inner join series
        on
            unconfirmed.line_item_id = series.line_item_id
            and unconfirmed.basis = series.basis
            and unconfirmed.period_type = series.period_type
            and unconfirmed.period_no <> series.period_no
    group by unconfirmed.figure_id
),

-- how many times ten it is from the middle of its series
compared as (
    select
        unconfirmed.*,
        habits.periods,
        habits.sizes,
        habits.least,
        habits.most,
        habits.has_one_sign,
        habits.is_negative,
        habits.latest,
        cast(round(log10(unconfirmed.size / sqrt(habits.least * habits.most))) as integer) as tens
    from unconfirmed
    inner join habits on unconfirmed.figure_id = habits.figure_id
),

out_of_scale as (
    select
        figure_id,
        'scale' as suspicion,
        case when tens > 0 then 'too large by ' else 'too small by ' end || '1' || repeat('0', abs(tens))
        || ' times, beside ' || latest as looks_like
    from compared
    where
        -- profits that turn to losses have no habit
        tens <> 0 and has_one_sign and is_negative = (value < 0)
        -- the same digits at another place of the point lie within the series
        and size / power(10, tens) between least / 1.5 and most * 1.5
        -- and it is further out than the series itself is wide; the fewer periods, the closer they have to be
        and (size > most * 4 * greatest(1, most / least) or size < least / 4 / greatest(1, most / least))
        and (periods >= 3 or abs(tens) >= 2 or (periods = 2 and most < least * 1.5))
        and significant_digits >= case when periods >= 3 then 1 else 2 end
),

of_other_sign as (
    select
        figure_id,
        'sign' as suspicion,
        'the opposite sign of every other period, beside ' || latest as looks_like
    from compared
    where
        periods >= 3 and has_one_sign and is_negative <> (value < 0)
        and size between least / 1.5 and most * 1.5
),

-- the number of the column beside it, in a series that does not repeat itself
of_next_column as (
    select
        compared.figure_id,
        'column' as suspicion,
        'the column beside it: ' || series.period || ' is ' || series.print || ' too' as looks_like
    from compared
    inner join series
        on
            compared.line_item_id = series.line_item_id
            and compared.basis = series.basis
            and compared.period_type = series.period_type
            and series.period_no in (compared.previous_period_no, compared.year_ago_period_no)
            and compared.value = series.value
    where compared.significant_digits >= 4 and compared.periods = compared.sizes
),

final as (
    select
        6 as rank,
        figure_id,
        suspicion,
        looks_like
    from out_of_scale
    union all
    select
        7 as rank,
        figure_id,
        suspicion,
        looks_like
    from of_other_sign
    union all
    select
        8 as rank,
        figure_id,
        suspicion,
        looks_like
    from of_next_column
)

select * from final
