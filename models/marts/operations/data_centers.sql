{{ as_landed('data_centers') }}
