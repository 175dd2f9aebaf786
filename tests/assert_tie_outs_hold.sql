-- Every check is consistent, or a row says why it is not. What cannot be checked, a rate through zero, needs no row.
with tie_outs as (
    select * from {{ ref('tie_outs') }}
),

known_discrepancies as (
    select * from {{ landed('known_discrepancies') }}
),

failing as (
    select
        tie_outs.*,
        known_discrepancies.tie_out_id is not null as is_listed
    from tie_outs
    left join known_discrepancies on tie_outs.tie_out_id = known_discrepancies.tie_out_id
    where tie_outs.status in ('inconsistent', 'incomplete', 'unbound') and not tie_outs.is_explained
),

final as (
    select
        tie_out_id as tie_out,
        status,
        case
            when is_listed
                then 'known_discrepancies.csv lists it with other texts: compare with the deck, and correct the row that was mistyped or the one that lists it'
            when kind = 'cross_vintage'
                then 'the deck states otherwise than the deck before: a slip of the transcription, or a restatement to confirm in restatements.csv'
            when status = 'inconsistent'
                then 'no number can be all of these: compare the printed texts with the deck; if the deck itself is wrong, list it in known_discrepancies.csv'
            when status = 'incomplete'
                then 'part of the relation is not landed: land it, or say in not_printed.csv that the company does not print it'
            when status = 'unbound'
                then 'nothing that the company prints checks this relation: is its total or a component mistyped? else say so in not_printed.csv'
        end as what_to_do,
        case
            when status in ('incomplete', 'unbound') then concat_ws(', ', 'kind ' || kind, 'relation ' || relation, 'line_item ' || line_item)
        end as as_not_printed,
        pages,
        printed,
        '[' || {{ format_number('printed_lower') }} || ', ' || {{ format_number('printed_upper') }} || ']' as printed_interval,
        addends,
        '[' || {{ format_number('recomputed_lower') }} || ', ' || {{ format_number('recomputed_upper') }} || ']' as recomputed_interval,
        company
    from failing
    order by case status when 'inconsistent' then 0 when 'incomplete' then 1 else 2 end, kind, relation, period
)

select * from final
