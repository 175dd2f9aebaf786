-- How much revenue do the large deals add, and from when?
-- Contract value and value a year of the deals by the quarter in which revenue starts.
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
        large_deals.company,
        coalesce(large_deals.revenue_starts, 'not printed') as revenue_starts,
        count(*) as deals,
        large_deals.currency,
        sum(large_deals.amount_mn) as amount_mn,
        sum(large_deals.amount_per_year_mn) as amount_per_year_mn,
        {{ percent_of('sum(large_deals.amount_per_year_mn)', 'max(income_statement.trailing_twelve_months_mn)') }} as ratio_to_revenue_pct
    from large_deals
    inner join decks on large_deals.deck = decks.deck
    inner join income_statement on decks.company = income_statement.company and decks.current_period = income_statement.period
    group by large_deals.company, large_deals.currency, coalesce(large_deals.revenue_starts, 'not printed')
)

select * from final
order by company asc, amount_mn desc
