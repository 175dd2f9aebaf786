with levels as (
    select * from {{ ref('int_latest_levels') }}
    where method <> 'printed'
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

final as (
    select
        levels.company,
        levels.line_item,
        line_items.name_ja,
        line_items.name_en,
        levels.period,
        levels.basis,
        levels.as_of,
        levels.deck,
        levels.method,
        levels.calculation as relation,
        levels.text as calculated_from,
        line_items.unit_family,
        levels.value,
        levels.lower_bound,
        levels.upper_bound
    from levels
    inner join line_items on levels.line_item = line_items.line_item
)

select * from final
