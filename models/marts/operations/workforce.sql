with growth as (
    select * from {{ ref('int_growth') }}
),

-- headcount at the balance date before
openings as (
    select * from {{ ref('int_latest_bases') }}
    where compared_with = 'previous'
),

contracts as (
    select
        *,
        case line_item when 'headcount_regular' then 'regular' when 'headcount_contract' then 'contract' else 'total' end as contract
    from {{ ref('stg_line_items') }}
    where line_item in ('headcount', 'headcount_regular', 'headcount_contract')
),

joined as (
    select
        headcount.company,
        contracts.contract,
        contracts.name_ja,
        contracts.name_en,
        contracts.display_order,
        headcount.period,
        headcount.period_type,
        headcount.fiscal_year,
        headcount.starts_on,
        headcount.ends_on,
        headcount.basis,
        headcount.as_of,
        headcount.deck,
        headcount.value as headcount,
        headcount.yoy_change,
        headcount.yoy_pct,
        total.value as total_headcount,
        (openings.base_value + headcount.value) / 2 as mean_headcount,
        personnel_expenses.value as personnel_expenses_jpy_mn,
        revenue.value as revenue_jpy_mn
    from growth as headcount
    inner join contracts on headcount.line_item = contracts.line_item
    left join growth as total on {{ stated_together('headcount', 'total') }} and total.line_item = 'headcount'
    left join openings
        on
            headcount.company = openings.company and headcount.line_item = openings.line_item
            and headcount.period = openings.period and headcount.basis = openings.basis
    -- amounts of the quarter that ends on the date, of all employees
    {% for amount in ['personnel_expenses', 'revenue'] %}
    left join growth as {{ amount }}
        on
            headcount.company = {{ amount }}.company and {{ amount }}.line_item = '{{ amount }}' and contracts.contract = 'total'
            and {{ amount }}.period_type = 'quarter' and headcount.ends_on = {{ amount }}.ends_on
            and headcount.basis = {{ amount }}.basis and headcount.as_of is not distinct from {{ amount }}.as_of
    {% endfor %}
),

final as (
    select
        company,
        contract,
        name_ja,
        name_en,
        display_order,
        period,
        period_type,
        fiscal_year,
        starts_on,
        ends_on,
        basis,
        as_of,
        deck,
        cast(headcount as integer) as headcount,
        cast(yoy_change as integer) as yoy_change,
        yoy_pct,
        {{ percent_of('headcount', 'total_headcount') }} as share_pct,
        personnel_expenses_jpy_mn,
        {{ quotient_of('personnel_expenses_jpy_mn * 1000000', 'mean_headcount') }} as personnel_cost_per_head_jpy,
        {{ quotient_of('revenue_jpy_mn * 1000000', 'mean_headcount') }} as revenue_per_head_jpy
    from joined
)

select * from final
