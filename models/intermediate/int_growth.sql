-- One row per amount and period: its level beside the year before and the quarter before, recomputed, or as printed where a base is missing
-- or too coarse.
with levels as (
    select * from {{ ref('int_latest_levels') }}
),

printed_growth as (
    select * from {{ ref('int_printed_growth') }}
),

bases as (
    select * from {{ ref('int_latest_bases') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

slots as (
    select
        company,
        line_item,
        period,
        basis
    from levels
    union
    select
        company,
        line_item,
        period,
        basis
    from printed_growth
),

trailing_twelve_months as (
    select * from {{ ref('int_trailing_twelve_months') }}
),

compared as (
    select
        slots.company,
        slots.line_item,
        slots.period,
        slots.basis,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.starts_on,
        periods.ends_on,
        case when levels.company is not null then levels.deck else printed_growth.deck end as deck,
        case when levels.company is not null then levels.as_of else printed_growth.as_of end as as_of,
        levels.value,
        case
            when levels.has_conflicting_prints then 'conflicting'
            when levels.is_undecided then 'undecided'
            when levels.method = 'printed' then 'printed'
            when levels.method is not null then 'calculated'
        end as source,
        {% for comparison, prefix in [('year_ago', 'yoy'), ('previous', 'qoq')] %}
        {{ comparison }}.base_value is not null as has_{{ prefix }}_base,
        {{ comparison }}.change as recomputed_{{ prefix }}_change,
        {{ comparison }}.pct as recomputed_{{ prefix }}_pct,
        printed_growth.{{ prefix }}_change as printed_{{ prefix }}_change,
        printed_growth.{{ prefix }}_pct as printed_{{ prefix }}_pct,
        -- a base rounded more coarsely than the growth that is printed gives a worse growth
        coalesce({{ comparison }}.change between printed_growth.{{ prefix }}_change_lower and printed_growth.{{ prefix }}_change_upper, true)
        and coalesce({{ comparison }}.pct between printed_growth.{{ prefix }}_pct_lower and printed_growth.{{ prefix }}_pct_upper, true)
            as is_{{ prefix }}_as_printed,
        {% endfor %}
        case
            when slots.basis <> 'actual' then null
            when periods.period_type = 'year' then levels.value
            when trailing_twelve_months.quarters = 4 then trailing_twelve_months.value
        end as trailing_twelve_months
    from slots
    inner join periods on slots.company = periods.company and slots.period = periods.period
    left join levels
        on slots.company = levels.company and slots.line_item = levels.line_item and slots.period = levels.period and slots.basis = levels.basis
    {% for comparison in ['year_ago', 'previous'] %}
    left join bases as {{ comparison }}
        on
            levels.company = {{ comparison }}.company and levels.line_item = {{ comparison }}.line_item
            and levels.period = {{ comparison }}.period and levels.basis = {{ comparison }}.basis
            and {{ comparison }}.compared_with = '{{ comparison }}'
    {% endfor %}
    left join printed_growth
        on
            slots.company = printed_growth.company and slots.line_item = printed_growth.line_item
            and slots.period = printed_growth.period and slots.basis = printed_growth.basis
            and (levels.company is null or levels.as_of is not distinct from printed_growth.as_of)
    left join trailing_twelve_months
        on
            slots.company = trailing_twelve_months.company and slots.line_item = trailing_twelve_months.line_item
            and slots.period = trailing_twelve_months.period and slots.basis = trailing_twelve_months.basis
),

final as (
    select
        company,
        line_item,
        period,
        period_type,
        fiscal_year,
        fiscal_quarter,
        starts_on,
        ends_on,
        basis,
        as_of,
        deck,
        value,
        source,
        {% for prefix in ['yoy', 'qoq'] %}
        -- where the print knows better, a change and a per cent that are not both printed follow from each other
        cast(case
            when has_{{ prefix }}_base and is_{{ prefix }}_as_printed then recomputed_{{ prefix }}_change
            when printed_{{ prefix }}_change is not null then printed_{{ prefix }}_change
            when has_{{ prefix }}_base and printed_{{ prefix }}_pct > -100
                then cast(value as double) * printed_{{ prefix }}_pct / (100 + printed_{{ prefix }}_pct)
            else recomputed_{{ prefix }}_change
        end as {{ figure_type() }}) as {{ prefix }}_change,
        cast(case
            -- a base of zero or less has no per cent, whatever is printed
            when has_{{ prefix }}_base and (is_{{ prefix }}_as_printed or recomputed_{{ prefix }}_pct is null) then recomputed_{{ prefix }}_pct
            when printed_{{ prefix }}_pct is not null then printed_{{ prefix }}_pct
            when value > printed_{{ prefix }}_change then {{ percent_of('value', '(value - printed_' ~ prefix ~ '_change)', 100) }}
            else recomputed_{{ prefix }}_pct
        end as {{ rate_type() }}) as {{ prefix }}_pct,
        case
            when has_{{ prefix }}_base and is_{{ prefix }}_as_printed then 'recomputed'
            when printed_{{ prefix }}_pct is not null or printed_{{ prefix }}_change is not null then 'printed'
        end as {{ prefix }}_source,
        {% endfor %}
        cast(trailing_twelve_months as {{ figure_type() }}) as trailing_twelve_months
    from compared
)

select * from final
