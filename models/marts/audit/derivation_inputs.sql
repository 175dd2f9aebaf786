-- What an amount that no deck prints is added up from: other line items of its period, or other periods of its line item.
with derivations as (
    select * from {{ ref('int_derivations') }}
    where method <> 'printed'
),

calculation_inputs as (
    select * from {{ ref('int_calculation_inputs') }}
),

period_inputs as (
    select * from {{ ref('int_period_inputs') }}
),

facts as (
    select * from {{ ref('int_facts') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations as (
    select distinct
        calculation_id,
        calculation
    from {{ ref('int_calculations') }}
),

spans as (
    select distinct
        span_id,
        span
    from {{ ref('int_period_parts') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

inputs as (
    select
        derivations.*,
        facts.line_item_id as input_line_item_id,
        facts.period_no as input_period_no,
        calculation_inputs.weight
    from derivations
    inner join calculation_inputs
        on
            derivations.amount_id = calculation_inputs.amount_id
            and derivations.deck_no = calculation_inputs.deck_no
            and derivations.calculation_id = calculation_inputs.calculation_id
    inner join facts on calculation_inputs.fact_id = facts.fact_id
    union all
    select
        derivations.*,
        period_inputs.line_item_id as input_line_item_id,
        period_inputs.part_period_no as input_period_no,
        period_inputs.weight
    from derivations
    inner join period_inputs
        on
            derivations.amount_id = period_inputs.amount_id
            and derivations.deck_no = period_inputs.deck_no
            and derivations.span_id = period_inputs.span_id
),

final as (
    select
        {{ derivation_name(
            'decks.deck', 'line_items.line_item', 'periods.period', 'times_of_statement.basis', 'times_of_statement.as_of', 'inputs.method',
            'coalesce(calculations.calculation, spans.span)'
        ) }} as derivation_id,
        line_items.company,
        input_line_items.line_item,
        input_periods.period,
        input_periods.period_type,
        input_periods.fiscal_year,
        input_periods.period_sort,
        inputs.weight
    from inputs
    left join calculations on inputs.calculation_id = calculations.calculation_id
    left join spans on inputs.span_id = spans.span_id
    inner join line_items on inputs.line_item_id = line_items.line_item_id
    inner join line_items as input_line_items on inputs.input_line_item_id = input_line_items.line_item_id
    inner join periods on line_items.company = periods.company and inputs.period_no = periods.period_no
    inner join periods as input_periods on line_items.company = input_periods.company and inputs.input_period_no = input_periods.period_no
    inner join times_of_statement on line_items.company = times_of_statement.company and inputs.stated_no = times_of_statement.stated_no
    inner join decks on line_items.company = decks.company and inputs.deck_no = decks.deck_no
)

select * from final
