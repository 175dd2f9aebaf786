-- The relation that a check is of, as line items and periods: what it adds up, or divides by what.
with inputs as (
    select * from {{ ref('int_check_inputs') }}
    where role <> 'print'
),

checks as (
    select * from {{ ref('int_checks') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

named as (
    select
        checks.check_no,
        checks.tie_out_id,
        checks.company,
        inputs.role,
        line_items.line_item,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.period_sort,
        inputs.weight,
        cast({{ shown_bound('inputs.lower_bound') }} as {{ figure_type() }}) as lower_bound,
        cast({{ shown_bound('inputs.upper_bound') }} as {{ figure_type() }}) as upper_bound,
        inputs.text as printed
    from inputs
    inner join checks
        on
            inputs.kind = checks.kind
            and inputs.relation = checks.relation
            and inputs.fact_id = checks.fact_id
    left join line_items on inputs.input_line_item_id = line_items.line_item_id
    left join periods on checks.company = periods.company and inputs.input_period_no = periods.period_no
),

final as (
    select
        tie_out_id,
        company,
        cast(row_number() over (
            partition by company, check_no
            order by role desc, weight desc nulls last, period_sort asc nulls last, line_item asc nulls last, printed asc nulls last
        ) as integer) as input_no,
        role,
        line_item,
        period,
        period_type,
        fiscal_year,
        period_sort,
        weight,
        lower_bound,
        upper_bound,
        printed
    from named
)

select * from final
