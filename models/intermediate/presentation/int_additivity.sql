-- Which lines of a statement may be added up: of each total the components of the breakdown that is wholly known (of several
-- the one whose components add up to the unit, then the finest), or the total itself where none is.
-- One row per statement, line item, period and basis.
{% set totals = {
    'balance_sheet': ['total_assets', 'total_liabilities', 'total_equity'],
    'capital_expenditure': ['capex'],
    'cash_flow': ['operating_cash_flow', 'investing_cash_flow', 'financing_cash_flow'],
    'revenue_by_service': ['revenue'],
    'sga_expenses': ['sga_expenses'],
    'workforce': ['headcount'],
} %}
with amounts as (
    select * from {{ ref('int_amounts') }}
    where is_stated and value is not null
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

-- sums of which no part is a total itself: assets that are liabilities and equity are no breakdown of assets
calculations as (
    select
        *,
        count(*) over (partition by calculation_id) as components
    from {{ ref('int_calculations') }}
    where comparison = 'equals' and not is_total
    qualify
        min(weight) over (partition by calculation_id) = 1
        and count(*) over (partition by calculation_id) > 1
        and not bool_or(line_item in (
            {% for item in totals.values() | sum(start=[]) %}
            '{{ item }}'{% if not loop.last %},{% endif %}

            {% endfor %}
        )) over (partition by calculation_id)
),

totals as (
    {% for statement, items in totals.items() %}
    select
        '{{ statement }}' as statement,
        line_items.line_item as total,
        amounts.*
    from amounts
    inner join line_items on amounts.line_item_id = line_items.line_item_id
    where line_items.line_item in ('{{ items | join("', '") }}')
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
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
