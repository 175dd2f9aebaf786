with lines as (
    select * from {{ ref('int_statement_lines') }}
    where statement = 'balance_sheet' and is_stated
),

total_assets as (
    select * from lines
    where line_item = 'total_assets'
),

additivity as (
    select * from {{ ref('int_additivity') }}
    where statement = 'balance_sheet'
),

final as (
    select
        {{ line_columns('lines', ['lines.side', 'lines.part_of', additivity_columns('additivity')]) }},
        lines.value as amount_mn,
        lines.source as amount_source,
        case when total_assets.value > 0 then {{ percent_of('lines.value', 'total_assets.value') }} end as share_of_total_pct,
        lines.ytd_change as change_mn,
        lines.ytd_pct as change_pct,
        lines.ytd_source as change_source,
        {{ growth_columns('lines') }}
    from lines
    left join additivity on {{ same_line('lines', 'additivity') }}
    left join total_assets on {{ stated_together('lines', 'total_assets') }}
)

select * from final
