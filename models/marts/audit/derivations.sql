-- Every way to obtain an amount, with its interval and what it follows from.
with derivations as (
    select * from {{ ref('int_derivations') }}
),

implied_amounts as (
    select * from {{ ref('int_implied_amounts') }}
),

facts as (
    select * from {{ ref('int_facts') }}
),

amounts as (
    select * from {{ ref('int_amounts') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations as (
    select distinct
        calculation_id,
        calculation
    from {{ ref('int_calculations') }}
),

spans as (
    select distinct
        span_id,
        span
    from {{ ref('int_period_parts') }}
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

ways as (
    select
        derivations.derivation_id,
        derivations.line_item_id,
        derivations.period_no,
        derivations.stated_no,
        derivations.deck_no,
        derivations.method,
        coalesce(calculations.calculation, spans.span) as relation,
        cast(null as string) as implied_by,
        derivations.text,
        derivations.value,
        derivations.lower_bound,
        derivations.upper_bound
    from derivations
    left join calculations on derivations.calculation_id = calculations.calculation_id
    left join spans on derivations.span_id = spans.span_id
    union all
    select
        implied_amounts.implied_id as derivation_id,
        implied_amounts.line_item_id,
        implied_amounts.period_no,
        implied_amounts.stated_no,
        implied_amounts.deck_no,
        'implied' as method,
        coalesce(implied_amounts.compared_with, 'ratio') as relation,
        -- the print that implies it; several can imply one amount
        facts.figure_id as implied_by,
        implied_amounts.text,
        implied_amounts.value,
        implied_amounts.lower_bound,
        implied_amounts.upper_bound
    from implied_amounts
    inner join facts on implied_amounts.fact_id = facts.fact_id
),

-- by company, which each line item has one of: a question about one company is then of its rows alone
ranked as (
    select
        ways.*,
        line_items.company,
        cast(row_number() over (
            partition by line_items.company, ways.line_item_id, ways.period_no, ways.stated_no, ways.deck_no
            order by ways.upper_bound - ways.lower_bound, {{ directness('ways.method') }}, ways.derivation_id
        ) as integer) as sharpness_rank
    from ways
    inner join line_items on ways.line_item_id = line_items.line_item_id
),

final as (
    select
        {{ derivation_name(
            'decks.deck', 'line_items.line_item', 'periods.period', 'times_of_statement.basis', 'times_of_statement.as_of', 'ways.method',
            'ways.relation', 'ways.implied_by'
        ) }} as derivation_id,
        ways.company,
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.quarter,
        periods.period_sort,
        times_of_statement.basis,
        times_of_statement.as_of,
        decks.deck,
        ways.method,
        ways.relation,
        ways.text as follows_from,
        line_items.unit_family,
        line_items.currency,
        ways.value,
        {{ shown_bound('ways.lower_bound') }} as lower_bound,
        {{ shown_bound('ways.upper_bound') }} as upper_bound,
        {{ is_sharp_enough('ways.method', 'ways.value', 'ways.lower_bound', 'ways.upper_bound') }} as is_sharp_enough,
        amounts.derivation_id is not null as is_shown,
        ways.sharpness_rank
    from ranked as ways
    inner join line_items on ways.line_item_id = line_items.line_item_id
    inner join periods on ways.company = periods.company and ways.period_no = periods.period_no
    inner join times_of_statement on ways.company = times_of_statement.company and ways.stated_no = times_of_statement.stated_no
    inner join decks on ways.company = decks.company and ways.deck_no = decks.deck_no
    left join amounts
        on
            ways.derivation_id = amounts.derivation_id
            and amounts.value is not null
)

select * from final
