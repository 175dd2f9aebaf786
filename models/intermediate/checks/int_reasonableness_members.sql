{{ config(materialized='view') }}
-- What a printed amount follows from but for a residual with known bounds, where all of it is known. One row per relation,
-- fact and component; a constant has no source.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level' and value is not null
),

rules as (
    select * from {{ ref('int_reasonableness_rules') }}
),

component_periods as (
    select * from {{ ref('int_component_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_most_direct
),

actual as (
    select
        company,
        stated_no
    from times_of_statement
    where basis = 'actual' and as_of is null
),

needed as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        actual.stated_no as actual_no,
        rules.relation,
        rules.form,
        rules.residual_lower_pct,
        rules.residual_upper_pct,
        rules.weight,
        rules.component_id as input_line_item_id,
        component_periods.component_period_no as input_period_no,
        count(*) over (partition by facts.fact_id, rules.relation) as placed_members,
        count(*) over (partition by facts.fact_id, rules.relation)
        - count(rules.component_id) over (partition by facts.fact_id, rules.relation) as constants
    from facts
    inner join rules on facts.line_item_id = rules.line_item_id
    left join actual on facts.company = actual.company
    left join component_periods
        on
            facts.company = component_periods.company
            and facts.period_no = component_periods.period_no
            and rules.component_period = component_periods.component_period
),

-- one row per fact and component: as stated with it, else what happened; from the same deck, else the newest before
known as (
    select
        needed.*,
        {{ input_columns('derivations', 'derivation_id') }},
        derivations.oldest_deck_no,
        derivations.comparable_from
    from needed
    left join derivations
        on
            needed.input_line_item_id = derivations.line_item_id
            and needed.input_period_no = derivations.period_no
            and derivations.stated_no in (needed.stated_no, needed.actual_no)
            and {{ is_known_to('needed', 'derivations') }}
    qualify row_number() over (
        partition by needed.fact_id, needed.relation, needed.input_line_item_id, needed.input_period_no
        order by case when needed.stated_no = derivations.stated_no then 1 else 2 end, derivations.deck_no desc
    ) = 1
),

counted as (
    select
        *,
        count(source_id) over relation_of_fact as known_members,
        coalesce(min(oldest_deck_no) over relation_of_fact >= max(comparable_from) over relation_of_fact, true) as is_of_one_basis
    from known
    window relation_of_fact as (partition by fact_id, relation)
),

final as (
    select
        fact_id,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        relation,
        form,
        residual_lower_pct,
        residual_upper_pct,
        case when form = 'product' and weight > 0 then 'factor' when form = 'product' then 'divisor' else 'component' end as role,
        weight,
        input_line_item_id,
        input_period_no,
        source_id,
        input_lower_bound,
        input_upper_bound,
        input_lower_is_open,
        input_upper_is_open,
        input_deck_no,
        text
    from counted
    where is_of_one_basis and known_members + constants = placed_members and known_members > 0
)

select * from final
