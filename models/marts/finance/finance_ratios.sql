with ratios as (
    select * from {{ ref('int_ratios') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        ratios.company,
        ratios.ratio,
        ratios.measure,
        ratios.line_item as numerator,
        ratios.denominator,
        ratios.period,
        periods.period_type,
        periods.fiscal_year,
        periods.period_sort,
        ratios.basis,
        ratios.ratio_pct,
        ratios.source as ratio_source
    from ratios
    inner join periods on ratios.company = periods.company and ratios.period_no = periods.period_no
)

select * from final
