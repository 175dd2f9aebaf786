with periods as (
    select * from {{ ref('int_periods') }}
    where period_type = 'quarter'
),

quarters as (
    select
        cast({{ dbt.date_trunc('quarter', 'starts_on') }} as date) as date_quarter,
        period,
        fiscal_year
    from periods
),

-- companies that count their years differently share no fiscal quarter
final as (
    select
        date_quarter,
        case when min(period) = max(period) then min(period) end as period,
        case when min(fiscal_year) = max(fiscal_year) then min(fiscal_year) end as fiscal_year
    from quarters
    group by date_quarter
)

select * from final
