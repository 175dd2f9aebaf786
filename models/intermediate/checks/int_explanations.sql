-- Why a check that does not hold is no reason to stop: an error of the deck, something that the company does not print or
-- that the form of a filing does not ask for, a restatement that is confirmed.
-- One row per explained check.
with checks as (
    select * from {{ ref('int_checks') }}
),

inputs as (
    select * from {{ ref('int_check_inputs') }}
    where source_id is null
),

vintages as (
    select * from {{ ref('int_vintages') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

known_discrepancies as (
    select * from {{ landed('known_discrepancies') }}
),

misprints as (
    select * from {{ ref('int_misprints') }}
),

-- what fails, in the texts that the deck prints
failing as (
    select
        tie_out_id,
        printed,
        addends
    from checks
    where status = 'inconsistent'
    union all
    select
        tie_out_id,
        printed,
        misprint as addends
    from misprints
),

not_printed as (
    select * from {{ ref('stg_not_printed') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

missing as (
    select
        checks.tie_out_id,
        checks.company,
        checks.deck_no,
        checks.kind,
        checks.relation,
        checks.line_item,
        line_items.line_item as missing
    from checks
    inner join inputs on checks.kind = inputs.kind and checks.relation = inputs.relation and checks.fact_id = inputs.fact_id
    left join line_items on inputs.input_line_item_id = line_items.line_item_id
    where checks.status = 'incomplete'
),

-- every missing member needs its reason
matched as (
    select
        missing.tie_out_id,
        missing.missing,
        min(not_printed.not_printed_no) as not_printed_no
    from missing
    left join not_printed
        on
            missing.company = not_printed.company
            and missing.deck_no >= not_printed.from_deck_no
            and missing.kind = not_printed.kind
            and missing.relation = not_printed.relation
            and coalesce(not_printed.line_item, missing.line_item) = missing.line_item
            and coalesce(not_printed.missing, missing.missing) = missing.missing
    group by missing.tie_out_id, missing.missing
),

incomplete as (
    select
        tie_out_id,
        min(not_printed_no) as not_printed_no
    from matched
    group by tie_out_id
    having count(*) = count(not_printed_no)
),

-- a machine reads all that a filing states: what is not there was not forgotten
not_filed as (
    select checks.tie_out_id
    from checks
    inner join decks on checks.company = decks.company and checks.deck_no = decks.deck_no
    where checks.status = 'incomplete' and decks.document = 'filing'
),

final as (
    select
        known_discrepancies.tie_out_id,
        'inconsistent' as status,
        known_discrepancies.reason,
        known_discrepancies.evidence,
        known_discrepancies.evidence_ja,
        cast(null as integer) as not_printed_no
    from known_discrepancies
    -- other texts are another error
    inner join failing
        on
            known_discrepancies.tie_out_id = failing.tie_out_id
            and known_discrepancies.printed = failing.printed
            and known_discrepancies.addends = failing.addends
    union all
    select
        incomplete.tie_out_id,
        'incomplete' as status,
        'not_printed' as reason,
        not_printed.evidence,
        not_printed.evidence_ja,
        not_printed.not_printed_no
    from incomplete
    inner join not_printed on incomplete.not_printed_no = not_printed.not_printed_no
    left join not_filed on incomplete.tie_out_id = not_filed.tie_out_id
    where not_filed.tie_out_id is null
    union all
    select
        tie_out_id,
        'incomplete' as status,
        'not_printed' as reason,
        'the form of the filing does not ask for it' as evidence,
        '提出書類の様式では記載が求められていない。' as evidence_ja,
        cast(null as integer) as not_printed_no
    from not_filed
    union all
    select
        checks.tie_out_id,
        'inconsistent' as status,
        vintages.reason,
        vintages.evidence,
        vintages.evidence_ja,
        cast(null as integer) as not_printed_no
    from checks
    inner join vintages on checks.fact_id = vintages.fact_id
    where checks.kind = 'cross_vintage' and checks.status = 'inconsistent' and vintages.reason is not null
)

select * from final
