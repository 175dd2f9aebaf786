{% set bounds = ['printed_lower', 'printed_upper', 'recomputed_lower', 'recomputed_upper'] %}
-- Every check, and what stands for a check that was not made: relations that nothing checks, coverage that was lost,
-- misprints that the deck itself makes.
with checks as (
    select * from {{ ref('int_checks') }}
),

unmade as (
    select * from {{ ref('int_unmade_checks') }}
),

misprints as (
    select * from {{ ref('int_misprints') }}
),

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

explanations as (
    select * from {{ ref('int_explanations') }}
),

not_printed as (
    select * from {{ ref('stg_not_printed') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

pages_of_checks as (
    select distinct
        check_figures.check_no,
        check_figures.page,
        {{ page_sort('check_figures.page') }} as page_sort
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no and check_figures.deck = checks.deck
),

pages as (
    select
        check_no,
        {{ dbt.listagg('page', "', '", 'order by page_sort') }} as pages
    from pages_of_checks
    group by check_no
),

-- what is not printed explains also a check that was not made
unmade_explained as (
    select
        unmade.*,
        not_printed.evidence,
        not_printed.evidence_ja
    from unmade
    left join not_printed
        on
            unmade.company = not_printed.company
            and unmade.deck_no >= not_printed.from_deck_no
            and unmade.kind = not_printed.kind
            and unmade.relation = not_printed.relation
            and coalesce(not_printed.line_item, unmade.line_item) = unmade.line_item
    qualify row_number() over (partition by unmade.tie_out_id order by not_printed.not_printed_no) = 1
),

all_checks as (
    select
        checks.tie_out_id,
        checks.kind,
        checks.relation,
        checks.status,
        checks.deck,
        checks.company,
        checks.line_item,
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
        checks.is_weak,
        explanations.reason,
        explanations.evidence,
        explanations.evidence_ja
    from checks
    left join pages on checks.check_no = pages.check_no
    left join explanations on checks.tie_out_id = explanations.tie_out_id and checks.status = explanations.status
    union all
    select
        tie_out_id,
        kind,
        relation,
        status,
        deck,
        company,
        line_item,
        measure,
        cast(null as string) as period,
        basis,
        cast(null as string) as as_of,
        cast(null as string) as pages,
        cast(null as string) as printed,
        {% for bound in bounds %}
        cast(null as {{ figure_type() }}) as {{ bound }},
        {% endfor %}
        cast(null as string) as addends,
        false as is_weak,
        case when evidence is not null then 'not_printed' end as reason,
        evidence,
        evidence_ja
    from unmade_explained
    union all
    select
        misprints.tie_out_id,
        'misprint' as kind,
        'as_printed' as relation,
        'inconsistent' as status,
        misprints.deck,
        misprints.company,
        misprints.line_item,
        misprints.measure,
        cast(null as string) as period,
        cast(null as string) as basis,
        cast(null as string) as as_of,
        misprints.page as pages,
        misprints.printed,
        {% for bound in bounds %}
        cast(null as {{ figure_type() }}) as {{ bound }},
        {% endfor %}
        misprints.misprint as addends,
        false as is_weak,
        explanations.reason,
        explanations.evidence,
        explanations.evidence_ja
    from misprints
    left join explanations on misprints.tie_out_id = explanations.tie_out_id and explanations.status = 'inconsistent'
),

final as (
    select
        all_checks.tie_out_id,
        all_checks.kind,
        all_checks.relation,
        all_checks.status,
        all_checks.deck,
        all_checks.company,
        all_checks.line_item,
        line_items.name_ja,
        line_items.name_en,
        all_checks.measure,
        all_checks.period,
        periods.period_type,
        periods.fiscal_year,
        periods.quarter,
        periods.period_sort,
        all_checks.basis,
        all_checks.as_of,
        all_checks.pages,
        all_checks.printed,
        {{ shown_bound('all_checks.printed_lower') }} as printed_lower,
        {{ shown_bound('all_checks.printed_upper') }} as printed_upper,
        {{ shown_bound('all_checks.recomputed_lower') }} as recomputed_lower,
        {{ shown_bound('all_checks.recomputed_upper') }} as recomputed_upper,
        all_checks.addends,
        all_checks.is_weak,
        all_checks.reason is not null as is_explained,
        all_checks.reason,
        all_checks.evidence,
        all_checks.evidence_ja
    from all_checks
    left join line_items on all_checks.company = line_items.company and all_checks.line_item = line_items.line_item
    left join periods on all_checks.company = periods.company and all_checks.period = periods.period
)

select * from final
