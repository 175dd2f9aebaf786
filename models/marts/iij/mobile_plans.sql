with facts as (
    select * from {{ ref('int_facts') }}
    where is_latest and basis = 'actual' and value is not null
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- iijmio_gigaplan_10gb_data_price is the data_price of the plan 10gb
plan_items as (
    select
        line_item_id,
        currency,
        display_order,
        regexp_extract(line_item, '_([0-9]+)gb_', 1) as gigabytes,
        regexp_extract(line_item, '_[0-9]+gb_(.+)$', 1) as subject
    from {{ ref('int_line_items') }}
    where regexp_extract(line_item, '^iijmio_gigaplan_[0-9]+gb_', 0) <> ''
),

statements as (
    select
        facts.company,
        plan_items.currency,
        plan_items.gigabytes,
        plan_items.display_order,
        plan_items.subject,
        facts.value,
        facts.all_prints,
        -- under 1 %: the value is one end of what it can stand for
        facts.lower_bound < facts.upper_bound and facts.value in (facts.lower_bound, facts.upper_bound) as is_limit,
        periods.ends_on
    from facts
    inner join plan_items
        on facts.line_item_id = plan_items.line_item_id and facts.measure = case plan_items.subject when 'lines' then 'share_pct' else 'level' end
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
),

latest as (
    select * from statements
    qualify row_number() over (partition by company, gigabytes, subject order by ends_on desc) = 1
),

-- the price before the last change, the mix at the date before
former as (
    select statements.*
    from statements
    inner join latest
        on statements.company = latest.company and statements.gigabytes = latest.gigabytes and statements.subject = latest.subject
    where statements.ends_on < latest.ends_on and (statements.subject = 'lines' or statements.value <> latest.value)
    qualify row_number() over (partition by statements.company, statements.gigabytes, statements.subject order by statements.ends_on desc) = 1
),

pivoted as (
    select
        latest.company,
        max(latest.currency) as currency,
        latest.gigabytes,
        min(latest.display_order) as display_order,
        {% for subject, name in [('data_price', 'data_price'), ('voice_price', 'voice_price'), ('lines', 'mix')] %}
        max(case when latest.subject = '{{ subject }}' then former.value end) as {{ name }}_before,
        max(case when latest.subject = '{{ subject }}' then latest.value end) as {{ name }},
        max(
            case when latest.subject = '{{ subject }}' and not latest.is_limit and not former.is_limit then latest.value - former.value end
        ) as {{ name }}_change,
        {% endfor %}
        max(case when latest.subject = 'lines' then former.all_prints end) as mix_before_printed,
        max(case when latest.subject = 'lines' then latest.all_prints end) as mix_printed,
        max(case when latest.subject <> 'lines' then former.ends_on end) as price_before_on,
        max(case when latest.subject = 'lines' then former.ends_on end) as mix_before_on,
        max(case when latest.subject = 'lines' then latest.ends_on end) as mix_on
    from latest
    left join former on latest.company = former.company and latest.gigabytes = former.gigabytes and latest.subject = former.subject
    group by latest.company, latest.gigabytes
),

-- the first date at which the price is no more the former one
changes as (
    select
        statements.company,
        statements.gigabytes,
        min(statements.ends_on) as price_from
    from statements
    inner join former
        on statements.company = former.company and statements.gigabytes = former.gigabytes and statements.subject = former.subject
    where statements.subject <> 'lines' and statements.ends_on > former.ends_on
    group by statements.company, statements.gigabytes
),

final as (
    select
        pivoted.company,
        pivoted.gigabytes || 'gb' as plan,
        cast(pivoted.gigabytes as integer) as data_gb,
        pivoted.gigabytes || 'ギガ' as name_ja,
        pivoted.gigabytes || ' GB' as name_en,
        pivoted.display_order,
        pivoted.currency,
        {% for price in ['data_price', 'voice_price'] %}
        pivoted.{{ price }}_before,
        pivoted.{{ price }},
        cast(pivoted.{{ price }}_change as {{ figure_type() }}) as {{ price }}_change,
        {% endfor %}
        pivoted.price_before_on,
        changes.price_from,
        cast(pivoted.mix_before as {{ rate_type() }}) as mix_before_pct,
        cast(pivoted.mix as {{ rate_type() }}) as mix_pct,
        cast(pivoted.mix_change as {{ rate_type() }}) as mix_change_pt,
        pivoted.mix_before_printed,
        pivoted.mix_printed,
        pivoted.mix_before_on,
        pivoted.mix_on
    from pivoted
    left join changes on pivoted.company = changes.company and pivoted.gigabytes = changes.gigabytes
)

select * from final
