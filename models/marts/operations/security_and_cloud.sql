with growth as (
    select * from {{ ref('int_growth') }}
),

-- without what is outside both groups by its name
services as (
    select
        *,
        case when line_item in ('security_revenue', 'email_security_revenue') then 'security' else 'cloud' end as service_group
    from {{ ref('stg_line_items') }}
    where
        line_item in (
            'security_revenue', 'email_security_revenue',
            'cloud_services_revenue', 'private_cloud_revenue', 'public_cloud_revenue', 'raptor_revenue', 'si_operation_cloud_revenue'
        )
),

-- shares that decks print, recomputed or as printed
shares as (
    select * from {{ ref('int_ratios') }}
    where denominator = 'cloud_services_revenue' and measure = 'share_pct'
),

final as (
    select
        growth.company,
        growth.line_item,
        services.name_ja,
        services.name_en,
        services.display_order,
        services.service_group,
        growth.period,
        growth.period_type,
        growth.fiscal_year,
        growth.fiscal_quarter,
        growth.starts_on,
        growth.ends_on,
        growth.basis,
        growth.as_of,
        growth.deck,
        growth.value as revenue_jpy_mn,
        growth.source as revenue_source,
        case
            when shares.ratio_pct is not null then shares.ratio_pct
            when services.service_group = 'cloud' and cloud.value > 0 then {{ percent_of('growth.value', 'cloud.value') }}
        end as share_of_cloud_pct,
        case
            when shares.ratio_pct is not null then shares.source
            when services.service_group = 'cloud' and cloud.value > 0 and growth.value is not null then 'recomputed'
        end as share_of_cloud_source,
        case when revenue.value > 0 then {{ percent_of('growth.value', 'revenue.value') }} end as revenue_share_pct,
        growth.yoy_change as yoy_change_jpy_mn,
        growth.yoy_pct,
        growth.yoy_source,
        growth.qoq_change as qoq_change_jpy_mn,
        growth.qoq_pct,
        growth.qoq_source
    from growth
    inner join services on growth.line_item = services.line_item
    left join shares
        on
            growth.company = shares.company
            and growth.line_item = shares.line_item
            and growth.period = shares.period
            and growth.basis = shares.basis
    {% for whole, line_item in [('cloud', 'cloud_services_revenue'), ('revenue', 'revenue')] %}
    left join growth as {{ whole }} on {{ stated_together('growth', whole) }} and {{ whole }}.line_item = '{{ line_item }}'
    {% endfor %}
)

select * from final
