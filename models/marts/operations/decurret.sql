{{ as_landed('decurret') }}
