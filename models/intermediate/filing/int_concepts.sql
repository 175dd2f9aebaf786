-- What XBRL calls a concept: a line item, and each other thing that decks say of one (its growth, its change, its share).
with line_items as (
    select * from {{ ref('int_line_items') }}
),

standard_items as (
    select * from {{ ref('stg_line_items') }}
    where company is null
),

measures as (
    select * from {{ ref('stg_measures') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

unit_families as (
    select * from {{ ref('unit_families') }}
),

balances as (
    select * from {{ ref('int_balances') }}
),

-- every line item, stated or not, and what else is stated of one
stated as (
    select
        line_item_id,
        'level' as measure
    from line_items
    union
    select
        line_item_id,
        measure
    from figures
),

measured as (
    select
        line_items.*,
        measures.measure,
        measures.measure_no,
        measures.expressed_as,
        case when measures.measure = 'level' then '' else ' ' || measures.name_ja end as of_measure_name_ja,
        case when measures.measure = 'level' then '' else ', ' || measures.name_en end as of_measure_name_en,
        case when measures.expressed_as = 'percent' then 'percent' else line_items.unit_family end as measured_in
    from stated
    inner join line_items on stated.line_item_id = line_items.line_item_id
    inner join measures on stated.measure = measures.measure
),

final as (
    select
        measured.line_item_id,
        measured.measure,
        measured.company,
        measured.line_item,
        -- a line item that the company measures otherwise than the standard is its own
        coalesce(
            measured.unit_family = standard_items.unit_family and measured.period_kind = standard_items.period_kind, false
        ) as is_standard,
        {% for name in ['name_ja', 'name_en'] %}
        measured.{{ name }} || measured.of_measure_{{ name }} as {{ name }},
        coalesce(standard_items.{{ name }}, measured.{{ name }}) || measured.of_measure_{{ name }} as standard_{{ name }},
        {% endfor %}
        measured.statement,
        measured.statement_name_ja,
        measured.statement_name_en,
        measured.part_of,
        measured.display_order,
        measured.measure_no,
        measured.expressed_as,
        measured.measured_in as unit_family,
        coalesce(unit_families.item_type, 'xbrli:decimalItemType') as item_type,
        replace(coalesce(unit_families.numerator, 'unit:' || measured.measured_in), '*', coalesce(measured.currency, '')) as numerator,
        unit_families.denominator,
        coalesce(cast(unit_families.power_of_ten as integer), 0) as power_of_ten,
        measured.period_kind,
        case when measured.measured_in = 'money' then balances.balance end as balance,
        case when measured.measure = 'level' then measured.taxonomy end as taxonomy
    from measured
    left join standard_items on measured.line_item = standard_items.line_item
    left join unit_families on measured.measured_in = unit_families.unit_family
    left join balances on measured.line_item_id = balances.line_item_id
)

select * from final
