with source as (
    select * from {{ ref('companies') }}
),

final as (
    select
        company,
        name_ja,
        name_en,
        securities_code,
        cast(fiscal_year_start_month as integer) as fiscal_year_start_month
    from source
)

select * from final
