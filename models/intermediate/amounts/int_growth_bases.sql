-- What each amount or growth rate of a deck is measured from: a year before, the period before, the last fiscal year end.
-- One row per amount, deck and comparison; without base columns where none is known.
with facts as (
    select * from {{ ref('int_facts') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

stated as (
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no
    from facts
    union
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no
    from derivations
),

compared as (
    {% for compared_with, base_period in comparisons() %}
    select
        stated.*,
        line_items.company,
        '{{ compared_with }}' as compared_with,
        periods.{{ base_period }}_no as base_period_no
    from stated
    inner join line_items on stated.line_item_id = line_items.line_item_id
    inner join periods on line_items.company = periods.company and stated.period_no = periods.period_no
    where periods.{{ base_period }}_no is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

dated as (
    select
        compared.*,
        times_of_statement.basis,
        times_of_statement.as_of,
        times_of_statement.expected_on
    from compared
    inner join times_of_statement on compared.company = times_of_statement.company and compared.stated_no = times_of_statement.stated_no
),

bases as (
    select
        derivations.*,
        times_of_statement.basis,
        times_of_statement.as_of,
        times_of_statement.expected_on
    from derivations
    inner join line_items on derivations.line_item_id = line_items.line_item_id
    inner join times_of_statement on line_items.company = times_of_statement.company and derivations.stated_no = times_of_statement.stated_no
),

-- the newest whose basis still holds; an amount is as old as the oldest print it rests on, and of two as old the sharper one counts
final as (
    select
        dated.amount_id,
        dated.line_item_id,
        dated.period_no,
        dated.stated_no,
        dated.deck_no,
        dated.compared_with,
        dated.base_period_no,
        bases.derivation_id as base_derivation_id,
        bases.deck_no as base_deck_no,
        bases.value,
        bases.lower_bound,
        bases.upper_bound,
        bases.lower_is_open,
        bases.upper_is_open,
        bases.oldest_deck_no,
        bases.newest_deck_no,
        bases.comparable_from,
        bases.comparable_before,
        bases.text
    from dated
    left join bases
        on
            dated.line_item_id = bases.line_item_id
            and dated.base_period_no = bases.period_no
            and {{ is_known_to('dated', 'bases') }}
            and {{ can_be_base('dated', 'bases') }}
    qualify row_number() over (
        partition by dated.amount_id, dated.deck_no, dated.compared_with
        order by {{ least_first(
            ['-bases.oldest_deck_no'] + base_preference('dated', 'bases') + ['bases.upper_bound - bases.lower_bound', '-bases.deck_no']
        ) }}
    ) = 1
)

select * from final
