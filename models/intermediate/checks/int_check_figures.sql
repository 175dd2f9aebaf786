-- Every printed figure that bears on a check, on either side of it.
with inputs as (
    select * from {{ ref('int_check_inputs') }}
),

checks as (
    select * from {{ ref('int_checks') }}
),

derivation_facts as (
    select * from {{ ref('int_derivation_facts') }}
),

implied_amounts as (
    select * from {{ ref('int_implied_amounts') }}
),

growth_bases as (
    select * from {{ ref('int_growth_bases') }}
    where base_derivation_id is not null
),

measures as (
    select * from {{ ref('stg_measures') }}
),

figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil
),

sources as (
    select
        checks.check_no,
        inputs.source_id,
        checks.kind,
        {{ packed_amount_id('inputs.input_line_item_id', 'inputs.input_period_no', 'inputs.stated_no') }} as input_amount_id,
        inputs.input_deck_no,
        measures.compared_with
    from inputs
    inner join checks on inputs.kind = checks.kind and inputs.relation = checks.relation and inputs.fact_id = checks.fact_id
    inner join measures on inputs.measure = measures.measure
    where inputs.source_id is not null
),

-- a recomputed change in a bridge rests on two amounts, an implied amount on a growth rate or ratio and on an amount
amounts_and_facts as (
    select
        check_no,
        fact_id as source_id
    from checks
    union all
    select
        check_no,
        source_id
    from sources
    union all
    select
        sources.check_no,
        growth_bases.base_derivation_id as source_id
    from sources
    inner join growth_bases
        on
            sources.input_amount_id = growth_bases.amount_id
            and sources.input_deck_no = growth_bases.deck_no
            and sources.compared_with = growth_bases.compared_with
    where sources.kind = 'bridge' and sources.source_id < {{ least_fact_id() }}
    union all
    select
        sources.check_no,
        implied_amounts.fact_id as source_id
    from sources
    inner join implied_amounts on sources.source_id = implied_amounts.implied_id
    union all
    select
        sources.check_no,
        implied_amounts.derivation_id as source_id
    from sources
    inner join implied_amounts on sources.source_id = implied_amounts.implied_id
),

facts_of_checks as (
    select distinct
        amounts_and_facts.check_no,
        coalesce(derivation_facts.fact_id, amounts_and_facts.source_id) as fact_id
    from amounts_and_facts
    left join derivation_facts on amounts_and_facts.source_id = derivation_facts.derivation_id
),

-- a figure is a print of one fact
final as (
    select
        facts_of_checks.check_no,
        figures.figure_id,
        figures.deck,
        figures.page
    from facts_of_checks
    inner join figures on facts_of_checks.fact_id = figures.fact_id
)

select * from final
