with lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

-- headcount at the balance date before
openings as (
    select * from {{ ref('int_shown_bases') }}
    where compared_with = 'previous'
),

headcounts as (
    select
        *,
        case line_item when 'headcount' then 'total' when 'headcount_regular' then 'regular' when 'headcount_contract' then 'contract' end as contract
    from lines
    where line_item in ('headcount', 'headcount_regular', 'headcount_contract')
),

totals as (
    select * from lines
    where line_item = 'headcount'
),

-- one row per headcount: amounts are those of the quarter that ends on the date, of all employees
joined as (
    select
        headcounts.*,
        totals.value as total_headcount,
        (openings.value + headcounts.value) * 0.5 as mean_headcount,
        personnel_expenses.value as personnel_expenses,
        revenue_of_quarter.value as revenue_of_quarter
    from headcounts
    left join totals on {{ stated_together('headcounts', 'totals') }}
    left join openings
        on
            headcounts.line_item_id = openings.line_item_id
            and headcounts.period_no = openings.period_no
            and headcounts.basis = openings.basis
    {% for line_item, alias in [('personnel_expenses', 'personnel_expenses'), ('revenue', 'revenue_of_quarter')] %}
    left join lines as {{ alias }}
        on
            headcounts.company = {{ alias }}.company and {{ alias }}.line_item = '{{ line_item }}' and headcounts.contract = 'total'
            and {{ alias }}.period_type = 'quarter' and headcounts.quarter = {{ alias }}.period and headcounts.stated_no = {{ alias }}.stated_no
    {% endfor %}
),

final as (
    select
        {{ line_columns('joined', [
            'joined.contract', "case when joined.contract <> 'total' then 'headcount' end as part_of", "joined.contract = 'total' as is_total",
            row_adds_up(['joined.value'], "(joined.contract = 'total')", 2, 'partition by joined.company, joined.period_no, joined.basis')
        ]) }},
        cast(joined.value as integer) as headcount,
        joined.source as headcount_source,
        cast(yoy_change as integer) as yoy_change,
        joined.yoy_pct,
        case when joined.total_headcount > 0 then {{ percent_of('value', 'total_headcount') }} end as share_pct,
        joined.personnel_expenses as personnel_expenses_mn,
        {{ quotient_of('personnel_expenses * 1000000', 'mean_headcount') }} as personnel_cost_per_head,
        {{ quotient_of('revenue_of_quarter * 1000000', 'mean_headcount') }} as revenue_per_head,
        case when joined.revenue_of_quarter > 0 then {{ percent_of('joined.personnel_expenses', 'joined.revenue_of_quarter') }} end as personnel_cost_ratio_pct
    from joined
)

select * from final
