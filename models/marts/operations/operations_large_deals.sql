with large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

final as (
    select
        deal,
        deck,
        company,
        page,
        client_kind_ja,
        client_kind_en,
        subject_ja,
        subject_en,
        amount_as_printed,
        amount as amount_jpy_mn,
        term_years,
        cast(amount / term_years as {{ figure_type() }}) as amount_per_year_jpy_mn,
        services like '%network_services%' as includes_network_services,
        services like '%si_construction%' as includes_si_construction,
        services like '%si_operation%' as includes_si_operation,
        revenue_starts,
        revenue_starts_on,
        revenue_starts_gradually,
        awarded,
        remark
    from large_deals
)

select * from final
