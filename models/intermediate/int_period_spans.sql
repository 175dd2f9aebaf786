-- The parts of each longer period: quarters of a half, quarters of a year, halves of a year.
with periods as (
    select * from {{ ref('int_periods') }}
),

quarters_of_half as (
    select
        company,
        half_period as period,
        'half' as period_type,
        period as part,
        ends_on,
        'quarters_to_half' as span,
        2 as parts
    from periods
    where period_type = 'quarter'
),

parts_of_year as (
    select
        company,
        year_period as period,
        'year' as period_type,
        period as part,
        ends_on,
        case period_type when 'quarter' then 'quarters_to_year' else 'halves_to_year' end as span,
        case period_type when 'quarter' then 4 else 2 end as parts
    from periods
    where period_type in ('quarter', 'half')
),

final as (
    select * from quarters_of_half
    union all
    select * from parts_of_year
)

select
    *,
    ends_on = max(ends_on) over (partition by company, span, period) as is_last_part
from final
