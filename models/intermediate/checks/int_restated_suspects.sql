{{ config(materialized='view') }}
-- Figures that state otherwise than the deck before what a slip of the hand would have turned into them.
with unconfirmed as (
    select * from {{ ref('int_unconfirmed_amounts') }}
),

facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

periods as (
    select * from {{ ref('int_periods') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- what the deck before states otherwise of the same amount
changed as (
    select
        unconfirmed.*,
        facts.lower_bound as fact_lower_bound,
        facts.upper_bound as fact_upper_bound,
        previous.lower_bound as previous_lower_bound,
        previous.upper_bound as previous_upper_bound,
        cast(previous.value as double) as previous_value,
        log10(unconfirmed.size / nullif(abs(cast(previous.value as double)), 0)) as tens_apart,
        previous.deck_no as previous_deck_no,
        previous.print as previous_print,
        decks.deck as previous_deck
    from unconfirmed
    inner join facts on unconfirmed.fact_id = facts.fact_id
    inner join facts as previous on facts.previous_fact_id = previous.fact_id
    inner join decks on previous.company = decks.company and previous.deck_no = decks.deck_no
    where not facts.agrees_with_previous and not facts.corrects_previous
),

transpositions as (
    {{ transpositions('changed') }}
),

transposed_since as (
    select
        changed.figure_id,
        'transposed' as suspicion,
        'two digits exchanged: ' || changed.previous_deck || ' has ' || changed.previous_print as looks_like
    from changed
    inner join transpositions on changed.figure_id = transpositions.figure_id
    where transpositions.value between changed.previous_lower_bound and changed.previous_upper_bound
),

rescaled_since as (
    select
        figure_id,
        case when value * previous_value < 0 then 'sign' else 'scale' end as suspicion,
        case when value * previous_value < 0 then 'the opposite sign' else 'the same digits at another scale' end
        || ': ' || previous_deck || ' has ' || previous_print as looks_like
    from changed
    where
        significant_digits >= 2
        and (
            (value * previous_value < 0 and abs(size - abs(previous_value)) <= abs(previous_value) / 1000)
            or (value * previous_value > 0 and abs(tens_apart - round(tens_apart)) < 0.002 and round(tens_apart) <> 0)
        )
),

-- the number that the deck before has under the period beside it
moved_since as (
    select
        changed.figure_id,
        'column' as suspicion,
        'the column beside it: ' || changed.previous_deck || ' has ' || beside.print || ' in ' || periods.period
        || ' and ' || changed.previous_print || ' here' as looks_like
    from changed
    inner join facts as beside
        on
            changed.line_item_id = beside.line_item_id
            and changed.basis = beside.basis
            and changed.previous_deck_no = beside.deck_no
            and changed.value = beside.value
            and changed.period_no <> beside.period_no
            and changed.measure = beside.measure
    inner join periods
        on beside.company = periods.company and beside.period_no = periods.period_no and changed.period_type = periods.period_type
    where changed.significant_digits >= 3
),

-- the deck before already stated the series up to its own day; this one states nothing later, and that otherwise
last_stated as (
    select
        facts.line_item_id,
        facts.basis,
        facts.deck_no,
        periods.period_type,
        max(periods.ends_on) as ends_on
    from facts
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    where facts.compared_with is null and facts.expressed_as = 'amount'
    group by facts.line_item_id, facts.basis, facts.deck_no, periods.period_type
),

shifted_since as (
    select
        changed.figure_id,
        'column' as suspicion,
        'a later period typed under ' || changed.period || ': ' || changed.previous_deck || ' has ' || changed.previous_print
        || ' there, and this deck has nothing later' as looks_like
    from changed
    inner join periods on changed.company = periods.company and changed.period_no = periods.period_no
    inner join last_stated as current
        on
            changed.line_item_id = current.line_item_id
            and changed.basis = current.basis
            and changed.deck_no = current.deck_no
            and changed.period_type = current.period_type
            and periods.ends_on = current.ends_on
    inner join last_stated as earlier
        on
            changed.line_item_id = earlier.line_item_id
            and changed.basis = earlier.basis
            and changed.previous_deck_no = earlier.deck_no
            and changed.period_type = earlier.period_type
            and periods.ends_on = earlier.ends_on
    where changed.basis = 'actual'
),

final as (
    select
        1 as rank,
        figure_id,
        suspicion,
        looks_like
    from transposed_since
    union all
    select
        2 as rank,
        figure_id,
        suspicion,
        looks_like
    from rescaled_since
    union all
    select
        3 as rank,
        figure_id,
        suspicion,
        looks_like
    from moved_since
    union all
    select
        4 as rank,
        figure_id,
        suspicion,
        looks_like
    from shifted_since
)

select * from final
