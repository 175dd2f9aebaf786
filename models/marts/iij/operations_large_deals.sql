with large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        large_deals.deal,
        large_deals.deck,
        large_deals.company,
        large_deals.page,
        large_deals.client_kind_ja,
        large_deals.client_kind_en,
        large_deals.subject_ja,
        large_deals.subject_en,
        large_deals.amount_as_printed,
        large_deals.currency,
        large_deals.amount as amount_mn,
        large_deals.term_years,
        cast(large_deals.amount / large_deals.term_years as {{ figure_type() }}) as amount_per_year_mn,
        large_deals.services like '%network_services%' as includes_network_services,
        large_deals.services like '%si_construction%' as includes_si_construction,
        large_deals.services like '%si_operation%' as includes_si_operation,
        large_deals.revenue_starts,
        periods.starts_on as revenue_starts_on,
        large_deals.revenue_starts_gradually,
        large_deals.awarded,
        large_deals.remark
    from large_deals
    left join periods on large_deals.company = periods.company and large_deals.revenue_starts = periods.period
)

select * from final
