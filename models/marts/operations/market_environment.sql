{{ as_landed('market_environment') }}
