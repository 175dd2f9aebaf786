with periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        {{ dimension_key('company', 'period') }} as period_key,
        company,
        period,
        period_type,
        fiscal_year,
        fiscal_quarter,
        quarter,
        starts_on,
        ends_on,
        months,
        period_sort,
        year_ago_period,
        previous_period,
        fiscal_year_end_period,
        half_period,
        year_period,
        year_to_date_period
    from periods
)

select * from final
