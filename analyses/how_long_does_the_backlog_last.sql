-- How long does the order backlog last, and does it grow?
-- Book-to-bill of the quarter, backlog, and the months of revenue that it covers.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

order_book as (
    select * from {{ ref('order_book') }}
    where basis = 'actual'
),

final as (
    select
        order_book.company,
        order_book.period,
        order_book.name_en,
        order_book.currency,
        order_book.orders_mn,
        order_book.orders_yoy_pct,
        order_book.revenue_mn,
        order_book.book_to_bill,
        order_book.backlog_mn,
        order_book.backlog_yoy_pct,
        order_book.backlog_months_of_revenue
    from order_book
    inner join decks on order_book.company = decks.company and order_book.period = decks.current_period
)

select * from final
order by company asc, backlog_months_of_revenue desc
