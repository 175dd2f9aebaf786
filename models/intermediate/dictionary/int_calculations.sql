-- Every calculation of each company as one sum that is zero (or, of parts that need not be all, at most zero): components with
-- their weights, less the total.
with companies as (
    select * from {{ ref('stg_companies') }}
),

calculations as (
    select
        company,
        calculation,
        total,
        component,
        try_cast(weight as integer) as weight,
        comparison
    from {{ landed('calculations') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations_of_company as (
    {{ of_each_company('calculations', ['calculation'], ['total', 'component', 'weight', 'comparison']) }}
),

members as (
    select
        company,
        calculation,
        is_standard,
        comparison,
        total,
        component as line_item,
        weight,
        false as is_total
    from calculations_of_company
    union all
    select distinct
        company,
        calculation,
        is_standard,
        comparison,
        total,
        total as line_item,
        -1 as weight,
        true as is_total
    from calculations_of_company
),

final as (
    select
        members.company,
        members.calculation,
        cast(dense_rank() over (order by members.company, members.calculation) as integer) as calculation_id,
        members.is_standard,
        members.comparison,
        members.total,
        totals.line_item_id as total_id,
        members.line_item,
        line_items.line_item_id,
        members.weight,
        members.is_total
    from members
    left join line_items as totals on members.company = totals.company and members.total = totals.line_item
    left join line_items on members.company = line_items.company and members.line_item = line_items.line_item
    -- a sum of which the company does not have all members is no sum: assert_reference_data_is_sound names it
    window calculation as (partition by members.company, members.calculation)
    qualify count(line_items.line_item_id) over calculation = count(*) over calculation
)

select * from final
