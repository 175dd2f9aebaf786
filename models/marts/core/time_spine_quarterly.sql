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

-- a quarter that companies name differently has no name; nor has a half or a year that one of them counts otherwise in any of its
-- quarters: a part of a year would pass for the year
{% set names = ['fiscal_quarter', 'fiscal_half', 'fiscal_year'] %}
named as (
    select
        date_quarter,
        {% for name in names %}
        case when min({{ name }}) = max({{ name }}) then min({{ name }}) end as {{ name }}{% if not loop.last %},{% endif %}

        {% endfor %}
    from quarters
    group by date_quarter
),

{% for name in names %}
of_one_{{ name }} as (
    select quarters.{{ name }}
    from quarters
    inner join named on quarters.date_quarter = named.date_quarter
    group by quarters.{{ name }}
    having count(*) = count(named.{{ name }})
),

{% endfor %}
final as (
    select
        calendar_quarters.date_quarter,
        {% for name in names %}
        of_one_{{ name }}.{{ name }}{% if not loop.last %},{% endif %}

        {% endfor %}
    from calendar_quarters
    left join named on calendar_quarters.date_quarter = named.date_quarter
    {% for name in names %}
    left join of_one_{{ name }} on named.{{ name }} = of_one_{{ name }}.{{ name }}
    {% endfor %}
)

select * from final
