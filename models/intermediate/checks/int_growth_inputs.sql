{{ config(materialized='view') }}
-- Recalculation: a printed growth rate or change, or a printed turn of the sign, with the amount of the period and that
-- of the period it is measured from.
-- Where that base is not known but both the rate and the change are printed, each is checked against the base that the
-- other implies.
with facts as (
    select
        fact_id,
        amount_id,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        compared_with,
        expressed_as,
        turn
    from {{ ref('int_facts') }}
    where compared_with in ('year_ago', 'previous', 'fiscal_year_end')
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
),

growth_bases as (
    select * from {{ ref('int_growth_bases') }}
),

implied_amounts as (
    select * from {{ ref('int_implied_amounts') }}
    where implied_by <> 'ratio'
),

grown as (
    select
        facts.*,
        case facts.expressed_as when 'percent' then 'numerator' else 'component' end as role,
        facts.line_item_id as input_line_item_id,
        facts.period_no as input_period_no,
        1 as weight,
        {{ input_columns('derivations', 'derivation_id') }}
    from facts
    left join derivations on facts.amount_id = derivations.amount_id and facts.deck_no = derivations.deck_no
),

bases as (
    select
        amount_id,
        deck_no,
        compared_with,
        cast(null as string) as implied_by,
        base_derivation_id as source_id,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        base_deck_no as input_deck_no,
        text
    from growth_bases
    where base_derivation_id is not null
    union all
    select
        {{ packed_amount_id('line_item_id', 'grown_period_no', 'grown_stated_no') }} as amount_id,
        deck_no,
        compared_with,
        implied_by,
        implied_id as source_id,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        deck_no as input_deck_no,
        text
    from implied_amounts
),

-- one base each: the known one, else what the other print implies; what a rate implies cannot check that rate
measured_from as (
    select
        facts.*,
        case facts.expressed_as when 'percent' then 'denominator' else 'component' end as role,
        facts.line_item_id as input_line_item_id,
        growth_bases.base_period_no as input_period_no,
        -1 as weight,
        bases.source_id,
        bases.lower_bound as input_lower_bound,
        bases.upper_bound as input_upper_bound,
        bases.lower_is_open as input_lower_is_open,
        bases.upper_is_open as input_upper_is_open,
        bases.input_deck_no,
        bases.text
    from facts
    left join growth_bases
        on facts.amount_id = growth_bases.amount_id and facts.deck_no = growth_bases.deck_no and facts.compared_with = growth_bases.compared_with
    left join bases
        on
            facts.amount_id = bases.amount_id
            and facts.deck_no = bases.deck_no
            and facts.compared_with = bases.compared_with
            and facts.expressed_as is distinct from bases.implied_by
    qualify row_number() over (partition by facts.fact_id order by case when bases.implied_by is null then 1 else 2 end) = 1
),

inputs as (
    select * from grown
    union all
    select * from measured_from
),

final as (
    select
        {{ check_inputs("'recalculation'", 'measure', 'inputs', 'role') }}
    from inputs
)

select * from final
