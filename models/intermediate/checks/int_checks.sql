-- One row per check: what the deck prints, what it must be, and whether the two can be the same number.
with inputs as (
    select * from {{ ref('int_check_inputs') }}
),

facts as (
    select * from {{ ref('int_facts') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

named as (
    select
        inputs.*,
        subjects.company,
        input_line_items.line_item as input_line_item,
        input_periods.period as input_period,
        coalesce(
            inputs.text || case when inputs.input_deck_no <> inputs.deck_no then ' in ' || input_decks.deck else '' end,
            '[' || input_line_items.line_item || ' ' || coalesce(input_periods.period, 'period before the first') || ': not printed]'
        ) as named_text
    from inputs
    inner join line_items as subjects on inputs.line_item_id = subjects.line_item_id
    left join line_items as input_line_items on inputs.input_line_item_id = input_line_items.line_item_id
    left join periods as input_periods on subjects.company = input_periods.company and inputs.input_period_no = input_periods.period_no
    left join decks as input_decks on subjects.company = input_decks.company and inputs.input_deck_no = input_decks.deck_no
),

recomputed as (
    select
        kind,
        relation,
        fact_id,
        company,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        count(*) = count(source_id) as is_complete,
        bool_or(role = 'part') as has_parts,
        bool_or(role = 'print') as has_prints,
        bool_or(role = 'numerator') as has_quotient,
        -- the factors of a product are shown; what they make is a component
        sum(case when role not in ('factor', 'divisor') then {{ weighted_lower('weight', 'lower_bound', 'upper_bound') }} end) as sum_lower,
        sum(case when role not in ('factor', 'divisor') then {{ weighted_upper('weight', 'lower_bound', 'upper_bound') }} end) as sum_upper,
        bool_or(role not in ('factor', 'divisor') and {{ weighted_lower_is_open('weight', 'lower_is_open', 'upper_is_open') }}) as sum_lower_is_open,
        bool_or(role not in ('factor', 'divisor') and {{ weighted_upper_is_open('weight', 'lower_is_open', 'upper_is_open') }}) as sum_upper_is_open,
        {% for role in ['numerator', 'denominator'] %}
        -- a check has one numerator and one denominator
        max(case when role = '{{ role }}' then lower_bound end) as {{ role }}_lower,
        max(case when role = '{{ role }}' then upper_bound end) as {{ role }}_upper,
        bool_or(role = '{{ role }}' and lower_is_open) as {{ role }}_lower_is_open,
        bool_or(role = '{{ role }}' and upper_is_open) as {{ role }}_upper_is_open,
        {% endfor %}
        {{ dbt.listagg(
            "case when role = 'numerator' then '' when role = 'factor' then 'x ' when role in ('denominator', 'divisor') then '/ ' when role = 'print' then '= ' when weight < 0 then '- ' else '+ ' end"
            ~ ' || named_text',
            "' '",
            "order by case when role in ('denominator', 'divisor') then 1 when kind = 'reasonableness' and input_line_item_id is null then 2 else 0 end, weight desc, input_period, input_line_item, source_id, named_text"
        ) }} as addends
    from named
    group by kind, relation, fact_id, company, line_item_id, measure, period_no, stated_no, deck_no
),

-- one subject per check: the printed fact; the whole that shares add up to is printed nowhere, it is 100 %
compared as (
    select
        recomputed.*,
        facts.turn,
        facts.has_conflicting_prints,
        -- ranges that overlap are not the same range
        recomputed.kind <> 'cross_vintage' or coalesce(facts.agrees_with_previous, true) as is_same_range,
        coalesce(facts.all_prints, 'the whole, 100%') as printed,
        case recomputed.kind when 'share_footing' then 100 else facts.lower_bound end as printed_lower,
        case recomputed.kind when 'share_footing' then 100 else facts.upper_bound end as printed_upper,
        recomputed.kind <> 'share_footing' and facts.lower_is_open as printed_lower_is_open,
        recomputed.kind <> 'share_footing' and facts.upper_is_open as printed_upper_is_open,
        case
            when not recomputed.is_complete then 'none'
            when facts.turn = 'not_meaningful' or (facts.turn is not null and not recomputed.has_quotient) then 'none'
            when facts.turn is not null then 'turn'
            when recomputed.has_prints then 'prints'
            when recomputed.has_parts then 'parts'
            when not recomputed.has_quotient then 'sum'
            when recomputed.denominator_lower <= 0 then 'none'
            when recomputed.relation = 'cagr' then 'compound'
            else 'quotient'
        end as computation,
        case when recomputed.relation in ('quotient', 'multiple') then 0 else 100 end as percent_offset,
        -- a multiple of 1.4 is 140 per cent
        case recomputed.relation when 'multiple' then 100 else 1 end as percent_scale,
        cast(periods.months / 12 as integer) as years
    from recomputed
    left join facts on recomputed.fact_id = facts.fact_id
    inner join periods on recomputed.company = periods.company and recomputed.period_no = periods.period_no
),

judged as (
    select
        *,
        cast(case computation
            when 'sum' then greatest(sum_lower, -{{ unbounded() }})
            when 'parts' then greatest(sum_lower, -{{ unbounded() }})
            when 'prints' then printed_lower
            when 'quotient' then {{ quotient_lower('numerator_lower', 'denominator_lower', 'denominator_upper', 'percent_offset') }} / percent_scale
            when 'compound' then 100 * (power(cast(numerator_lower as double) / denominator_upper, cast(1 as double) / years) - 1)
        end as {{ figure_type() }}) as recomputed_lower,
        cast(case computation
            when 'sum' then least(sum_upper, {{ unbounded() }})
            when 'parts' then least(sum_upper, {{ unbounded() }})
            when 'prints' then printed_upper
            when 'quotient' then {{ quotient_upper('numerator_upper', 'denominator_lower', 'denominator_upper', 'percent_offset') }} / percent_scale
            when 'compound' then 100 * (power(cast(numerator_upper as double) / denominator_lower, cast(1 as double) / years) - 1)
        end as {{ figure_type() }}) as recomputed_upper,
        case computation
            when 'none' then case when is_complete then 'uncheckable' else 'incomplete' end
            else case when case computation
                when 'prints' then not has_conflicting_prints
                when 'turn' then {{ turn_is_possible('turn', 'numerator_lower', 'numerator_upper', 'denominator_lower', 'denominator_upper') }}
                -- parts reach at most as far from zero as the whole
                when 'parts'
                    then
                        (printed_upper <= 0 and {{ ends_in_order('printed_lower', 'printed_lower_is_open', 'sum_upper', 'sum_upper_is_open') }})
                        or (printed_upper > 0 and {{ ends_in_order('sum_lower', 'sum_lower_is_open', 'printed_upper', 'printed_upper_is_open') }})
                when 'sum' then {{ intervals_meet(
                    'sum_lower', 'sum_upper', 'sum_lower_is_open', 'sum_upper_is_open',
                    'printed_lower', 'printed_upper', 'printed_lower_is_open', 'printed_upper_is_open'
                ) }}
                when 'quotient' then {{ quotient_meets(
                    'numerator_lower', 'numerator_upper', 'numerator_lower_is_open', 'numerator_upper_is_open',
                    'denominator_lower', 'denominator_upper', 'denominator_lower_is_open', 'denominator_upper_is_open',
                    exact_product('printed_lower', 'percent_scale'), exact_product('printed_upper', 'percent_scale'),
                    'printed_lower_is_open', 'printed_upper_is_open', 'percent_offset'
                ) }}
                when 'compound' then {{ compound_growth_meets(
                    'numerator_lower', 'numerator_upper', 'numerator_lower_is_open', 'numerator_upper_is_open',
                    'denominator_lower', 'denominator_upper', 'denominator_lower_is_open', 'denominator_upper_is_open',
                    'printed_lower', 'printed_upper', 'printed_lower_is_open', 'printed_upper_is_open', 'years'
                ) }}
            end and is_same_range then 'consistent' else 'inconsistent' end
        end as status
    from compared
),

final as (
    select
        cast(row_number() over (order by judged.kind, judged.relation, judged.fact_id) as bigint) as check_no,
        judged.kind || ':' || judged.relation || ':' || {{ fact_id(
            'decks.deck', 'line_items.line_item', 'judged.measure', 'periods.period', 'times_of_statement.basis', 'times_of_statement.as_of'
        ) }} as tie_out_id,
        judged.kind,
        judged.relation,
        judged.fact_id,
        judged.company,
        decks.deck,
        judged.deck_no,
        judged.line_item_id,
        line_items.line_item,
        judged.measure,
        periods.period,
        times_of_statement.basis,
        times_of_statement.as_of,
        judged.printed,
        judged.printed_lower,
        judged.printed_upper,
        judged.recomputed_lower,
        judged.recomputed_upper,
        judged.addends,
        judged.status,
        coalesce(
            cast(judged.recomputed_upper - judged.recomputed_lower as double)
            > 0.05 * greatest(abs(cast(judged.printed_lower as double)), abs(cast(judged.printed_upper as double))),
            false
        ) as is_weak
    from judged
    inner join decks on judged.company = decks.company and judged.deck_no = decks.deck_no
    inner join line_items on judged.line_item_id = line_items.line_item_id
    inner join periods on judged.company = periods.company and judged.period_no = periods.period_no
    inner join times_of_statement on judged.company = times_of_statement.company and judged.stated_no = times_of_statement.stated_no
)

select * from final
