-- What is divided by what, or compared over years, in each company.
with companies as (
    select * from {{ ref('stg_companies') }}
),

ratios as (
    select * from {{ landed('ratios') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

ratios_of_company as (
    {{ of_each_company('ratios', ['line_item', 'measure'], ['numerator', 'denominator', 'comparison']) }}
),

final as (
    select
        ratios.company,
        ratios.line_item,
        line_items.line_item_id,
        ratios.measure,
        ratios.numerator,
        numerators.line_item_id as numerator_id,
        ratios.denominator,
        denominators.line_item_id as denominator_id,
        ratios.comparison,
        ratios.is_standard
    from ratios_of_company as ratios
    inner join line_items on ratios.company = line_items.company and ratios.line_item = line_items.line_item
    inner join line_items as numerators on ratios.company = numerators.company and ratios.numerator = numerators.line_item
    inner join line_items as denominators on ratios.company = denominators.company and ratios.denominator = denominators.line_item
)

select * from final
