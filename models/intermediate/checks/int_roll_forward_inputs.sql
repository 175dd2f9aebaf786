{{ config(materialized='view') }}
-- Roll-forward: a printed balance with the balance before it and what came and went in between.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level' and basis = 'actual' and value is not null
),

roll_forwards as (
    select * from {{ ref('int_roll_forwards') }}
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'half', 'nine_months', 'year')
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_most_direct
),

closings as (
    select
        facts.*,
        periods.period_no as flow_period_no,
        periods.period_type as flow_period_type,
        periods.opening_period_no
    from facts
    inner join periods on facts.company = periods.company and facts.period_no = periods.closing_period_no
),

needed as (
    select distinct
        closings.*,
        closings.line_item_id as input_line_item_id,
        closings.opening_period_no as input_period_no,
        1 as weight,
        true as is_opening
    from closings
    inner join roll_forwards on closings.line_item_id = roll_forwards.balance_id
    union all
    select
        closings.*,
        roll_forwards.flow_id as input_line_item_id,
        closings.flow_period_no as input_period_no,
        roll_forwards.weight,
        false as is_opening
    from closings
    inner join roll_forwards on closings.line_item_id = roll_forwards.balance_id
),

known as (
    select
        needed.fact_id,
        needed.line_item_id,
        needed.measure,
        needed.period_no,
        needed.stated_no,
        needed.deck_no,
        needed.flow_period_no,
        needed.flow_period_type,
        needed.input_line_item_id,
        needed.input_period_no,
        needed.weight,
        needed.is_opening,
        {{ input_columns('derivations', 'derivation_id') }},
        derivations.oldest_deck_no,
        derivations.comparable_from
    from needed
    left join derivations
        on
            {{ packed_amount_id('needed.input_line_item_id', 'needed.input_period_no', 'needed.stated_no') }} = derivations.amount_id
            and {{ is_known_to('needed', 'derivations') }}
    qualify row_number() over (
        partition by needed.fact_id, needed.flow_period_no, needed.input_line_item_id, needed.input_period_no order by derivations.deck_no desc
    ) = 1
),

counted as (
    select
        *,
        count(source_id) over rolled as known_members,
        count(*) over rolled as all_members,
        count(case when is_opening then source_id end) over rolled as known_openings,
        coalesce(min(oldest_deck_no) over rolled >= max(comparable_from) over rolled, true) as is_of_one_basis
    from known
    window rolled as (partition by fact_id, flow_period_no)
),

final as (
    select
        {{ check_inputs("'roll_forward'", "'over_' || flow_period_type", 'counted', "'component'") }}
    from counted
    -- from a balance that is not known nothing rolls forward; of the flows one can be missing by a slip
    where counted.is_of_one_basis and counted.known_openings > 0 and counted.known_members >= counted.all_members - 1
)

select * from final
