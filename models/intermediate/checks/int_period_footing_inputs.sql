{{ config(materialized='view') }}
-- Period footing: a printed half, nine months or year with its parts, made where all of them are known. Where the deck
-- itself has several of them and one is missing, that one was landed in the wrong period, or the deck leaves it out.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level' and value is not null
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where period_kind = 'duration' and {{ adds_up_over_time('unit_family') }}
),

parts as (
    select * from {{ ref('int_period_parts') }}
    where is_sum
),

proving_amounts as (
    select * from {{ ref('int_proving_amounts') }}
    -- what was itself added up from parts, or is the rest of a whole, proves nothing that the parts do not
    where method not in ('summed', 'differenced')
),

needed as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        parts.span,
        parts.span_id,
        facts.line_item_id as input_line_item_id,
        parts.part_period_no as input_period_no,
        parts.weight,
        parts.is_last_part,
        parts.is_of_like_parts,
        parts.parts,
        {{ packed_amount_id('facts.line_item_id', 'parts.part_period_no', 'facts.stated_no') }} as input_amount_id
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id
    inner join parts on line_items.company = parts.company and facts.period_no = parts.period_no
),

-- one row per whole and part that is known: from the same deck, else from the newest deck before it whose basis still holds
newest as (
    select
        needed.fact_id,
        needed.span_id,
        needed.deck_no,
        needed.parts,
        needed.is_of_like_parts,
        needed.is_last_part,
        needed.input_amount_id,
        max(proving_amounts.deck_no) as input_deck_no
    from needed
    inner join proving_amounts on needed.input_amount_id = proving_amounts.amount_id and {{ is_known_to('needed', 'proving_amounts') }}
    group by
        needed.fact_id, needed.span_id, needed.deck_no, needed.parts, needed.is_of_like_parts, needed.is_last_part, needed.input_amount_id
),

-- what is wide is read for the wholes that are checked alone
checked as (
    select
        newest.fact_id,
        newest.span_id
    from newest
    inner join proving_amounts on newest.input_amount_id = proving_amounts.amount_id and newest.input_deck_no = proving_amounts.deck_no
    group by newest.fact_id, newest.span_id, newest.deck_no, newest.parts, newest.is_of_like_parts
    having
        min(proving_amounts.oldest_deck_no) >= max(proving_amounts.comparable_from)
        and count(case when newest.is_last_part and proving_amounts.method <> 'implied' then 1 end) > 0
        and (
            count(*) = newest.parts
            or (
                newest.is_of_like_parts
                and count(*) = newest.parts - 1
                and count(case when proving_amounts.method = 'printed' and newest.input_deck_no = newest.deck_no then 1 end) > 1
            )
        )
),

known as (
    select
        needed.*,
        {{ input_columns('proving_amounts', 'source_id') }}
    from checked
    inner join needed on checked.fact_id = needed.fact_id and checked.span_id = needed.span_id
    left join newest
        on
            needed.fact_id = newest.fact_id
            and needed.span_id = newest.span_id
            and needed.input_amount_id = newest.input_amount_id
    left join proving_amounts
        on newest.input_amount_id = proving_amounts.amount_id and newest.input_deck_no = proving_amounts.deck_no
),

final as (
    select
        {{ check_inputs("'period_footing'", 'span', 'known', "'component'") }}
    from known
)

select * from final
