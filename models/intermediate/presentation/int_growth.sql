-- How each amount compares with the year before, the period before and the last fiscal year end: recomputed, or as
-- printed where the base is missing or too coarse.
-- Amount, base and print are of one statement of things: what is not comparable is not compared. One row per line item,
-- period, basis and comparison.
with amounts as (
    select * from {{ ref('int_latest_amounts') }}
),

printed_growth as (
    select * from {{ ref('int_printed_growth') }}
),

shown_bases as (
    select * from {{ ref('int_shown_bases') }}
),

slots as (
    select
        line_item_id,
        period_no,
        basis,
        compared_with
    from shown_bases
    union
    select
        line_item_id,
        period_no,
        basis,
        compared_with
    from printed_growth
),

-- a print of another forecast, or of another basis than the amount, is not its growth
compared as (
    select
        slots.*,
        amounts.value,
        shown_bases.value as base_value,
        shown_bases.is_comparable,
        amounts.value - shown_bases.value as recomputed_change,
        amounts.lower_bound - shown_bases.upper_bound as recomputed_change_lower,
        amounts.upper_bound - shown_bases.lower_bound as recomputed_change_upper,
        {{ turn_of('amounts.value', 'shown_bases.value') }} as turn,
        case
            when shown_bases.value > 0 and amounts.value >= 0 then {{ percent_of('amounts.value', 'shown_bases.value', 100) }}
        end as recomputed_pct,
        case
            when shown_bases.lower_bound > 0
                then
                    {{ quotient_upper('amounts.upper_bound', 'shown_bases.lower_bound', 'shown_bases.upper_bound', 100) }}
                    - {{ quotient_lower('amounts.lower_bound', 'shown_bases.lower_bound', 'shown_bases.upper_bound', 100) }}
        end as width_of_pct,
        printed_growth.change as printed_change,
        printed_growth.change_lower,
        printed_growth.change_upper,
        printed_growth.pct as printed_pct,
        printed_growth.pct_lower,
        printed_growth.pct_upper
    from slots
    left join amounts
        on slots.line_item_id = amounts.line_item_id and slots.period_no = amounts.period_no and slots.basis = amounts.basis
    left join shown_bases
        on
            slots.line_item_id = shown_bases.line_item_id and slots.period_no = shown_bases.period_no
            and slots.basis = shown_bases.basis and slots.compared_with = shown_bases.compared_with
    left join printed_growth
        on
            slots.line_item_id = printed_growth.line_item_id and slots.period_no = printed_growth.period_no
            and slots.basis = printed_growth.basis and slots.compared_with = printed_growth.compared_with
            and (
                amounts.amount_id is null
                or (
                    amounts.stated_no = printed_growth.stated_no
                    and amounts.comparable_from <= printed_growth.deck_no
                    and amounts.comparable_before > printed_growth.deck_no
                )
            )
),

judged as (
    select
        *,
        recomputed_change is not null as has_base,
        case when printed_pct > -100 then cast(value as double) * printed_pct / (100 + printed_pct) end as change_by_print,
        -- a base rounded more coarsely than the growth that is printed gives a worse growth
        coalesce(recomputed_change between change_lower and change_upper, true)
        and coalesce(recomputed_pct between pct_lower and pct_upper, true) as is_as_printed,
        recomputed_pct is not null and coalesce(width_of_pct > {{ widest_rate() }}, true) as is_too_coarse
    from compared
),

final as (
    select
        line_item_id,
        period_no,
        basis,
        compared_with,
        -- where the print knows better, a change and a per cent that are not both printed follow from each other
        cast(case
            when has_base and is_as_printed then recomputed_change
            when printed_change is not null then printed_change
            -- what a printed rate makes of a coarse base counts as far as base and amount allow it
            when has_base and change_by_print between recomputed_change_lower and recomputed_change_upper then change_by_print
            else recomputed_change
        end as {{ figure_type() }}) as change,
        cast(case
            -- a base of zero or less has no per cent, nor has what turns its sign, whatever is printed
            when turn is not null then null
            when has_base and is_as_printed and not is_too_coarse then recomputed_pct
            when printed_pct is not null then printed_pct
            when value > printed_change and not is_as_printed then {{ percent_of('value', '(value - printed_change)', 100) }}
            when value > printed_change and not has_base then {{ percent_of('value', '(value - printed_change)', 100) }}
            when not is_too_coarse then recomputed_pct
        end as {{ rate_type() }}) as pct,
        turn,
        case
            when has_base and is_as_printed and (not is_too_coarse or turn is not null) then 'calculated'
            when printed_pct is not null or (printed_change is not null and (not has_base or not is_as_printed)) then 'printed'
            when is_too_coarse then 'too_coarse'
            when has_base then 'calculated'
            when not is_comparable then 'not_comparable'
            else 'not_stated'
        end as source
    from judged
)

select * from final
