{{ config(materialized='view') }}
-- Where the components of a relation stand in time, seen from the period that is checked. One row per period and place.
with periods as (
    select * from {{ ref('int_periods') }}
),

quarters as (
    select * from periods
    where period_type = 'quarter'
),

neighbours as (
    {% for place, column in [
        ('same', 'period_no'), ('previous', 'previous_period_no'), ('year_ago', 'year_ago_period_no'),
        ('opening', 'opening_period_no'), ('closing', 'closing_period_no'),
    ] %}
    select
        company,
        period_no,
        '{{ place }}' as component_period,
        {{ column }} as component_period_no
    from periods
    where {{ column }} is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

of_quarters as (
    select
        periods.company,
        periods.period_no,
        case
            when periods.period_type = 'instant' then 'quarter'
            when periods.period_type = 'half' and periods.starts_on = quarters.starts_on then 'first_quarter_of_half'
            when periods.period_type = 'year' and periods.starts_on = quarters.starts_on then 'first_quarter_of_year'
            else 'quarter_after'
        end as component_period,
        quarters.period_no as component_period_no
    from periods
    inner join quarters
        on
            periods.company = quarters.company
            and (
                (periods.period_type = 'instant' and periods.period_no = quarters.closing_period_no)
                or (periods.period_type in ('half', 'year') and periods.starts_on = quarters.starts_on)
                or (periods.period_type in ('quarter', 'half', 'nine_months', 'year') and periods.closing_period_no = quarters.opening_period_no)
            )
),

final as (
    select * from neighbours
    union all
    select * from of_quarters
)

select * from final
