{{ config(materialized='view') }}
-- Which printed facts an amount rests on.
with derivations as (
    select * from {{ ref('int_derivations') }}
),

calculation_inputs as (
    select * from {{ ref('int_calculation_inputs') }}
),

period_inputs as (
    select * from {{ ref('int_period_inputs') }}
),

calculated as (
    select
        derivations.derivation_id,
        calculation_inputs.fact_id
    from derivations
    inner join calculation_inputs
        on
            derivations.amount_id = calculation_inputs.amount_id
            and derivations.deck_no = calculation_inputs.deck_no
            and derivations.calculation_id = calculation_inputs.calculation_id
),

of_one_period as (
    select
        derivation_id,
        fact_id
    from derivations
    where fact_id is not null
    union all
    select * from calculated
),

-- a part of a span is an amount of one period, obtained by the way that the span took
over_periods as (
    select
        derivations.derivation_id,
        of_one_period.fact_id
    from derivations
    inner join period_inputs
        on
            derivations.amount_id = period_inputs.amount_id
            and derivations.deck_no = period_inputs.deck_no
            and derivations.span_id = period_inputs.span_id
    inner join derivations as parts
        on
            period_inputs.part_amount_id = parts.amount_id
            and period_inputs.part_deck_no = parts.deck_no
            and period_inputs.part_method = parts.method
            and period_inputs.part_calculation_id is not distinct from parts.calculation_id
            and parts.span_id is null
    inner join of_one_period on parts.derivation_id = of_one_period.derivation_id
),

final as (
    select * from of_one_period
    union all
    select * from over_periods
)

select * from final
