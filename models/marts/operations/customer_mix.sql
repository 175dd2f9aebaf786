{{ as_landed('customer_mix') }}
