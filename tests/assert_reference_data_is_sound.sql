-- The dictionary and the rules name only what exists, once.
with line_items as (
    select
        *,
        count(*) over (partition by line_item) as rows_with_id
    from {{ ref('stg_line_items') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

roll_forwards as (
    select * from {{ ref('stg_roll_forwards') }}
),

segments as (
    select * from {{ ref('stg_segments') }}
),

units as (
    select * from {{ ref('stg_units') }}
),

calculations as (
    select * from {{ ref('stg_calculations') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
),

known_discrepancies as (
    select * from {{ ref('stg_known_discrepancies') }}
),

unit_families as (
    select distinct unit_family from units
),

named_line_items as (
    select
        'calculations' as seed,
        calculation as row_key,
        'total' as in_column,
        total as line_item
    from calculations
    union all
    select
        'calculations' as seed,
        calculation as row_key,
        'component' as in_column,
        component as line_item
    from calculations
    union all
    select
        'ratios' as seed,
        line_item || ' ' || measure as row_key,
        'line_item' as in_column,
        line_item
    from ratios
    union all
    select
        'ratios' as seed,
        line_item || ' ' || measure as row_key,
        'numerator' as in_column,
        numerator as line_item
    from ratios
    union all
    select
        'ratios' as seed,
        line_item || ' ' || measure as row_key,
        'denominator' as in_column,
        denominator as line_item
    from ratios
    union all
    select
        'roll_forwards' as seed,
        balance as row_key,
        'balance' as in_column,
        balance as line_item
    from roll_forwards
    union all
    select
        'roll_forwards' as seed,
        balance as row_key,
        'flow' as in_column,
        flow as line_item
    from roll_forwards
    union all
    select
        'line_items' as seed,
        line_item as row_key,
        'part_of' as in_column,
        part_of as line_item
    from line_items
    where part_of is not null
),

problems as (
    select
        named_line_items.seed,
        named_line_items.row_key,
        named_line_items.in_column,
        named_line_items.line_item as found,
        'a line_item of seeds/reference/line_items.csv' as accepted
    from named_line_items
    left join line_items on named_line_items.line_item = line_items.line_item
    where line_items.line_item is null
    union all
    select
        'calculations' as seed,
        calculation as row_key,
        'weight' as in_column,
        cast(weight as string) as found,
        '1 or -1' as accepted
    from calculations
    where weight is null or weight not in (1, -1)
    union all
    select
        'calculations' as seed,
        calculation as row_key,
        'comparison' as in_column,
        comparison as found,
        'equals or at_most' as accepted
    from calculations
    where comparison is null or comparison not in ('equals', 'at_most')
    union all
    select
        'roll_forwards' as seed,
        balance || ' ' || flow as row_key,
        'weight' as in_column,
        cast(weight as string) as found,
        '1 or -1' as accepted
    from roll_forwards
    where weight is null or weight not in (1, -1)
    union all
    select
        'measures' as seed,
        measure as row_key,
        'compared_with, expressed_as' as in_column,
        concat_ws(', ', compared_with, expressed_as) as found,
        'empty, year_ago, previous or whole; amount or percent' as accepted
    from measures
    where
        coalesce(compared_with, 'year_ago') not in ('year_ago', 'previous', 'whole')
        or expressed_as is null
        or expressed_as not in ('amount', 'percent')
    union all
    select
        'qualifiers' as seed,
        qualifier as row_key,
        'step_toward_zero, step_away_from_zero' as in_column,
        concat_ws(', ', cast(step_toward_zero as string), cast(step_away_from_zero as string)) as found,
        '0 or 1 each, or one of them empty' as accepted
    from qualifiers
    where
        coalesce(step_toward_zero, 0) not in (0, 1)
        or coalesce(step_away_from_zero, 0) not in (0, 1)
        or (step_toward_zero is null and step_away_from_zero is null)
    union all
    select
        'calculations' as seed,
        calculation as row_key,
        'total' as in_column,
        {{ dbt.listagg('distinct total', "', '") }} as found,
        'one total for each calculation' as accepted
    from calculations
    group by calculation
    having count(distinct total) > 1
    union all
    select
        'calculations' as seed,
        calculation as row_key,
        'component' as in_column,
        component as found,
        'each component once, other than the total' as accepted
    from calculations
    group by calculation, component
    having count(*) > 1 or max(case when component = total then 1 else 0 end) = 1
    union all
    select
        'ratios' as seed,
        ratios.line_item || ' ' || ratios.measure as row_key,
        'measure, comparison' as in_column,
        concat_ws(', ', ratios.measure, max(ratios.comparison)) as found,
        'level or share_pct; quotient, multiple, change or cagr; each ratio once' as accepted
    from ratios
    group by ratios.line_item, ratios.measure
    having
        count(*) > 1
        or ratios.measure not in ('level', 'share_pct')
        or max(case when ratios.comparison in ('quotient', 'multiple', 'change', 'cagr') then 0 else 1 end) = 1
    union all
    select
        'line_items' as seed,
        coalesce(line_items.line_item, '') as row_key,
        'statement, segment, concept, unit_family, period_kind, display_order, names' as in_column,
        concat_ws(
            ', ', line_items.statement, line_items.segment, line_items.concept, line_items.unit_family, line_items.period_kind,
            line_items.name_ja, line_items.name_en
        ) as found,
        'a listed statement and segment, a concept, a unit family of units.csv, duration or instant, an order, both names; each line item once' as accepted
    from line_items
    left join statements on line_items.statement = statements.statement
    left join segments on line_items.segment = segments.segment
    left join unit_families on line_items.unit_family = unit_families.unit_family
    where
        segments.segment is null
        or unit_families.unit_family is null
        or line_items.period_kind is null
        or line_items.period_kind not in ('duration', 'instant')
        or statements.statement is null
        or line_items.display_order is null
        or (line_items.statement = 'segment_results' and line_items.concept not in ('revenue', 'cost_of_sales', 'gross_profit', 'gross_margin'))
        or line_items.concept is null
        or line_items.name_ja is null
        or line_items.name_en is null
        or line_items.rows_with_id > 1
    union all
    select
        'units' as seed,
        unit as row_key,
        'unit' as in_column,
        unit as found,
        'each unit once, with a scale above 0' as accepted
    from units
    group by unit
    having count(*) > 1 or max(case when scale > 0 then 0 else 1 end) = 1
    union all
    select
        'known_discrepancies' as seed,
        tie_out_id as row_key,
        'status, reason, evidence' as in_column,
        concat_ws(', ', max(status), max(reason), max(evidence)) as found,
        'each tie_out_id once, one of inconsistent, incomplete, unbound, a reason (deck_error, base_not_printed, part_not_printed) and its evidence' as accepted
    from known_discrepancies
    group by tie_out_id
    having
        count(*) > 1
        or max(case when status in ('inconsistent', 'incomplete', 'unbound') then 0 else 1 end) = 1
        or max(case when reason in ('deck_error', 'base_not_printed', 'part_not_printed') then 0 else 1 end) = 1
        or max(case when evidence is null then 1 else 0 end) = 1
),

final as (
    select
        'seeds/reference/' || seed || '.csv' as file,
        row_key,
        in_column,
        found,
        accepted
    from problems
)

select * from final
