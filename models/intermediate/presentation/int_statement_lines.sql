-- The trunk of the statement marts: each amount with its names, its place, its growth and its twelve months. A mart is
-- a filter with columns of its own.
-- One row per company, line item, period and basis.
with amounts as (
    select * from {{ ref('int_amounts') }}
),

growth as (
    select * from {{ ref('int_growth') }}
),

trailing_twelve_months as (
    select * from {{ ref('int_trailing_twelve_months') }}
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

-- revenue stated together with the amount: of the same period, basis and time, and comparable
revenues as (
    select
        amounts.*,
        line_items.company
    from amounts
    inner join line_items on amounts.line_item_id = line_items.line_item_id
    where line_items.line_item = 'revenue' and amounts.value is not null
),

final as (
    select
        line_items.company,
        amounts.line_item_id,
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.statement,
        line_items.segment,
        line_items.segment_name_ja,
        line_items.segment_name_en,
        line_items.segment_display_order,
        line_items.concept,
        line_items.part_of,
        line_items.side,
        line_items.unit_family,
        line_items.period_kind,
        line_items.currency,
        line_items.display_order,
        amounts.period_no,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.quarter,
        periods.starts_on,
        periods.ends_on,
        periods.period_sort,
        amounts.basis,
        amounts.stated_no,
        times_of_statement.as_of,
        times_of_statement.expected_on,
        amounts.deck_no,
        decks.deck,
        amounts.derivation_id,
        amounts.value,
        amounts.lower_bound,
        amounts.upper_bound,
        amounts.source,
        amounts.is_stated,
        amounts.oldest_deck_no,
        amounts.newest_deck_no,
        amounts.comparable_from,
        amounts.comparable_before,
        {% for compared_with, prefix in [('year_ago', 'yoy'), ('previous', 'qoq'), ('fiscal_year_end', 'ytd')] %}
        {{ compared_with }}.change as {{ prefix }}_change,
        {{ compared_with }}.pct as {{ prefix }}_pct,
        coalesce({{ compared_with }}.source, 'not_stated') as {{ prefix }}_source,
        {{ compared_with }}.turn as {{ prefix }}_turn,
        {% endfor %}
        case when amounts.basis = 'actual' then trailing_twelve_months.value end as trailing_twelve_months,
        case when amounts.basis = 'actual' then coalesce(trailing_twelve_months.source, 'not_stated') else 'not_stated' end as trailing_twelve_months_source,
        case when {{ are_comparable('amounts', 'revenues') }} then revenues.value end as revenue
    from amounts
    inner join line_items on amounts.line_item_id = line_items.line_item_id
    inner join periods on line_items.company = periods.company and amounts.period_no = periods.period_no
    inner join times_of_statement on line_items.company = times_of_statement.company and amounts.stated_no = times_of_statement.stated_no
    inner join decks on line_items.company = decks.company and amounts.deck_no = decks.deck_no
    {% for compared_with in ['year_ago', 'previous', 'fiscal_year_end'] %}
    left join growth as {{ compared_with }}
        on
            amounts.line_item_id = {{ compared_with }}.line_item_id and amounts.period_no = {{ compared_with }}.period_no
            and amounts.basis = {{ compared_with }}.basis and {{ compared_with }}.compared_with = '{{ compared_with }}'
    {% endfor %}
    left join trailing_twelve_months
        on amounts.line_item_id = trailing_twelve_months.line_item_id and amounts.period_no = trailing_twelve_months.period_no
    left join revenues
        on
            line_items.company = revenues.company and amounts.period_no = revenues.period_no
            and amounts.stated_no = revenues.stated_no
)

select * from final
