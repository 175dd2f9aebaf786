with periods as (
    select * from {{ ref('int_periods') }}
),

-- months have no gap; quarters of thirteen weeks can start twice in a calendar quarter, and in the next one not at all
calendar_quarters as (
    select distinct cast({{ dbt.date_trunc('quarter', 'ends_on') }} as date) as date_quarter
    from periods
    where period_type = 'month'
),

quarters as (
    select
        cast({{ dbt.date_trunc('quarter', 'starts_on') }} as date) as date_quarter,
        period as fiscal_quarter,
        half_period as fiscal_half,
        year_period as fiscal_year
    from periods
    where period_type = 'quarter'
),

-- companies that count their years differently share no fiscal quarter, half or year
final as (
    select
        calendar_quarters.date_quarter,
        {% for name in ['fiscal_quarter', 'fiscal_half', 'fiscal_year'] %}
        case when min(quarters.{{ name }}) = max(quarters.{{ name }}) then min(quarters.{{ name }}) end as {{ name }}{% if not loop.last %},{% endif %}

        {% endfor %}
    from calendar_quarters
    left join quarters on calendar_quarters.date_quarter = quarters.date_quarter
    group by calendar_quarters.date_quarter
)

select * from final
