with facts as (
    select * from {{ ref('facts') }}
    where is_restatement or (is_correction and value <> previous_value)
),

vintages as (
    select * from {{ ref('int_vintages') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

-- the fact of a figure
reasons as (
    select
        figures.figure_id,
        vintages.reason,
        vintages.evidence,
        vintages.evidence_ja
    from figures
    inner join vintages on figures.fact_id = vintages.fact_id
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
        facts.fiscal_year,
        facts.quarter,
        facts.period_sort,
        facts.starts_on,
        facts.ends_on,
        facts.basis,
        facts.as_of,
        facts.deck,
        facts.previous_deck,
        facts.previous_value,
        facts.value,
        cast(facts.value - facts.previous_value as {{ figure_type() }}) as difference,
        facts.unit,
        case when facts.is_correction then 'correction' else reasons.reason end as reason,
        reasons.evidence,
        reasons.evidence_ja,
        facts.is_correction or reasons.reason is not null as is_confirmed
    from facts
    inner join line_items on facts.company = line_items.company and facts.line_item = line_items.line_item
    left join reasons on facts.figure_id = reasons.figure_id
)

select * from final
