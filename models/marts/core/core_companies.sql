with companies as (
    select * from {{ ref('stg_companies') }}
),

final as (
    select
        company,
        name_ja,
        name_en,
        securities_code,
        currency,
        accounting_standard,
        fiscal_year_named_by,
        fiscal_year_start_month,
        closing_day
    from companies
)

select * from final
