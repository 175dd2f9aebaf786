-- How much revenue do the large deals add, and from when? Contract value and value a year of the deals by the quarter in which revenue starts.
with large_deals as (
    select * from {{ ref('operations_large_deals') }}
),

decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

income_statement as (
    select * from {{ ref('income_statement') }}
    where line_item = 'revenue' and basis = 'actual'
),

final as (
    select
        coalesce(large_deals.revenue_starts, 'not printed') as revenue_starts,
        count(*) as deals,
        sum(large_deals.amount_jpy_mn) as amount_jpy_mn,
        sum(large_deals.amount_per_year_jpy_mn) as amount_per_year_jpy_mn,
        {{ percent_of('sum(large_deals.amount_per_year_jpy_mn)', 'max(income_statement.trailing_twelve_months_jpy_mn)') }} as ratio_to_revenue_pct
    from large_deals
    inner join decks on large_deals.deck = decks.deck
    inner join income_statement on decks.company = income_statement.company and decks.current_period = income_statement.period
    group by coalesce(large_deals.revenue_starts, 'not printed')
)

select * from final
order by amount_jpy_mn desc
