with source as (
    select * from {{ landed('companies') }}
),

-- what a profile may not say is null here and told by assert_company_profiles_are_sound
final as (
    select
        company,
        name_ja,
        name_en,
        securities_code,
        currency,
        accounting_standard,
        fiscal_year_named_by,
        try_cast(nullif(regexp_extract(fiscal_year_start_month, '^([1-9]|1[0-2])$', 0), '') as integer) as fiscal_year_start_month,
        try_cast(nullif(regexp_extract(closing_day, '^([1-9]|1[0-9]|2[0-8])$', 0), '') as integer) as closing_day,
        dash
    from source
)

select * from final
