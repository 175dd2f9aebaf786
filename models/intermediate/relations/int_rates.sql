{{ config(materialized='view') }}
-- Growth, ratios and growth over years with the two amounts that each follows from, printed or not: every one that is printed,
-- and every ratio that printed growth speaks of. One row per rate.
with variables as (
    select * from {{ ref('int_variables') }}
),

growth_bases as (
    select * from {{ ref('int_growth_bases') }}
    where base_period_no is not null
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
    where comparison = 'quotient'
),

ratio_inputs as (
    select * from {{ ref('int_ratio_inputs') }}
    where relation <> 'quotient' and input_period_no is not null
),

derivations as (
    select * from {{ ref('int_derivations') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
    where basis = 'actual' and as_of is null
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- from a base that nothing states, what grew grew from what happened; growth is as the newest deck that prints it has it
grown as (
    select
        variables.company,
        variables.measure as relation,
        case variables.expressed_as when 'percent' then 'growth' else 'sum' end as form,
        1 as years,
        variables.line_item_id,
        variables.measure,
        variables.period_no,
        variables.stated_no,
        variables.epoch_no,
        variables.line_item_id as numerator_id,
        variables.period_no as numerator_period_no,
        variables.stated_no as numerator_stated_no,
        variables.line_item_id as denominator_id,
        growth_bases.base_period_no as denominator_period_no,
        coalesce(derivations.stated_no, times_of_statement.stated_no) as denominator_stated_no
    from variables
    inner join growth_bases
        on
            variables.amount_id = growth_bases.amount_id
            and variables.deck_no = growth_bases.deck_no
            and variables.compared_with = growth_bases.compared_with
    left join derivations on growth_bases.base_derivation_id = derivations.derivation_id
    left join times_of_statement on variables.company = times_of_statement.company
    where coalesce(derivations.stated_no, times_of_statement.stated_no) is not null
    qualify row_number() over (partition by variables.variable_id order by variables.deck_no desc, variables.figure_id asc) = 1
),

-- what is printed, and the amounts that growth speaks of
stated as (
    select
        company,
        line_item_id,
        measure,
        period_no,
        stated_no,
        epoch_no
    from variables
    {% for side in ['numerator', 'denominator'] %}
    union
    select
        company,
        {{ side }}_id as line_item_id,
        'level' as measure,
        {{ side }}_period_no as period_no,
        {{ side }}_stated_no as stated_no,
        epoch_no
    from grown
    {% endfor %}
),

divided as (
    select
        stated.company,
        'quotient' as relation,
        'quotient' as form,
        1 as years,
        stated.line_item_id,
        stated.measure,
        stated.period_no,
        stated.stated_no,
        stated.epoch_no,
        ratio_rules.numerator_id,
        stated.period_no as numerator_period_no,
        stated.stated_no as numerator_stated_no,
        ratio_rules.denominator_id,
        stated.period_no as denominator_period_no,
        stated.stated_no as denominator_stated_no
    from stated
    inner join ratio_rules on stated.line_item_id = ratio_rules.line_item_id and stated.measure = ratio_rules.measure
),

ends as (
    select
        ratio_inputs.fact_id,
        ratio_inputs.relation,
        ratio_inputs.weight,
        ratio_inputs.input_line_item_id as line_item_id,
        ratio_inputs.input_period_no as period_no,
        coalesce(derivations.stated_no, ratio_inputs.stated_no) as stated_no
    from ratio_inputs
    left join derivations on ratio_inputs.source_id = derivations.derivation_id
),

-- as the newest deck of the epoch has it
over_years as (
    select
        variables.company,
        last_ends.relation,
        case last_ends.relation when 'change' then 'sum' else last_ends.relation end as form,
        case last_ends.relation when 'cagr' then cast(periods.months / 12 as integer) else 1 end as years,
        variables.line_item_id,
        variables.measure,
        variables.period_no,
        variables.stated_no,
        variables.epoch_no,
        {% for side, ends in [('numerator', 'last_ends'), ('denominator', 'first_ends')] %}
        {{ ends }}.line_item_id as {{ side }}_id,
        {{ ends }}.period_no as {{ side }}_period_no,
        {{ ends }}.stated_no as {{ side }}_stated_no{% if not loop.last %},{% endif %}

        {% endfor %}
    from variables
    inner join ends as last_ends on variables.fact_id = last_ends.fact_id and last_ends.weight = 1
    inner join ends as first_ends on variables.fact_id = first_ends.fact_id and first_ends.weight = -1
    inner join periods on variables.company = periods.company and variables.period_no = periods.period_no
    where variables.measure in ('level', 'share_pct')
    qualify row_number() over (partition by variables.variable_id order by variables.deck_no desc, variables.figure_id asc) = 1
),

final as (
    select * from grown
    union all
    select * from divided
    union all
    select * from over_years
)

select * from final
