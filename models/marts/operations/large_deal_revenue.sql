{{ as_landed('large_deal_revenue') }}
