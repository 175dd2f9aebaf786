{{ config(materialized='view') }}
-- Reasonableness: a printed amount with what it follows from but for a residual with known bounds. The residual is an input
-- of a sum; of a product, whose factors are shown, the product with its residual is the one input that is compared.
with complete as (
    select * from {{ ref('int_reasonableness_members') }}
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
    -- a factor that can be zero says nothing of a product
    having min(case when source_id is null then 1 else sign(input_lower_bound) * sign(input_upper_bound) end) > 0 and count(*) = count(nearest)
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
