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
        value,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        is_undecided,
        has_conflicting_prints,
        oldest_deck_no,
        newest_deck_no,
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
        value,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        is_undecided,
        has_conflicting_prints,
        oldest_deck_no,
        newest_deck_no,
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

occasions as (
    select distinct
        parts.span_id,
        amounts.line_item_id,
        amounts.stated_no,
        amounts.deck_no
    from amounts
    inner join line_items on amounts.line_item_id = line_items.line_item_id
    inner join parts on line_items.company = parts.company and amounts.period_no = parts.part_period_no
),

needed as (
    select
        occasions.*,
        parts.part_period_no,
        parts.parts,
        {{ packed_amount_id('occasions.line_item_id', 'parts.part_period_no', 'occasions.stated_no') }} as part_amount_id
    from occasions
    inner join parts on occasions.span_id = parts.span_id
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

-- most spans lack a part, or a part is of another basis: what is wide is read once they are gone
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
        parts.span,
        parts.period_no,
        known.part_period_no,
        parts.part_ends_on,
        parts.weight,
        known.parts,
        parts.is_sum,
        known.part_amount_id,
        known.part_deck_no,
        amounts.method as part_method,
        amounts.calculation_id as part_calculation_id,
        amounts.value,
        amounts.lower_bound,
        amounts.upper_bound,
        amounts.lower_is_open,
        amounts.upper_is_open,
        amounts.is_undecided,
        amounts.has_conflicting_prints,
        amounts.oldest_deck_no,
        amounts.newest_deck_no,
        amounts.comparable_from,
        amounts.comparable_before,
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
