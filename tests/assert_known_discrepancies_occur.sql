-- An explanation of something that no longer happens would hide the next thing that does.
with known_discrepancies as (
    select * from {{ landed('known_discrepancies') }}
),

not_printed as (
    select * from {{ ref('stg_not_printed') }}
),

restatements as (
    select * from {{ landed('restatements') }}
    where reason in ('error_correction', 'real_change')
),

tie_outs as (
    select * from {{ ref('tie_outs') }}
),

facts as (
    select * from {{ ref('facts') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- what a check lacks, or that there is none
unchecked as (
    select
        tie_outs.*,
        coalesce(decks.deck_no, {{ most_decks() }}) as deck_no
    from tie_outs
    left join decks on tie_outs.deck = decks.deck
    where tie_outs.status in ('incomplete', 'unbound', 'lost')
),

problems as (
    select
        'known_discrepancies' as seed,
        known_discrepancies.tie_out_id as explained,
        coalesce('the check is ' || tie_outs.status, 'there is no such check') as problem,
        'take the row out, or correct it' as what_to_do,
        {{ owner_of_row(['tie_out_id'], 'known_discrepancies') }}
    from known_discrepancies
    left join tie_outs on known_discrepancies.tie_out_id = tie_outs.tie_out_id
    left join figures on known_discrepancies.tie_out_id = 'all_relations:' || figures.figure_id
    -- whether a figure that is set aside contradicts the others is asked of all relations together: scripts/audit.py relations
    where tie_outs.status is distinct from 'inconsistent' and figures.figure_id is null
    union all
    select
        'known_discrepancies' as seed,
        known_discrepancies.tie_out_id as explained,
        'the row explains ' || coalesce(known_discrepancies.printed, 'nothing') || ' against ' || coalesce(known_discrepancies.addends, 'nothing')
        || ', and landed are ' || tie_outs.printed || ' against ' || tie_outs.addends as problem,
        'compare with the page: correct the landed row, or, where the page does print it, printed and addends of this one' as what_to_do,
        {{ owner_of_row(['tie_out_id'], 'known_discrepancies') }}
    from known_discrepancies
    inner join tie_outs on known_discrepancies.tie_out_id = tie_outs.tie_out_id and tie_outs.status = 'inconsistent'
    where
        known_discrepancies.printed is distinct from tie_outs.printed
        or known_discrepancies.addends is distinct from tie_outs.addends
    union all
    select
        'not_printed' as seed,
        concat_ws(
            ' ', not_printed.company, not_printed.from_deck, not_printed.kind, not_printed.relation, not_printed.line_item, not_printed.missing
        ) as explained,
        'no check lacks it' as problem,
        'take the row out, or correct it' as what_to_do,
        {{ owner_of_row(['company'], 'not_printed') }}
    from not_printed
    left join unchecked
        on
            not_printed.company = unchecked.company
            and not_printed.from_deck_no <= unchecked.deck_no
            and not_printed.kind = unchecked.kind
            and not_printed.relation = unchecked.relation
            and coalesce(not_printed.line_item, unchecked.line_item) = unchecked.line_item
    where unchecked.tie_out_id is null
    union all
    select
        'restatements' as seed,
        concat_ws(' ', restatements.deck, restatements.line_item, restatements.measure, restatements.period) as explained,
        'the deck restates no such figure' as problem,
        'take the row out, or correct it' as what_to_do,
        {{ owner_of_row(['deck'], 'restatements') }}
    from restatements
    left join facts
        on
            restatements.deck = facts.deck
            and coalesce(restatements.line_item, facts.line_item) = facts.line_item
            and coalesce(restatements.measure, facts.measure) = facts.measure
            and coalesce(restatements.period, facts.period) = facts.period
            and (facts.is_restatement or facts.is_correction or restatements.reason = 'real_change')
    where facts.fact_id is null
),

owned as (
    {{ with_owner('problems') }}
),

final as (
    select
        {{ file_of_seed('seed', 'company') }} as file,
        explained,
        problem,
        what_to_do,
        company
    from owned
)

select * from final
