-- How far each figure could be off, either way, before an equality that is not weak would notice: the intervals of its
-- checks, seen from the figure. A figure that no such check bears on has no row.
with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil and fact_id is not null and value is not null
),

facts as (
    select * from {{ ref('int_facts') }}
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
    where is_equality
),

checks as (
    select * from {{ ref('int_checks') }}
    where status = 'consistent' and not is_weak and relation <> 'cagr' and recomputed_lower is not null
),

inputs as (
    select * from {{ ref('int_check_inputs') }}
),

derivation_facts as (
    select * from {{ ref('int_derivation_facts') }}
),

implied_amounts as (
    select * from {{ ref('int_implied_amounts') }}
),

-- what is recomputed may fall by one and rise by the other, and still meet what is printed
rooms as (
    select
        checks.check_no,
        checks.kind,
        checks.relation,
        checks.fact_id,
        cast(checks.recomputed_upper - checks.printed_lower as double) as room_below,
        cast(checks.printed_upper - checks.recomputed_lower as double) as room_above
    from checks
    inner join check_kinds on checks.kind = check_kinds.kind
    -- prints of one fact are compared one by one below
    where checks.relation <> 'prints'
),

quotients as (
    select
        rooms.check_no,
        max(case when inputs.role = 'numerator' then cast(inputs.lower_bound + inputs.upper_bound as double) / 2 end) as numerator,
        max(case when inputs.role = 'denominator' then cast(inputs.lower_bound + inputs.upper_bound as double) / 2 end) as denominator,
        max(case when rooms.relation = 'multiple' then 1 else 100 end) as scale
    from rooms
    inner join inputs on rooms.kind = inputs.kind and rooms.relation = inputs.relation and rooms.fact_id = inputs.fact_id
    where inputs.role in ('numerator', 'denominator')
    group by rooms.check_no
),

-- by how much what is recomputed changes where an input is more by one
of_inputs as (
    select
        rooms.check_no,
        rooms.room_below,
        rooms.room_above,
        inputs.source_id,
        -- there is no rate from a base that is not above zero: a check by one that turns its sign is not made
        inputs.role = 'denominator' as may_turn,
        cast(case inputs.role
            when 'numerator' then quotients.scale / nullif(quotients.denominator, 0)
            when 'denominator' then -quotients.scale * quotients.numerator / nullif(quotients.denominator * quotients.denominator, 0)
            else inputs.weight
        end as double) as change
    from rooms
    inner join inputs on rooms.kind = inputs.kind and rooms.relation = inputs.relation and rooms.fact_id = inputs.fact_id
    left join quotients on rooms.check_no = quotients.check_no
),

single_facts as (
    select
        derivation_id,
        max(fact_id) as fact_id,
        count(*) as facts
    from derivation_facts
    group by derivation_id
),

-- what an input was added up from or implied by, and by how much it changes, either way, where that is more by one
behind_inputs as (
    select
        derivation_facts.derivation_id as source_id,
        derivation_facts.fact_id,
        1 as change
    from derivation_facts
    inner join single_facts on derivation_facts.derivation_id = single_facts.derivation_id
    where single_facts.facts > 1
    union all
    select
        implied_amounts.implied_id as source_id,
        implied_amounts.fact_id,
        case implied_amounts.implied_by
            when 'amount' then 1
            when 'ratio' then cast(implied_amounts.value as double) / nullif(cast(rates.value as double), 0)
            else cast(implied_amounts.value as double) / nullif(100 + cast(rates.value as double), 0)
        end as change
    from implied_amounts
    inner join facts as rates on implied_amounts.fact_id = rates.fact_id
    where implied_amounts.value <> 0
),

-- a fact that is checked, one that is an input itself, and one that stands behind an input
of_facts as (
    select
        check_no,
        fact_id,
        -- what the subject is more by, what is recomputed may be more by too
        room_above as slack_below,
        room_below as slack_above,
        false as may_turn
    from rooms
    where fact_id is not null
    union all
    select
        of_inputs.check_no,
        coalesce(single_facts.fact_id, of_inputs.source_id) as fact_id,
        case when of_inputs.change > 0 then of_inputs.room_below else of_inputs.room_above end / abs(of_inputs.change) as slack_below,
        case when of_inputs.change > 0 then of_inputs.room_above else of_inputs.room_below end / abs(of_inputs.change) as slack_above,
        of_inputs.may_turn
    from of_inputs
    left join single_facts on of_inputs.source_id = single_facts.derivation_id and single_facts.facts = 1
    where of_inputs.change <> 0 and (of_inputs.source_id >= {{ least_fact_id() }} or single_facts.fact_id is not null)
    union all
    select
        of_inputs.check_no,
        behind_inputs.fact_id,
        greatest(of_inputs.room_below, of_inputs.room_above) / abs(of_inputs.change * behind_inputs.change) as slack_below,
        greatest(of_inputs.room_below, of_inputs.room_above) / abs(of_inputs.change * behind_inputs.change) as slack_above,
        of_inputs.may_turn
    from of_inputs
    inner join behind_inputs on of_inputs.source_id = behind_inputs.source_id
    where of_inputs.change <> 0
),

slack_of_facts as (
    select
        fact_id,
        min(slack_below) as slack_below,
        min(slack_above) as slack_above,
        min(case when not may_turn then slack_below end) as sign_slack_below,
        min(case when not may_turn then slack_above end) as sign_slack_above
    from of_facts
    group by fact_id
),

-- the sharpest print of a fact is what its checks see
of_sharpest as (
    select
        facts.figure_id,
        slack_of_facts.slack_below,
        slack_of_facts.slack_above,
        slack_of_facts.sign_slack_below,
        slack_of_facts.sign_slack_above
    from slack_of_facts
    inner join facts on slack_of_facts.fact_id = facts.fact_id
),

-- every print has to meet the others
of_prints as (
    select
        figures.figure_id,
        cast(figures.upper_bound - max(others.lower_bound) as double) as slack_below,
        cast(min(others.upper_bound) - figures.lower_bound as double) as slack_above
    from figures
    inner join figures as others on figures.fact_id = others.fact_id and figures.figure_id <> others.figure_id
    group by figures.figure_id, figures.lower_bound, figures.upper_bound
),

slack as (
    select * from of_sharpest
    union all
    select
        *,
        slack_below as sign_slack_below,
        slack_above as sign_slack_above
    from of_prints
),

final as (
    select
        figure_id,
        min(slack_below) as slack_below,
        min(slack_above) as slack_above,
        min(sign_slack_below) as sign_slack_below,
        min(sign_slack_above) as sign_slack_above
    from slack
    group by figure_id
)

select * from final
