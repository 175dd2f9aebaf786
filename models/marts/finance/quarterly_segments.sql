{{ every_quarter('segment_results', 'segment', 'consolidated', [
    'basis_from', 'revenue_mn', 'revenue_share_pct', 'revenue_yoy_change_mn', 'revenue_yoy_pct', 'revenue_yoy_source', 'cost_of_sales_mn',
    'gross_profit_mn', 'gross_margin_pct', 'gross_margin_yoy_pt', 'gross_profit_yoy_change_mn', 'gross_profit_yoy_pct',
    'gross_profit_yoy_source', 'segment_profit_mn',
]) }}
