with facts as (
    select * from {{ ref('facts') }}
    where is_restatement
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

final as (
    select
        facts.fact_id,
        facts.company,
        facts.line_item,
        facts.name_ja,
        facts.name_en,
        line_items.display_order,
        facts.measure,
        facts.period,
        facts.period_type,
        facts.starts_on,
        facts.ends_on,
        facts.basis,
        facts.as_of,
        facts.deck,
        facts.previous_deck,
        facts.previous_value,
        facts.value,
        cast(facts.value - facts.previous_value as {{ figure_type() }}) as difference,
        facts.unit
    from facts
    inner join line_items on facts.line_item = line_items.line_item
)

select * from final
