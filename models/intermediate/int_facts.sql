with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil
),

-- the narrowest interval is the most precise print; of equals, the first in reading order
ranked as (
    select
        *,
        row_number() over (partition by fact_id order by upper_bound - lower_bound, seq) as precision_rank
    from figures
),

combined as (
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
        max(lower_bound) as shared_lower,
        min(upper_bound) as shared_upper,
        max(case when precision_rank = 1 then lower_bound end) as chosen_lower,
        max(case when precision_rank = 1 then upper_bound end) as chosen_upper,
        count(case when lower_bound = upper_bound then 1 end) > 0 as has_exact_print,
        count(case when coalesce(remark, '') not like 'undecided:%' then 1 end) = 0 as is_undecided,
        max(case when precision_rank = 1 then base_unit end) as base_unit,
        max(case when precision_rank = 1 then print end) as print,
        {{ dbt.listagg('print', "'; '", 'order by seq') }} as all_prints
    from ranked
    group by
        fact_id, deck, company, line_item, measure, compared_with, expressed_as, period, period_type, basis, as_of, stated_on, published_on
),

-- prints that cannot be the same number share no interval: the one that gives the value stands for itself, and the fact is marked
judged as (
    select
        *,
        {{ prints_agree('shared_lower', 'shared_upper', 'has_exact_print') }} is false as has_conflicting_prints
    from combined
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
        prints,
        figure_id,
        value,
        case when has_conflicting_prints then chosen_lower else shared_lower end as lower_bound,
        case when has_conflicting_prints then chosen_upper else shared_upper end as upper_bound,
        has_conflicting_prints,
        is_undecided,
        base_unit,
        print,
        all_prints
    from judged
)

select * from final
