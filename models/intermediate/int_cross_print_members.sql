-- Cross-print: every print of a fact that a deck prints more than once.
with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil
),

facts as (
    select * from {{ ref('int_facts') }}
    where prints > 1
),

final as (
    select
        'cross_print' as kind,
        'prints' as relation,
        facts.fact_id,
        facts.deck,
        facts.company,
        facts.line_item,
        facts.measure,
        facts.period,
        facts.basis,
        facts.as_of,
        'print' as role,
        facts.line_item as member_line_item,
        facts.period as member_period,
        1 as weight,
        figures.figure_id as source_id,
        figures.lower_bound,
        figures.upper_bound,
        figures.print as text
    from facts
    inner join figures on facts.fact_id = figures.fact_id
)

select * from final
