-- Each amount's ratio to the amount that ratios.csv divides it by, recomputed, or as printed where one of them is
-- missing or too coarse, and by how many points it changed from the year before.
-- One row per company, ratio rule, period and basis.
with amounts as (
    select * from {{ ref('int_amounts') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
    where comparison = 'quotient'
),

latest_facts as (
    select * from {{ ref('int_facts') }}
    where is_latest and value is not null
),

-- amounts of one forecast are divided by amounts of the same forecast, and of one basis
divided as (
    select
        ratio_rules.company,
        line_items.line_item,
        numerators.line_item_id,
        ratio_rules.line_item as ratio,
        ratio_rules.measure,
        ratio_rules.denominator,
        numerators.period_no,
        periods.period,
        numerators.basis,
        numerators.oldest_deck_no,
        numerators.newest_deck_no,
        numerators.comparable_from,
        numerators.comparable_before,
        periods.year_ago_period_no,
        coalesce({{ are_comparable('numerators', 'denominators') }}, true) as is_comparable,
        -- nothing is a meaningful part of what is zero or less, whatever is printed
        coalesce(denominators.value > 0, true) as is_meaningful,
        case
            when denominators.value > 0 and {{ are_comparable('numerators', 'denominators') }}
                then {{ percent_of('numerators.value', 'denominators.value') }}
        end as recomputed_pct,
        case when {{ are_comparable('numerators', 'denominators') }} then 100 * cast(numerators.value as double) / denominators.value end as exact_pct,
        case
            when denominators.lower_bound > 0
                then
                    {{ quotient_upper('numerators.upper_bound', 'denominators.lower_bound', 'denominators.upper_bound', 0) }}
                    - {{ quotient_lower('numerators.lower_bound', 'denominators.lower_bound', 'denominators.upper_bound', 0) }}
        end as width_of_pct,
        latest_facts.value as printed_pct,
        latest_facts.lower_bound as printed_lower,
        latest_facts.upper_bound as printed_upper
    from ratio_rules
    inner join amounts as numerators on ratio_rules.numerator_id = numerators.line_item_id
    inner join line_items on numerators.line_item_id = line_items.line_item_id
    inner join periods on line_items.company = periods.company and numerators.period_no = periods.period_no
    left join amounts as denominators
        on
            ratio_rules.denominator_id = denominators.line_item_id
            and numerators.period_no = denominators.period_no
            and numerators.stated_no = denominators.stated_no
            and denominators.value is not null
    left join latest_facts
        on
            ratio_rules.line_item_id = latest_facts.line_item_id
            and ratio_rules.measure = latest_facts.measure
            and numerators.period_no = latest_facts.period_no
            and numerators.stated_no = latest_facts.stated_no
            and (
                numerators.value is null
                or (numerators.comparable_from <= latest_facts.deck_no and numerators.comparable_before > latest_facts.deck_no)
            )
),

judged as (
    select
        *,
        recomputed_pct is not null and coalesce(recomputed_pct between printed_lower and printed_upper, true) as is_as_printed,
        coalesce(width_of_pct > {{ widest_rate() }}, true) as is_too_coarse
    from divided
),

shown as (
    select
        *,
        cast(case
            when not is_meaningful then null
            when is_as_printed and not is_too_coarse then recomputed_pct
            when printed_pct is not null then printed_pct
            when not is_too_coarse then recomputed_pct
        end as {{ rate_type() }}) as ratio_pct,
        case
            when not is_meaningful then 'not_meaningful'
            when is_as_printed and not is_too_coarse then 'calculated'
            when printed_pct is not null then 'printed'
            when not is_comparable then 'not_comparable'
            when recomputed_pct is not null then 'too_coarse'
            else 'not_stated'
        end as source
    from judged
),

-- what is expected is compared with what happened
final as (
    select
        shown.company,
        shown.line_item,
        shown.line_item_id,
        shown.ratio,
        shown.measure,
        shown.denominator,
        shown.period_no,
        shown.period,
        shown.basis,
        shown.ratio_pct,
        shown.source,
        {{ change_in_points('shown', 'year_ago') }} as yoy_pt
    from shown
    left join shown as year_ago
        on
            shown.line_item_id = year_ago.line_item_id
            and shown.ratio = year_ago.ratio
            and shown.measure = year_ago.measure
            and shown.denominator = year_ago.denominator
            and shown.year_ago_period_no = year_ago.period_no
            and year_ago.basis = 'actual'
            and {{ are_comparable('shown', 'year_ago') }}
)

select * from final
