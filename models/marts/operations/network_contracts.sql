{{ as_landed('network_contracts') }}
