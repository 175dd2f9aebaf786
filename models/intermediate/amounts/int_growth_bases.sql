-- What the growth that a deck prints, and what a printed change adds up, is measured from: a year before, the period before,
-- the last fiscal year end. One row per amount, deck and comparison; without base columns where none is known.
with facts as (
    select * from {{ ref('int_facts') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
),

members as (
    select * from {{ ref('int_calculations') }}
    where not is_total and comparison = 'equals'
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

printed as (
    select * from facts
    where compared_with in ('year_ago', 'previous', 'fiscal_year_end')
),

-- a printed change is also the sum of the changes of what its line item is the total of
added_up as (
    select distinct
        {{ packed_amount_id('members.line_item_id', 'printed.period_no', 'printed.stated_no') }} as amount_id,
        printed.compared_with
    from printed
    inner join members on printed.line_item_id = members.total_id
    where printed.expressed_as = 'amount'
),

grown as (
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        compared_with
    from printed
    union
    select
        derivations.amount_id,
        derivations.line_item_id,
        derivations.period_no,
        derivations.stated_no,
        derivations.deck_no,
        added_up.compared_with
    from added_up
    inner join derivations on added_up.amount_id = derivations.amount_id
),

compared as (
    {% for compared_with, base_period in comparisons() %}
    select
        grown.*,
        line_items.company,
        periods.{{ base_period }}_no as base_period_no
    from grown
    inner join line_items on grown.line_item_id = line_items.line_item_id
    inner join periods on line_items.company = periods.company and grown.period_no = periods.period_no
    where grown.compared_with = '{{ compared_with }}' and periods.{{ base_period }}_no is not null
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
chosen as (
    select
        dated.amount_id,
        dated.line_item_id,
        dated.period_no,
        dated.stated_no,
        dated.deck_no,
        dated.compared_with,
        dated.base_period_no,
        bases.derivation_id as base_derivation_id
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
),

final as (
    select
        chosen.*,
        derivations.deck_no as base_deck_no,
        derivations.value,
        derivations.lower_bound,
        derivations.upper_bound,
        derivations.lower_is_open,
        derivations.upper_is_open,
        derivations.oldest_deck_no,
        derivations.newest_deck_no,
        derivations.comparable_from,
        derivations.comparable_before,
        derivations.text
    from chosen
    left join derivations on chosen.base_derivation_id = derivations.derivation_id
)

select * from final
