{{ config(materialized='view') }}
-- Cross-print: every print of a fact that a deck prints more than once, and what the filing of the same quarter states of
-- it. Cross-vintage: what the newest deck before states of the same amount.
with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil and value is not null
),

facts as (
    select * from {{ ref('int_facts') }}
    where prints > 1
),

vintages as (
    select * from {{ ref('int_vintages') }}
),

filing_pairs as (
    select * from {{ ref('int_filing_pairs') }}
    where status <> 'corrected'
),

printed_again as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        figures.fact_id as source_id,
        figures.lower_bound as input_lower_bound,
        figures.upper_bound as input_upper_bound,
        figures.lower_is_open as input_lower_is_open,
        figures.upper_is_open as input_upper_is_open,
        facts.deck_no as input_deck_no,
        figures.print as text,
        facts.line_item_id as input_line_item_id,
        facts.period_no as input_period_no
    from facts
    inner join figures on facts.fact_id = figures.fact_id
),

stated_before as (
    select
        fact_id,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        previous_fact_id as source_id,
        previous_lower_bound as input_lower_bound,
        previous_upper_bound as input_upper_bound,
        previous_lower_is_open as input_lower_is_open,
        previous_upper_is_open as input_upper_is_open,
        previous_deck_no as input_deck_no,
        previous_prints as text,
        line_item_id as input_line_item_id,
        period_no as input_period_no
    from vintages
    where not corrects_previous
),

filed as (
    select
        fact_id,
        line_item_id,
        measure,
        period_no,
        stated_no,
        deck_no,
        filing,
        filing_fact_id as source_id,
        filing_lower_bound as input_lower_bound,
        filing_upper_bound as input_upper_bound,
        filing_lower_is_open as input_lower_is_open,
        filing_upper_is_open as input_upper_is_open,
        filing_no as input_deck_no,
        filing_prints as text,
        line_item_id as input_line_item_id,
        period_no as input_period_no
    from filing_pairs
),

final as (
    select {{ check_inputs("'cross_print'", "'prints'", 'printed_again', "'print'", 1) }}
    from printed_again
    union all
    select {{ check_inputs("'cross_print'", 'filed.filing', 'filed', "'component'", 1) }}
    from filed
    union all
    select {{ check_inputs("'cross_vintage'", "'deck_before'", 'stated_before', "'component'", 1) }}
    from stated_before
)

select * from final
