with companies as (
    select * from {{ ref('stg_companies') }}
),

final as (
    select
        company,
        name_ja,
        name_en,
        securities_code,
        fiscal_year_start_month
    from companies
)

select * from final
