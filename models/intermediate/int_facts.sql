with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil
),

identified as (
    select
        *,
        {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as fact_id,
        {{ print_text('printed', 'unit', 'qualifier', 'page') }} as print
    from figures
),

-- the narrowest interval is the most precise print; of equals, the first in reading order
ranked as (
    select
        *,
        row_number() over (partition by fact_id order by upper_bound - lower_bound, seq) as precision_rank
    from identified
),

final as (
    select
        fact_id,
        deck,
        company,
        line_item,
        measure,
        compared_with,
        expressed_as,
        period,
        period_type,
        basis,
        as_of,
        stated_on,
        published_on,
        cast(count(*) as integer) as prints,
        max(case when precision_rank = 1 then figure_id end) as figure_id,
        max(case when precision_rank = 1 then value end) as value,
        max(lower_bound) as lower_bound,
        min(upper_bound) as upper_bound,
        max(case when precision_rank = 1 then base_unit end) as base_unit,
        max(case when precision_rank = 1 then print end) as print,
        {{ dbt.listagg('print', "'; '", 'order by seq') }} as all_prints
    from ranked
    group by
        fact_id, deck, company, line_item, measure, compared_with, expressed_as, period, period_type, basis, as_of, stated_on, published_on
)

select * from final
