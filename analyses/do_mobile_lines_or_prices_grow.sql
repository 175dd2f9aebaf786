-- Does mobile revenue grow by lines or by what a line earns?
-- Growth of revenue, of lines, and of revenue per line that follows from the two.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

mobile_subscriptions as (
    select * from {{ ref('mobile_subscriptions') }}
    where basis = 'actual'
),

final as (
    select
        mobile_subscriptions.company,
        mobile_subscriptions.period,
        mobile_subscriptions.name_en,
        mobile_subscriptions.lines,
        mobile_subscriptions.currency,
        mobile_subscriptions.revenue_per_line_month,
        mobile_subscriptions.revenue_yoy_pct,
        mobile_subscriptions.lines_yoy_pct,
        {{ percent_of('100 + mobile_subscriptions.revenue_yoy_pct', '100 + mobile_subscriptions.lines_yoy_pct', 100) }} as revenue_per_line_yoy_pct
    from mobile_subscriptions
    inner join decks on mobile_subscriptions.company = decks.company and mobile_subscriptions.period = decks.current_period
)

select * from final
order by company asc, lines desc
