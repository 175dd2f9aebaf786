-- Capital expenditure in total and by each way a deck breaks it down, with its depreciation and adjusted EBITDA.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where statement = 'capital_expenditure' and is_stated
),

calculations as (
    select * from {{ ref('int_calculations') }}
    where total = 'capex' and not is_total
),

capex as (
    select * from lines
    where line_item = 'capex'
),

depreciation as (
    select * from lines
    where line_item = 'capex_depreciation'
),

-- a part belongs to one breakdown
additivity as (
    select * from {{ ref('int_additivity') }}
    where statement = 'capital_expenditure'
),

final as (
    select
        {{ line_columns('lines', [
            'coalesce(calculations.calculation, lines.line_item) as breakdown', 'calculations.total as part_of', additivity_columns('additivity')
        ]) }},
        lines.value as amount_mn,
        lines.source as amount_source,
        case
            when lines.line_item not in ('capex_depreciation', 'adjusted_ebitda') and capex.value > 0 then {{ percent_of('lines.value', 'capex.value') }}
        end as share_of_capex_pct,
        case when lines.revenue > 0 then {{ percent_of('lines.value', 'lines.revenue') }} end as ratio_to_revenue_pct,
        case
            when lines.line_item = 'capex' and depreciation.value > 0 then {{ percent_of('lines.value', 'depreciation.value') }}
        end as ratio_to_depreciation_pct,
        {{ growth_columns('lines') }},
        {{ trailing_columns('lines') }}
    from lines
    left join additivity on {{ same_line('lines', 'additivity') }}
    left join calculations on lines.line_item_id = calculations.line_item_id
    left join capex on {{ stated_together('lines', 'capex') }}
    left join depreciation on {{ stated_together('lines', 'depreciation') }}
)

select * from final
