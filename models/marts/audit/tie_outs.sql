with tie_outs as (
    select * from {{ ref('int_tie_outs') }}
),

unbound_relations as (
    select * from {{ ref('int_unbound_relations') }}
),

misprints as (
    select * from {{ ref('int_misprints') }}
),

tie_out_figures as (
    select * from {{ ref('int_tie_out_figures') }}
),

known_discrepancies as (
    select * from {{ ref('stg_known_discrepancies') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

tie_out_pages as (
    select distinct
        tie_out_id,
        page
    from tie_out_figures
    union
    select
        tie_out_id,
        page
    from misprints
),

pages as (
    select
        tie_out_id,
        {{ dbt.listagg('cast(page as string)', "', '", 'order by page') }} as pages
    from tie_out_pages
    group by tie_out_id
),

checks as (
    select * from tie_outs
    union all
    select
        'unbound:' || kind || ':' || relation || ':' || line_item || ':' || measure as tie_out_id,
        kind,
        relation,
        cast(null as string) as deck,
        cast(null as string) as company,
        line_item,
        measure,
        cast(null as string) as period,
        cast(null as string) as basis,
        cast(null as string) as as_of,
        cast(null as string) as printed,
        cast(null as {{ figure_type() }}) as printed_lower,
        cast(null as {{ figure_type() }}) as printed_upper,
        cast(null as {{ figure_type() }}) as recomputed_lower,
        cast(null as {{ figure_type() }}) as recomputed_upper,
        cast(null as string) as addends,
        'unbound' as status
    from unbound_relations
    union all
    select
        tie_out_id,
        'misprint' as kind,
        'as_printed' as relation,
        deck,
        company,
        line_item,
        measure,
        cast(null as string) as period,
        cast(null as string) as basis,
        cast(null as string) as as_of,
        printed,
        cast(null as {{ figure_type() }}) as printed_lower,
        cast(null as {{ figure_type() }}) as printed_upper,
        cast(null as {{ figure_type() }}) as recomputed_lower,
        cast(null as {{ figure_type() }}) as recomputed_upper,
        misprint as addends,
        'inconsistent' as status
    from misprints
),

final as (
    select
        checks.tie_out_id,
        checks.kind,
        checks.relation,
        checks.status,
        checks.deck,
        checks.company,
        checks.line_item,
        line_items.name_ja,
        line_items.name_en,
        checks.measure,
        checks.period,
        checks.basis,
        checks.as_of,
        pages.pages,
        checks.printed,
        checks.printed_lower,
        checks.printed_upper,
        checks.recomputed_lower,
        checks.recomputed_upper,
        checks.addends,
        known_discrepancies.reason is not null as is_explained,
        known_discrepancies.reason,
        known_discrepancies.evidence
    from checks
    left join line_items on checks.line_item = line_items.line_item
    left join pages on checks.tie_out_id = pages.tie_out_id
    left join known_discrepancies on checks.tie_out_id = known_discrepancies.tie_out_id and checks.status = known_discrepancies.status
)

select * from final
