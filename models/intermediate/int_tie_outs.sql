-- One row per check: what the deck prints, what it must be, and whether the two can be the same number.
with members as (
    select * from {{ ref('int_tie_out_members') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

combined as (
    select
        tie_out_id,
        kind,
        relation,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        max(case when role = 'subject' then text end) as printed,
        cast(max(case when role = 'subject' then lower_bound end) as {{ figure_type() }}) as printed_lower,
        cast(max(case when role = 'subject' then upper_bound end) as {{ figure_type() }}) as printed_upper,
        max(case when role = 'part' then 1 else 0 end) = 1 as has_parts,
        count(*) as members,
        count(source_id) as bound_members,
        sum({{ weighted_lower('weight', 'lower_bound', 'upper_bound') }}) as sum_lower,
        sum({{ weighted_upper('weight', 'lower_bound', 'upper_bound') }}) as sum_upper,
        max(case when role = 'numerator' then lower_bound end) as numerator_lower,
        max(case when role = 'numerator' then upper_bound end) as numerator_upper,
        max(case when role = 'denominator' then lower_bound end) as denominator_lower,
        max(case when role = 'denominator' then upper_bound end) as denominator_upper,
        max(case when role = 'print' then lower_bound end) as prints_lower,
        min(case when role = 'print' then upper_bound end) as prints_upper,
        count(case when role = 'print' and lower_bound = upper_bound then 1 end) > 0 as has_exact_print,
        {{ dbt.listagg(
            "case role when 'subject' then null when 'numerator' then '' when 'denominator' then '/ ' when 'print' then '= ' else case when weight < 0 then '- ' else '+ ' end end"
            ~ " || coalesce(text, '[' || member_line_item || ' ' || coalesce(member_period, 'period before the first') || ': not in this deck]')",
            "' '",
            "order by case when role = 'denominator' then 1 else 0 end, weight desc, member_period, member_line_item, source_id"
        ) }} as addends
    from members
    group by tie_out_id, kind, relation, deck, company, line_item, measure, period, basis, as_of
),

checked as (
    select
        combined.*,
        case
            when combined.bound_members < combined.members then 'none'
            when combined.prints_lower is not null then 'prints'
            when combined.has_parts then 'parts'
            when combined.numerator_lower is null then 'sum'
            when combined.denominator_lower > 0 and combined.relation = 'cagr' then 'compound'
            when combined.denominator_lower > 0 then 'quotient'
            else 'none'
        end as computation,
        case when combined.relation in ('quotient', 'multiple') then 0 else 100 end as percent_offset,
        -- a multiple of 1.4 is 140 per cent
        case when combined.relation = 'multiple' then 100 else 1 end as percent_scale,
        cast(periods.months / 12 as integer) as years
    from combined
    left join periods on combined.company = periods.company and combined.period = periods.period
),

final as (
    select
        tie_out_id,
        kind,
        relation,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        printed,
        printed_lower,
        printed_upper,
        cast(case computation
            when 'sum' then sum_lower
            when 'parts' then sum_lower
            when 'prints' then prints_lower
            when 'quotient' then {{ quotient_lower('numerator_lower', 'denominator_lower', 'denominator_upper', 'percent_offset') }} / percent_scale
            when 'compound' then 100 * (power(cast(numerator_lower as double) / denominator_upper, 1.0 / years) - 1)
        end as {{ figure_type() }}) as recomputed_lower,
        cast(case computation
            when 'sum' then sum_upper
            when 'parts' then sum_upper
            when 'prints' then prints_upper
            when 'quotient' then {{ quotient_upper('numerator_upper', 'denominator_lower', 'denominator_upper', 'percent_offset') }} / percent_scale
            when 'compound' then 100 * (power(cast(numerator_upper as double) / denominator_lower, 1.0 / years) - 1)
        end as {{ figure_type() }}) as recomputed_upper,
        addends,
        case
            when computation = 'none' then 'incomplete'
            when computation = 'prints' and {{ prints_agree('prints_lower', 'prints_upper', 'has_exact_print') }} then 'consistent'
            -- parts reach at most as far from zero as the whole
            when computation = 'parts' and case when printed_upper <= 0 then sum_upper >= printed_lower else sum_lower <= printed_upper end then 'consistent'
            when computation = 'sum' and {{ intervals_overlap('sum_lower', 'sum_upper', 'printed_lower', 'printed_upper') }} then 'consistent'
            when
                computation = 'quotient'
                and {{ quotient_overlaps(
                    'numerator_lower', 'numerator_upper', 'denominator_lower', 'denominator_upper',
                    exact_product('printed_lower', 'percent_scale'), exact_product('printed_upper', 'percent_scale'), 'percent_offset'
                ) }}
                then 'consistent'
            when
                computation = 'compound'
                and {{ compound_growth_overlaps(
                    'numerator_lower', 'numerator_upper', 'denominator_lower', 'denominator_upper', 'printed_lower', 'printed_upper', 'years'
                ) }}
                then 'consistent'
            else 'inconsistent'
        end as status
    from checked
)

select * from final
