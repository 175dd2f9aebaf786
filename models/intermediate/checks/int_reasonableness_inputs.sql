{{ config(materialized='view') }}
-- Reasonableness: a printed amount with what it follows from but for a residual with known bounds. The residual is an input
-- of a sum; of a product, whose factors are shown, the product with its residual is the one input that is compared.
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

-- a factor that can be zero says nothing of a product
complete as (
    select
        *,
        case when form = 'product' and weight > 0 then 'factor' when form = 'product' then 'divisor' else 'component' end as role,
        sign(input_lower_bound) * sign(input_upper_bound) as sign_of_ends
    from counted
    where is_of_one_basis and known_members + constants = placed_members and known_members > 0
),

summed as (
    select
        fact_id,
        relation,
        sum({{ weighted_lower('weight', 'input_lower_bound', 'input_upper_bound') }}) as computed_lower,
        sum({{ weighted_upper('weight', 'input_lower_bound', 'input_upper_bound') }}) as computed_upper
    from complete
    where form = 'sum'
    group by fact_id, relation
),

-- how far each factor is from zero, at least and at most, on which side, and whether it multiplies or divides
factors as (
    select
        *,
        case when source_id is null then sign(weight) else sign(input_lower_bound) end as factor_sign,
        case when source_id is null then 1 else weight end as exponent,
        cast(case when source_id is null then abs(weight) else least(abs(input_lower_bound), abs(input_upper_bound)) end as double) as near_end,
        cast(case when source_id is null then abs(weight) else greatest(abs(input_lower_bound), abs(input_upper_bound)) end as double) as far_end
    from complete
    where form = 'product'
),

logarithms as (
    select
        *,
        ln(nullif(near_end, 0)) as nearest,
        ln(nullif(far_end, 0)) as farthest
    from factors
),

multiplied as (
    select
        fact_id,
        relation,
        case when sum(case when factor_sign < 0 then 1 else 0 end) % 2 = 0 then 1 else -1 end as product_sign,
        exp(sum(case when exponent > 0 then nearest else -farthest end)) as nearest,
        exp(sum(case when exponent > 0 then farthest else -nearest end)) as farthest
    from logarithms
    group by fact_id, relation
    having min(coalesce(sign_of_ends, 1)) > 0 and count(*) = count(nearest)
),

computed as (
    select * from summed
    union all
    select
        fact_id,
        relation,
        case when product_sign > 0 then nearest else -farthest end as computed_lower,
        case when product_sign > 0 then farthest else -nearest end as computed_upper
    from multiplied
),

subjects as (
    select distinct
        fact_id,
        relation,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        form,
        residual_lower_pct,
        residual_upper_pct
    from complete
),

-- what a share of an interval can be lies between the shares of its ends
ends as (
    select
        subjects.*,
        computed.computed_lower,
        computed.computed_upper,
        cast(computed.computed_lower as double) * subjects.residual_lower_pct / 100 as least_of_lower,
        cast(computed.computed_lower as double) * subjects.residual_upper_pct / 100 as most_of_lower,
        cast(computed.computed_upper as double) * subjects.residual_lower_pct / 100 as least_of_upper,
        cast(computed.computed_upper as double) * subjects.residual_upper_pct / 100 as most_of_upper
    from subjects
    inner join computed on subjects.fact_id = computed.fact_id and subjects.relation = computed.relation
),

residuals as (
    select
        *,
        least(least_of_lower, most_of_lower, least_of_upper, most_of_upper) as residual_lower,
        greatest(least_of_lower, most_of_lower, least_of_upper, most_of_upper) as residual_upper
    from ends
),

inputs as (
    select
        complete.fact_id,
        complete.relation,
        complete.line_item_id,
        complete.measure,
        complete.period_no,
        complete.stated_no,
        complete.deck_no,
        complete.role,
        complete.input_line_item_id,
        complete.input_period_no,
        complete.weight,
        complete.source_id,
        complete.input_lower_bound,
        complete.input_upper_bound,
        complete.input_lower_is_open,
        complete.input_upper_is_open,
        complete.input_deck_no,
        case when abs(complete.weight) = 1 then '' else cast(abs(complete.weight) as string) || ' x ' end || complete.text as text
    from complete
    inner join residuals on complete.fact_id = residuals.fact_id and complete.relation = residuals.relation
    where complete.source_id is not null
    union all
    select
        fact_id,
        relation,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        'component' as role,
        cast(null as integer) as input_line_item_id,
        period_no as input_period_no,
        1 as weight,
        -- a residual is no fact
        -row_number() over (order by fact_id, relation) as source_id,
        cast(greatest(residual_lower + case form when 'product' then computed_lower else 0 end, -{{ unbounded() }}) as {{ figure_type() }})
            as input_lower_bound,
        cast(least(residual_upper + case form when 'product' then computed_upper else 0 end, {{ unbounded() }}) as {{ figure_type() }})
            as input_upper_bound,
        false as input_lower_is_open,
        false as input_upper_is_open,
        deck_no as input_deck_no,
        '[residual of ' || case when residual_lower_pct = -{{ unbounded() }} then 'any' else {{ format_number('residual_lower_pct') }} || ' %' end
        || ' to ' || case when residual_upper_pct = {{ unbounded() }} then 'any' else {{ format_number('residual_upper_pct') }} || ' %' end || ']' as text
    from residuals
),

final as (
    select {{ check_inputs("'reasonableness'", 'inputs.relation', 'inputs', 'inputs.role') }}
    from inputs
)

select * from final
