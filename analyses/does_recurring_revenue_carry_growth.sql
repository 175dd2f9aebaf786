-- Does recurring revenue carry growth, or one-time revenue?
-- Shares, growth and what each adds to the growth of revenue, in points.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

revenue_by_service as (
    select * from {{ ref('revenue_by_service') }}
    where breakdown = 'revenue_by_recurrence' and basis = 'actual'
),

income_statement as (
    select * from {{ ref('income_statement') }}
    where line_item = 'revenue' and basis = 'actual'
),

final as (
    select
        revenue_by_service.company,
        revenue_by_service.period,
        revenue_by_service.name_en,
        revenue_by_service.currency,
        revenue_by_service.revenue_mn,
        revenue_by_service.revenue_share_pct,
        revenue_by_service.yoy_pct,
        {{ percent_of('revenue_by_service.yoy_change_mn', 'income_statement.amount_mn - income_statement.yoy_change_mn') }} as contribution_pt
    from revenue_by_service
    inner join decks on revenue_by_service.company = decks.company and revenue_by_service.period = decks.current_period
    inner join income_statement on revenue_by_service.company = income_statement.company and revenue_by_service.period = income_statement.period
)

select * from final
order by company asc, revenue_mn desc
