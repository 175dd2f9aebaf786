-- What the rules of a company name it has: a company's rules its own line items and the standard's, the standard's rules the
-- standard's. Its balance sheet is of assets, liabilities and equity, and its segments add up.
{% set rules = [
    ('calculations', 'calculation', ['total', 'component']),
    ('line_items', 'line_item', ['part_of']),
    ('not_printed', "concat_ws(' ', kind, relation)", ['line_item', 'missing']),
    ('printed_signs', 'line_item', ['line_item']),
    ('ratios', "line_item || ' ' || measure", ['line_item', 'numerator', 'denominator']),
    ('reasonableness', "relation", ['line_item', 'component']),
    ('roll_forwards', 'balance', ['balance', 'flow']),
    ('statement_totals', 'statement', ['total']),
] %}
with line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations as (
    select * from {{ ref('int_calculations') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

restatements as (
    select * from {{ landed('restatements') }}
),

-- one row per company that has it, and one for the standard (company is null)
line_items_of_scope as (
    select
        company,
        line_item
    from line_items
    union all
    select
        company,
        line_item
    from {{ ref('stg_line_items') }}
    where company is null
),

named as (
    {% for seed, row_key, columns in rules %}
    {% for column in columns %}
    select
        '{{ seed }}' as seed,
        company,
        {{ row_key }} as row_key,
        '{{ column }}' as in_column,
        {{ column }} as line_item
    from {{ landed(seed) }}
    union all
    {% endfor %}
    {% endfor %}
    select
        'restatements' as seed,
        decks.company,
        restatements.deck as row_key,
        'line_item' as in_column,
        restatements.line_item
    from restatements
    inner join decks on restatements.deck = decks.deck
),

-- each amount of a segment beside that of the company as a whole
segment_parts as (
    select
        parts.company,
        totals.line_item as total,
        parts.line_item,
        count(*) over (partition by parts.company, totals.line_item) as parts
    from line_items as parts
    inner join line_items as totals
        on parts.company = totals.company and parts.concept = totals.concept and parts.unit_family = totals.unit_family
    where parts.unit_family = 'money' and parts.segment <> 'consolidated' and totals.segment = 'consolidated'
),

-- what a part adds up to: the whole, or a subtotal that is a part itself. Segments of before and after a reclassification have
-- a calculation each
segment_calculations as (
    select
        segment_parts.company,
        segment_parts.total,
        segment_parts.line_item
    from segment_parts
    inner join calculations
        on segment_parts.company = calculations.company and segment_parts.line_item = calculations.line_item
    left join segment_parts as subtotals
        on
            segment_parts.company = subtotals.company
            and segment_parts.total = subtotals.total
            and calculations.total = subtotals.line_item
    where
        calculations.comparison = 'equals' and not calculations.is_standard
        and (calculations.total = segment_parts.total or subtotals.line_item is not null)
    group by segment_parts.company, segment_parts.total, segment_parts.line_item
),

problems as (
    select
        named.seed,
        named.company,
        named.row_key,
        named.in_column,
        named.line_item as found,
        'a line item of '
        || case when named.company is null then 'the standard' else named.company || ' or of the standard' end
        || ' in seeds/reference/line_items.csv' as accepted
    from named
    left join line_items_of_scope
        on named.company is not distinct from line_items_of_scope.company and named.line_item = line_items_of_scope.line_item
    where named.line_item is not null and line_items_of_scope.line_item is null
    union all
    select
        'line_items' as seed,
        company,
        line_item as row_key,
        'part_of' as in_column,
        part_of as found,
        'what leads to total_assets, total_liabilities or total_equity' as accepted
    from line_items
    where statement = 'balance_sheet' and unit_family = 'money' and side is null
    union all
    select
        'calculations' as seed,
        segment_parts.company,
        segment_parts.total as row_key,
        'component' as in_column,
        {{ dbt.listagg('segment_parts.line_item', "', '", 'order by segment_parts.line_item') }} as found,
        'in a calculation of the company by which its segments equal ' || segment_parts.total as accepted
    from segment_parts
    left join segment_calculations
        on
            segment_parts.company = segment_calculations.company
            and segment_parts.total = segment_calculations.total
            and segment_parts.line_item = segment_calculations.line_item
    where segment_parts.parts > 1 and segment_calculations.line_item is null
    group by segment_parts.company, segment_parts.total
),

final as (
    select
        {{ file_of_seed('seed', 'company') }} as file,
        company,
        row_key,
        in_column,
        found,
        accepted
    from problems
)

select * from final
