with periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        company,
        period,
        period_type,
        fiscal_year,
        fiscal_quarter,
        starts_on,
        ends_on,
        months,
        year_ago_period,
        previous_period,
        half_period,
        year_period
    from periods
)

select * from final
