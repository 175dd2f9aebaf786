-- Every amount that a deck states or that follows from what it states, by each way it can be had.
with within_period as (
    select * from {{ ref('int_levels_within_period') }}
),

summed_members as (
    select * from {{ ref('int_summed_members') }}
),

summed as (
    select
        {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} || ':' || span as level_id,
        {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} as slot_id,
        deck,
        company,
        line_item,
        period,
        period_type,
        basis,
        as_of,
        -- what is solved from a total must not prove that total
        case when count(case when method = 'solved' then 1 end) > 0 then 'solved' else 'summed' end as method,
        span as calculation,
        cast(sum(value) as {{ figure_type() }}) as value,
        cast(sum(lower_bound) as {{ figure_type() }}) as lower_bound,
        cast(sum(upper_bound) as {{ figure_type() }}) as upper_bound,
        {{ dbt.listagg('text', "' + '", 'order by ends_on') }} as sources
    from summed_members
    group by deck, company, line_item, period, period_type, basis, as_of, span
),

levels as (
    select * from within_period
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
    from summed
),

final as (
    select
        *,
        -- the sharpest, for ratios and for the marts
        row_number() over (partition by slot_id order by upper_bound - lower_bound, method <> 'printed', level_id) = 1 as is_best,
        -- the most direct, for proving a printed total: as printed, else added up, never solved from a total
        method <> 'solved' and row_number() over (
            partition by slot_id order by method = 'solved', method <> 'printed', upper_bound - lower_bound, level_id
        ) = 1 as is_direct
    from levels
)

select * from final
