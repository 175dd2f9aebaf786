with all_lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

-- without what is outside both groups by its name
lines as (
    select
        *,
        case
            when line_item in ('security_revenue', 'email_security_revenue') then 'security'
            when line_item in ('cloud_services_revenue', 'private_cloud_revenue', 'public_cloud_revenue', 'raptor_revenue', 'si_operation_cloud_revenue')
                then 'cloud'
        end as service_group,
        case when line_item in ('security_revenue', 'email_security_revenue') then 'security_revenue' else 'cloud_services_revenue' end as whole
    from all_lines
),

-- shares that decks print, recomputed or as printed
shares as (
    select * from {{ ref('int_ratios') }}
    where denominator = 'cloud_services_revenue' and measure = 'share_pct'
),

cloud as (
    select * from all_lines
    where line_item = 'cloud_services_revenue'
),

final as (
    select
        {{ line_columns('lines', [
            'lines.service_group', 'case when lines.line_item <> lines.whole then lines.whole end as part_of', 'lines.line_item = lines.whole as is_total',
            'lines.line_item = lines.whole as adds_up'
        ]) }},
        lines.value as revenue_mn,
        lines.source as revenue_source,
        case
            when shares.ratio_pct is not null then shares.ratio_pct
            when lines.service_group = 'cloud' and cloud.value > 0 then {{ percent_of('lines.value', 'cloud.value') }}
        end as share_of_cloud_pct,
        case
            when shares.ratio_pct is not null then shares.source
            when lines.service_group = 'cloud' and cloud.value > 0 and lines.value is not null then 'calculated'
            else 'not_stated'
        end as share_of_cloud_source,
        case when lines.revenue > 0 then {{ percent_of('lines.value', 'lines.revenue') }} end as revenue_share_pct,
        {{ growth_columns('lines') }},
        {{ trailing_columns('lines') }}
    from lines
    left join shares
        on lines.line_item_id = shares.line_item_id and lines.period_no = shares.period_no and lines.basis = shares.basis
    left join cloud on {{ stated_together('lines', 'cloud') }}
    where lines.service_group is not null
)

select * from final
