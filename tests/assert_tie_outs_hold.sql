-- Every check is consistent, or known_discrepancies says why it is not.
with tie_outs as (
    select * from {{ ref('tie_outs') }}
),

final as (
    select
        tie_out_id as tie_out,
        status,
        case status
            when 'inconsistent' then 'no number can be all of these: compare the printed texts with the deck; if the deck itself is wrong, list it'
            when 'incomplete' then 'part of the relation is not landed: land it, or say in known_discrepancies why it cannot be'
            else 'no deck gives occasion to check this relation: is its total or a component mistyped?'
        end as what_to_do,
        pages,
        printed,
        '[' || {{ format_number('printed_lower') }} || ', ' || {{ format_number('printed_upper') }} || ']' as printed_interval,
        addends as recomputed_from,
        '[' || {{ format_number('recomputed_lower') }} || ', ' || {{ format_number('recomputed_upper') }} || ']' as recomputed_interval
    from tie_outs
    where status <> 'consistent' and not is_explained
    order by case status when 'inconsistent' then 0 when 'incomplete' then 1 else 2 end, kind, relation, period
)

select * from final
