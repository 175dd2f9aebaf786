{{ config(materialized='view') }}
-- Ratios, and growth over years, with the two amounts that they follow from, printed or not: each ratio that is printed, or
-- whose change is. One row per variable of a ratio and member.
with variables as (
    select * from {{ ref('int_variables') }}
    where measure in ('level', 'share_pct')
),

growth_terms as (
    select * from {{ ref('int_growth_terms') }}
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
),

ratio_inputs as (
    select * from {{ ref('int_ratio_inputs') }}
    where relation <> 'quotient' and input_period_no is not null
),

derivations as (
    select * from {{ ref('int_derivations') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

ratios as (
    select
        company,
        line_item_id,
        measure,
        period_no,
        stated_no,
        epoch_no
    from variables
    union
    select
        company,
        member_line_item_id as line_item_id,
        member_measure as measure,
        member_period_no as period_no,
        member_stated_no as stated_no,
        member_epoch_no as epoch_no
    from growth_terms
),

of_one_period as (
    {% for role, weight, column in [('numerator', 1, 'numerator_id'), ('denominator', -1, 'denominator_id')] %}
    select
        ratios.*,
        ratio_rules.comparison as form,
        '{{ role }}' as role,
        {{ weight }} as weight,
        ratio_rules.{{ column }} as member_line_item_id,
        ratios.period_no as member_period_no,
        ratios.stated_no as member_stated_no
    from ratios
    inner join ratio_rules on ratios.line_item_id = ratio_rules.line_item_id and ratios.measure = ratio_rules.measure
    where ratio_rules.comparison = 'quotient'
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- as the newest deck of the epoch has it
over_years as (
    select
        variables.company,
        variables.line_item_id,
        variables.measure,
        variables.period_no,
        variables.stated_no,
        variables.epoch_no,
        ratio_inputs.relation as form,
        case ratio_inputs.weight when 1 then 'numerator' else 'denominator' end as role,
        ratio_inputs.weight,
        ratio_inputs.input_line_item_id as member_line_item_id,
        ratio_inputs.input_period_no as member_period_no,
        coalesce(derivations.stated_no, ratio_inputs.stated_no) as member_stated_no
    from variables
    inner join ratio_inputs on variables.fact_id = ratio_inputs.fact_id
    left join derivations on ratio_inputs.source_id = derivations.derivation_id
    qualify row_number() over (partition by variables.variable_id, ratio_inputs.weight order by variables.deck_no desc, variables.figure_id asc) = 1
),

inputs as (
    select * from of_one_period
    union all
    select * from over_years
),

members as (
    select
        inputs.*,
        'level' as member_measure,
        epochs.epoch_no as member_epoch_no
    from inputs
    inner join epochs
        on
            inputs.member_line_item_id = epochs.line_item_id
            and inputs.epoch_no >= epochs.epoch_no
            and inputs.epoch_no < epochs.before_deck_no
    union all
    select
        company,
        line_item_id,
        measure,
        period_no,
        stated_no,
        epoch_no,
        form,
        'result' as role,
        -1 as weight,
        line_item_id as member_line_item_id,
        period_no as member_period_no,
        stated_no as member_stated_no,
        measure as member_measure,
        epoch_no as member_epoch_no
    from inputs
    where role = 'numerator'
),

final as (
    select
        members.company,
        'recalculation' as kind,
        members.form as relation,
        case members.form when 'change' then 'sum' else members.form end as form,
        case members.form when 'cagr' then cast(periods.months / 12 as integer) else 1 end as years,
        members.line_item_id,
        members.measure,
        members.period_no,
        members.stated_no,
        members.epoch_no,
        members.role,
        members.weight,
        members.member_line_item_id,
        members.member_measure,
        members.member_period_no,
        members.member_stated_no,
        members.member_epoch_no
    from members
    inner join periods on members.company = periods.company and members.period_no = periods.period_no
)

select * from final
