-- The balances of each company that follow from the one before, and the flows between them.
with companies as (
    select * from {{ ref('stg_companies') }}
),

roll_forwards as (
    select
        company,
        balance,
        flow,
        try_cast(weight as integer) as weight
    from {{ landed('roll_forwards') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

roll_forwards_of_company as (
    {{ of_each_company('roll_forwards', ['balance'], ['flow', 'weight']) }}
),

final as (
    select
        roll_forwards.company,
        roll_forwards.balance,
        balances.line_item_id as balance_id,
        roll_forwards.flow,
        flows.line_item_id as flow_id,
        roll_forwards.weight,
        roll_forwards.is_standard
    from roll_forwards_of_company as roll_forwards
    inner join line_items as balances on roll_forwards.company = balances.company and roll_forwards.balance = balances.line_item
    inner join line_items as flows on roll_forwards.company = flows.company and roll_forwards.flow = flows.line_item
)

select * from final
