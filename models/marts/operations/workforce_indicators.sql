{{ as_landed('workforce_indicators') }}
