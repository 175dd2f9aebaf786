with periods as (
    select * from {{ ref('int_periods') }}
    where period_type = 'quarter'
),

quarters as (
    select
        cast({{ dbt.date_trunc('quarter', 'starts_on') }} as date) as date_quarter,
        period
    from periods
),

-- companies that count their years differently share no fiscal quarter
final as (
    select
        date_quarter,
        case when min(period) = max(period) then min(period) end as period
    from quarters
    group by date_quarter
)

select * from final
