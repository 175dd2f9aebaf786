{{ as_landed('effects_on_profit') }}
