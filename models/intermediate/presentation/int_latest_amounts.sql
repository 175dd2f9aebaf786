-- What is shown of each amount: of the ways to obtain it that are sharp enough, the sharpest that agrees with the deck
-- that stated it last.
with derivations as (
    select * from {{ ref('int_derivations') }}
    where {{ is_sharp_enough('method', 'value', 'lower_bound', 'upper_bound') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

dated as (
    select
        derivations.derivation_id,
        derivations.amount_id,
        derivations.line_item_id,
        derivations.period_no,
        derivations.stated_no,
        derivations.deck_no,
        derivations.method,
        derivations.calculation_id,
        derivations.span_id,
        derivations.fact_id,
        derivations.value,
        derivations.lower_bound,
        derivations.upper_bound,
        derivations.lower_is_open,
        derivations.upper_is_open,
        derivations.is_undecided,
        derivations.has_conflicting_prints,
        derivations.oldest_deck_no,
        derivations.newest_deck_no,
        derivations.comparable_from,
        derivations.comparable_before,
        derivations.directness,
        line_items.company,
        times_of_statement.basis,
        times_of_statement.as_of,
        times_of_statement.expected_on
    from derivations
    inner join line_items on derivations.line_item_id = line_items.line_item_id
    inner join times_of_statement on line_items.company = times_of_statement.company and derivations.stated_no = times_of_statement.stated_no
),

-- what was stated last, beside each way to obtain the same amount
followed as (
    select
        *,
        {% for column in ['stated_no', 'lower_bound', 'upper_bound', 'lower_is_open', 'upper_is_open'] %}
        first_value({{ column }}) over statements as latest_{{ column }},
        {% endfor %}
        first_value(comparable_from) over statements as latest_comparable_from
    from dated
    window statements as (
        partition by line_item_id, period_no, basis
        order by expected_on desc, deck_no desc, upper_bound - lower_bound, directness asc, calculation_id asc, span_id asc
        rows between unbounded preceding and unbounded following
    )
),

-- a later deck replaces a sharper amount only if it restates it; a forecast only with its own vintage
final as (
    select
        derivation_id,
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        method,
        calculation_id,
        span_id,
        fact_id,
        value,
        lower_bound,
        upper_bound,
        is_undecided,
        has_conflicting_prints,
        oldest_deck_no,
        newest_deck_no,
        comparable_from,
        comparable_before,
        directness,
        company,
        basis,
        as_of,
        expected_on
    from followed
    where
        (basis = 'actual' or stated_no = latest_stated_no)
        and comparable_from = latest_comparable_from
        and {{ intervals_meet(
            'lower_bound', 'upper_bound', 'lower_is_open', 'upper_is_open',
            'latest_lower_bound', 'latest_upper_bound', 'latest_lower_is_open', 'latest_upper_is_open'
        ) }}
    qualify row_number() over (
        partition by line_item_id, period_no, basis
        order by upper_bound - lower_bound, directness asc, deck_no desc, calculation_id asc, span_id asc
    ) = 1
)

select * from final
