{{ config(materialized='view') }}
-- Printed growth: a rate is a quotient of the amount that grew and the one that it grew from, a change the difference of them,
-- whether they are printed or not. One row per variable of growth and member.
with variables as (
    select * from {{ ref('int_variables') }}
    where compared_with in ('year_ago', 'previous', 'fiscal_year_end')
),

growth_bases as (
    select * from {{ ref('int_growth_bases') }}
    where base_period_no is not null
),

derivations as (
    select * from {{ ref('int_derivations') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

actual as (
    select
        company,
        stated_no
    from times_of_statement
    where basis = 'actual' and as_of is null
),

-- as the newest deck that prints it has it
stated as (
    select * from variables
    qualify row_number() over (partition by variable_id order by deck_no desc, figure_id asc) = 1
),

-- a base that nothing states is what happened
based as (
    select
        stated.*,
        growth_bases.base_period_no,
        coalesce(derivations.stated_no, actual.stated_no) as base_stated_no
    from stated
    inner join growth_bases
        on
            stated.amount_id = growth_bases.amount_id
            and stated.deck_no = growth_bases.deck_no
            and stated.compared_with = growth_bases.compared_with
    left join derivations on growth_bases.base_derivation_id = derivations.derivation_id
    left join actual on stated.company = actual.company
    where coalesce(derivations.stated_no, actual.stated_no) is not null
),

final as (
    {% for role, weight, measure, period_no, stated_no in [
        ('result', -1, 'measure', 'period_no', 'stated_no'),
        ('numerator', 1, "'level'", 'period_no', 'stated_no'),
        ('denominator', -1, "'level'", 'base_period_no', 'base_stated_no'),
    ] %}
    select
        company,
        'recalculation' as kind,
        measure as relation,
        case expressed_as when 'percent' then 'growth' else 'sum' end as form,
        1 as years,
        line_item_id,
        measure,
        period_no,
        stated_no,
        epoch_no,
        '{{ role }}' as role,
        {{ weight }} as weight,
        line_item_id as member_line_item_id,
        {{ measure }} as member_measure,
        {{ period_no }} as member_period_no,
        {{ stated_no }} as member_stated_no,
        epoch_no as member_epoch_no
    from based
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
