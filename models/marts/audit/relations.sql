-- What each relation of line items says: the total, and what it is the sum of.
with calculations as (
    select * from {{ ref('int_calculations') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

named as (
    select
        calculations.company,
        calculations.calculation,
        calculations.total,
        calculations.comparison,
        calculations.is_total,
        calculations.weight,
        calculations.line_item,
        coalesce(line_items.name_ja, line_items.name_en) as name_ja,
        coalesce(line_items.name_en, line_items.name_ja) as name_en,
        line_items.display_order
    from calculations
    inner join line_items on calculations.company = line_items.company and calculations.line_item = line_items.line_item
),

parts as (
    select
        company,
        calculation,
        {{ dbt.listagg("case when weight < 0 then ' － ' else ' ＋ ' end || name_ja", "''", "order by display_order, line_item") }} as parts_ja,
        {{ dbt.listagg("case when weight < 0 then ' − ' else ' + ' end || name_en", "''", "order by display_order, line_item") }} as parts_en
    from named
    where not is_total
    group by company, calculation
),

final as (
    select
        named.company,
        named.calculation as relation,
        named.total as line_item,
        named.comparison,
        named.name_ja || case named.comparison when 'equals' then ' ＝' else ' ≧' end
        || case when left(parts.parts_ja, 2) = ' ＋' then substr(parts.parts_ja, 3) else parts.parts_ja end as name_ja,
        named.name_en || case named.comparison when 'equals' then ' =' else ' ≥' end
        || case when left(parts.parts_en, 2) = ' +' then substr(parts.parts_en, 3) else parts.parts_en end as name_en
    from named
    inner join parts on named.company = parts.company and named.calculation = parts.calculation
    where named.is_total
)

select * from final
