-- What decks say beside their statements: figures of the tables that have no mart with columns of their own, one row
-- per fact, as the deck that stated it last prints it.
with facts as (
    select * from {{ ref('int_facts') }}
    where is_latest
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where mart = 'disclosures'
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

final as (
    select
        {{ fact_id(
            'decks.deck', 'line_items.line_item', 'facts.measure', 'periods.period', 'times_of_statement.basis', 'times_of_statement.as_of'
        ) }} as fact_id,
        line_items.company,
        line_items.statement,
        line_items.segment,
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.part_of,
        line_items.display_order,
        facts.measure,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.quarter,
        periods.period_sort,
        periods.starts_on,
        periods.ends_on,
        times_of_statement.basis,
        times_of_statement.as_of,
        decks.deck,
        facts.value,
        {{ shown_bound('facts.lower_bound') }} as lower_bound,
        {{ shown_bound('facts.upper_bound') }} as upper_bound,
        facts.base_unit as unit,
        facts.all_prints as printed
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    inner join times_of_statement on facts.company = times_of_statement.company and facts.stated_no = times_of_statement.stated_no
    inner join decks on facts.company = decks.company and facts.deck_no = decks.deck_no
)

select * from final
