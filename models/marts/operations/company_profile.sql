{{ as_landed('company_profile') }}
