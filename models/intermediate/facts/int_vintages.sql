-- What a deck states that a deck before it stated too: the newest statement before, whether both can be one number, and
-- the row that confirms it where they cannot.
with facts as (
    select * from {{ ref('int_facts') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

restatement_rules as (
    select * from {{ ref('int_restatement_rules') }}
),

-- a fact and the one before it are of one amount and measure
followed as (
    select
        facts.fact_id,
        facts.company,
        facts.amount_id,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.basis,
        facts.deck_no,
        facts.value,
        facts.agrees_with_previous,
        facts.corrects_previous,
        previous.fact_id as previous_fact_id,
        previous.deck_no as previous_deck_no,
        previous_decks.deck as previous_deck,
        previous.value as previous_value,
        previous.lower_bound as previous_lower_bound,
        previous.upper_bound as previous_upper_bound,
        previous.lower_is_open as previous_lower_is_open,
        previous.upper_is_open as previous_upper_is_open,
        previous.all_prints as previous_prints
    from facts
    inner join facts as previous on facts.previous_fact_id = previous.fact_id
    inner join decks as previous_decks on previous.company = previous_decks.company and previous.deck_no = previous_decks.deck_no
),

-- the row that names it most closely
confirmed as (
    select
        followed.fact_id,
        restatement_rules.reason,
        restatement_rules.evidence,
        restatement_rules.evidence_ja
    from followed
    inner join restatement_rules
        on
            followed.line_item_id = restatement_rules.line_item_id
            and followed.deck_no = restatement_rules.deck_no
            and coalesce(restatement_rules.measure, followed.measure) = followed.measure
            and coalesce(restatement_rules.period_no, followed.period_no) = followed.period_no
    where not followed.agrees_with_previous
    qualify row_number() over (partition by followed.fact_id order by restatement_rules.specificity desc, restatement_rules.reason asc) = 1
),

final as (
    select
        followed.*,
        confirmed.reason,
        confirmed.evidence,
        confirmed.evidence_ja
    from followed
    left join confirmed on followed.fact_id = confirmed.fact_id
)

select * from final
