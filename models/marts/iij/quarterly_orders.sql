{{ every_quarter('order_book', 'stream', 'systems_integration', [
    'orders_mn', 'orders_yoy_pct', 'revenue_mn', 'book_to_bill', 'backlog_mn', 'backlog_yoy_pct',
]) }}
