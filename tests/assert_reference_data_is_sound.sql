-- The dictionary and the rules name only what exists, once.
with line_items as (
    select
        *,
        count(*) over (partition by line_item) as rows_with_id
    from {{ ref('stg_line_items') }}
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
        'measure' as in_column,
        ratios.measure as found,
        'level or share_pct, each ratio once' as accepted
    from ratios
    group by ratios.line_item, ratios.measure
    having count(*) > 1 or ratios.measure not in ('level', 'share_pct')
    union all
    select
        'line_items' as seed,
        coalesce(line_items.line_item, '') as row_key,
        'segment, unit_family, period_kind, names' as in_column,
        concat_ws(', ', line_items.segment, line_items.unit_family, line_items.period_kind, line_items.name_ja, line_items.name_en) as found,
        'a listed segment, a unit family of units.csv, duration or instant, a name in both languages, each line item once' as accepted
    from line_items
    left join segments on line_items.segment = segments.segment
    left join unit_families on line_items.unit_family = unit_families.unit_family
    where
        segments.segment is null
        or unit_families.unit_family is null
        or line_items.period_kind is null
        or line_items.period_kind not in ('duration', 'instant')
        or line_items.statement is null
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
