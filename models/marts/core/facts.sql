with facts as (
    select * from {{ ref('int_facts') }}
),

vintages as (
    select * from {{ ref('int_vintages') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
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
        decks.deck,
        line_items.company,
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
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
        facts.stated_on,
        facts.value,
        {{ shown_bound('facts.lower_bound') }} as lower_bound,
        {{ shown_bound('facts.upper_bound') }} as upper_bound,
        coalesce(facts.lower_is_open, false) as lower_is_open,
        coalesce(facts.upper_is_open, false) as upper_is_open,
        facts.turn,
        facts.base_unit as unit,
        facts.prints,
        facts.has_conflicting_prints,
        facts.figure_id,
        facts.all_prints as printed,
        facts.is_latest,
        coalesce(not vintages.agrees_with_previous and not vintages.corrects_previous, false) as is_restatement,
        coalesce(vintages.corrects_previous, false) as is_correction,
        vintages.previous_deck,
        vintages.previous_value
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    inner join times_of_statement on facts.company = times_of_statement.company and facts.stated_no = times_of_statement.stated_no
    inner join decks on facts.company = decks.company and facts.deck_no = decks.deck_no
    left join vintages on facts.fact_id = vintages.fact_id
)

select * from final
