with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level'
),

calculated_members as (
    select * from {{ ref('int_calculated_members') }}
),

printed as (
    select
        fact_id as level_id,
        fact_id as slot_id,
        deck,
        company,
        line_item,
        period,
        period_type,
        basis,
        as_of,
        'printed' as method,
        cast(null as string) as calculation,
        value,
        lower_bound,
        upper_bound,
        print as text
    from facts
),

calculated as (
    select
        {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} || ':' || calculation as level_id,
        {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} as slot_id,
        deck,
        company,
        line_item,
        period,
        period_type,
        basis,
        as_of,
        method,
        calculation,
        cast(sum(weight * value) as {{ figure_type() }}) as value,
        cast(sum({{ weighted_lower('weight', 'lower_bound', 'upper_bound') }}) as {{ figure_type() }}) as lower_bound,
        cast(sum({{ weighted_upper('weight', 'lower_bound', 'upper_bound') }}) as {{ figure_type() }}) as upper_bound,
        {{ dbt.listagg("case when weight < 0 then '- ' else '+ ' end || text", "' '", 'order by weight desc, fact_id') }} as sources
    from calculated_members
    group by deck, company, line_item, period, period_type, basis, as_of, method, calculation
),

final as (
    select * from printed
    union all
    select
        level_id,
        slot_id,
        deck,
        company,
        line_item,
        period,
        period_type,
        basis,
        as_of,
        method,
        calculation,
        value,
        lower_bound,
        upper_bound,
        {{ derived_text('value', 'sources') }} as text
    from calculated
)

select * from final
