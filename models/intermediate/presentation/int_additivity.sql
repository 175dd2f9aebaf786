-- Which lines of a statement may be added up: of each total the components of the breakdown that is wholly known (of several
-- the one whose components add up to the unit, then the finest), or the total itself where none is.
-- One row per statement, line item, period and basis.
with amounts as (
    select * from {{ ref('int_amounts') }}
    where is_stated and value is not null
),

companies as (
    select * from {{ ref('stg_companies') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

statement_totals as (
    select * from {{ landed('statement_totals') }}
),

totals_of_company as (
    {{ of_each_company('statement_totals', ['statement', 'total'], []) }}
),

total_line_items as (
    select
        totals_of_company.statement,
        line_items.line_item as total,
        line_items.line_item_id
    from totals_of_company
    inner join line_items on totals_of_company.company = line_items.company and totals_of_company.total = line_items.line_item
),

members as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals' and not is_total
),

parts_that_are_totals as (
    select distinct line_item_id from total_line_items
),

-- sums of which no part is a total itself: assets that are liabilities and equity are no breakdown of assets
calculations as (
    select
        members.calculation_id,
        members.total_id,
        members.line_item_id,
        count(*) over (partition by members.calculation_id) as components
    from members
    left join parts_that_are_totals on members.line_item_id = parts_that_are_totals.line_item_id
    qualify
        min(members.weight) over (partition by members.calculation_id) = 1
        and count(*) over (partition by members.calculation_id) > 1
        and count(parts_that_are_totals.line_item_id) over (partition by members.calculation_id) = 0
),

totals as (
    select
        total_line_items.statement,
        total_line_items.total,
        amounts.*
    from amounts
    inner join total_line_items on amounts.line_item_id = total_line_items.line_item_id
),

-- one row per breakdown of a total of which all components are stated together with it
whole_breakdowns as (
    select
        totals.statement,
        totals.total,
        totals.line_item_id as total_id,
        totals.period_no,
        totals.basis,
        calculations.calculation_id,
        calculations.components,
        sum(amounts.value) = totals.value as is_exact
    from totals
    inner join calculations on totals.line_item_id = calculations.total_id
    inner join amounts
        on
            calculations.line_item_id = amounts.line_item_id
            and totals.period_no = amounts.period_no
            and totals.stated_no = amounts.stated_no
            and {{ are_comparable('totals', 'amounts') }}
    group by
        totals.statement, totals.total, totals.line_item_id, totals.period_no, totals.basis, totals.value, calculations.calculation_id,
        calculations.components
    having count(*) = calculations.components
),

breakdowns as (
    select * from whole_breakdowns
    qualify row_number() over (
        partition by statement, total_id, period_no, basis
        order by case when is_exact then 1 else 2 end, components desc, calculation_id asc
    ) = 1
),

final as (
    select
        totals.statement,
        totals.total,
        totals.line_item_id,
        totals.period_no,
        totals.basis,
        cast(null as integer) as calculation_id,
        breakdowns.total_id is null as adds_up,
        true as is_total
    from totals
    left join breakdowns
        on
            totals.statement = breakdowns.statement
            and totals.line_item_id = breakdowns.total_id
            and totals.period_no = breakdowns.period_no
            and totals.basis = breakdowns.basis
    union all
    select
        breakdowns.statement,
        breakdowns.total,
        calculations.line_item_id,
        breakdowns.period_no,
        breakdowns.basis,
        breakdowns.calculation_id,
        true as adds_up,
        false as is_total
    from breakdowns
    inner join calculations on breakdowns.calculation_id = calculations.calculation_id
)

select * from final
