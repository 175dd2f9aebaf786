-- On which side of the books a line item stands: what balances.csv says of it or of its concept, or its side of the balance
-- sheet (their sum equals the assets, and has none); what breaks down a total stands where the total does, or opposite where it is subtracted.
with recursive companies as (
    select * from {{ ref('stg_companies') }}
),

balances as (
    select * from {{ landed('balances') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where unit_family = 'money'
),

calculations as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals' and not is_total
),

balances_of_company as (
    {{ of_each_company('balances', ['line_item'], ['balance']) }}
),

declared as (
    select
        line_items.line_item_id,
        coalesce(
            own.balance,
            of_concept.balance,
            case when line_items.side = 'assets' then 'debit' when line_items.side in ('liabilities', 'equity') then 'credit' end
        ) as balance
    from line_items
    left join balances_of_company as own on line_items.company = own.company and line_items.line_item = own.line_item
    left join balances_of_company as of_concept on line_items.company = of_concept.company and line_items.concept = of_concept.line_item
),

-- ten steps, so that a circle ends
reached as (
    select
        line_item_id,
        balance,
        0 as steps
    from declared
    where balance is not null
    union all
    select
        calculations.line_item_id,
        case when (reached.balance = 'credit') = (calculations.weight > 0) then 'credit' else 'debit' end as balance,
        reached.steps + 1 as steps
    from reached
    inner join calculations on reached.line_item_id = calculations.total_id
    inner join declared on calculations.line_item_id = declared.line_item_id and declared.balance is null
    where reached.steps < 10
),

nearest as (
    select
        line_item_id,
        balance,
        steps
    from reached
    qualify rank() over (partition by line_item_id order by steps) = 1
),

agreed as (
    select
        line_item_id,
        max(balance) as balance,
        min(steps) as steps
    from nearest
    group by line_item_id
    having count(distinct balance) = 1
),

-- XBRL lets no sum add what stands opposite: a total that does, as EBITDA adds depreciation to profit, has no balance, nor has
-- a component that only follows from another total
contradicted as (
    select case when components.steps > 0 then calculations.line_item_id else calculations.total_id end as line_item_id
    from calculations
    inner join agreed as components on calculations.line_item_id = components.line_item_id
    inner join agreed as totals on calculations.total_id = totals.line_item_id
    where (components.balance = totals.balance) <> (calculations.weight > 0)
),

final as (
    select
        agreed.line_item_id,
        agreed.balance
    from agreed
    left join contradicted on agreed.line_item_id = contradicted.line_item_id
    where contradicted.line_item_id is null
)

select * from final
