-- Where all parts of a span are known, the whole follows from them, or a part from the whole and the other parts: 2Q is
-- 1H less 1Q.
-- A span is made for each deck that states one of its parts; the rest may stand in decks before.
with printed_amounts as (
    select * from {{ ref('int_printed_amounts') }}
),

calculation_inputs as (
    select * from {{ ref('int_calculation_inputs') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where period_kind = 'duration' and {{ adds_up_over_time('unit_family') }}
),

parts as (
    select * from {{ ref('int_period_parts') }}
),

calculated as (
    {{ calculated_amounts('calculation_inputs') }}
),

of_one_period as (
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        method,
        cast(null as integer) as calculation_id,
        lower_bound,
        upper_bound,
        oldest_deck_no,
        comparable_from,
        comparable_before
    from printed_amounts
    union all
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        method,
        calculation_id,
        lower_bound,
        upper_bound,
        oldest_deck_no,
        comparable_from,
        comparable_before
    from calculated
),

-- the sharpest that a deck gives, whichever way
amounts as (
    select * from of_one_period
    qualify row_number() over (
        partition by amount_id, deck_no order by upper_bound - lower_bound, {{ directness('method') }}, calculation_id
    ) = 1
),

stated as (
    select distinct
        line_item_id,
        period_no,
        stated_no
    from amounts
),

-- most spans have a part that no deck gives: they are gone before each deck is looked at
whole as (
    select
        parts.span_id,
        stated.line_item_id,
        stated.stated_no
    from stated
    inner join line_items on stated.line_item_id = line_items.line_item_id
    inner join parts on line_items.company = parts.company and stated.period_no = parts.part_period_no
    group by parts.span_id, stated.line_item_id, stated.stated_no, parts.parts
    having count(*) = parts.parts
),

sought as (
    select
        whole.*,
        parts.part_period_no,
        parts.parts,
        {{ packed_amount_id('whole.line_item_id', 'parts.part_period_no', 'whole.stated_no') }} as part_amount_id
    from whole
    inner join parts on whole.span_id = parts.span_id
),

occasions as (
    select distinct
        sought.span_id,
        sought.line_item_id,
        sought.stated_no,
        amounts.deck_no
    from sought
    inner join amounts on sought.part_amount_id = amounts.amount_id
),

needed as (
    select
        sought.*,
        occasions.deck_no
    from occasions
    inner join sought
        on
            occasions.span_id = sought.span_id
            and occasions.line_item_id = sought.line_item_id
            and occasions.stated_no = sought.stated_no
),

-- one row per occasion and part, of the newest deck that gives it; a part that is not known is no row
known as (
    select
        needed.span_id,
        needed.line_item_id,
        needed.stated_no,
        needed.deck_no,
        needed.part_period_no,
        needed.part_amount_id,
        needed.parts,
        max(amounts.deck_no) as part_deck_no
    from needed
    inner join amounts on needed.part_amount_id = amounts.amount_id and {{ is_known_to('needed', 'amounts') }}
    group by
        needed.span_id, needed.line_item_id, needed.stated_no, needed.deck_no, needed.part_period_no, needed.part_amount_id, needed.parts
),

-- a part may be of another basis, or of a later deck
complete as (
    select
        known.span_id,
        known.line_item_id,
        known.stated_no,
        known.deck_no
    from known
    inner join amounts on known.part_amount_id = amounts.amount_id and known.part_deck_no = amounts.deck_no
    group by known.span_id, known.line_item_id, known.stated_no, known.deck_no, known.parts
    having count(*) = known.parts and min(amounts.oldest_deck_no) >= max(amounts.comparable_from)
),

final as (
    select
        complete.span_id,
        complete.line_item_id,
        complete.stated_no,
        complete.deck_no,
        parts.period_no,
        known.part_period_no,
        parts.part_ends_on,
        parts.weight,
        parts.is_sum,
        known.part_amount_id,
        known.part_deck_no,
        amounts.method as part_method,
        amounts.calculation_id as part_calculation_id,
        {{ packed_amount_id('complete.line_item_id', 'parts.period_no', 'complete.stated_no') }} as amount_id
    from complete
    inner join known
        on
            complete.span_id = known.span_id
            and complete.line_item_id = known.line_item_id
            and complete.stated_no = known.stated_no
            and complete.deck_no = known.deck_no
    inner join parts on known.span_id = parts.span_id and known.part_period_no = parts.part_period_no
    inner join amounts on known.part_amount_id = amounts.amount_id and known.part_deck_no = amounts.deck_no
)

select * from final
