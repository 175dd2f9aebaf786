with deck_pages as (
    select * from {{ ref('stg_deck_pages') }}
),

ledger as (
    select * from {{ ref('stg_ledger') }}
),

figures as (
    select * from {{ ref('int_figures') }}
),

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
    where status in ('consistent', 'inconsistent')
),

numbers_of_page as (
    select
        deck,
        page,
        count(*) as numbers,
        count(case when disposition = 'figure' then 1 end) as landed_figures,
        count(case when disposition = 'large_deal' then 1 end) as landed_large_deals,
        count(case when disposition not in ('figure', 'large_deal') then 1 end) as not_figures
    from ledger
    group by deck, page
),

dispositions_of_page as (
    select
        deck,
        page,
        disposition,
        disposition || ' ' || cast(count(*) as string) as counted
    from ledger
    where disposition not in ('figure', 'large_deal')
    group by deck, page, disposition
),

reasons_of_page as (
    select
        deck,
        page,
        {{ dbt.listagg('counted', "', '", 'order by disposition') }} as reasons
    from dispositions_of_page
    group by deck, page
),

tied as (
    select distinct check_figures.figure_id
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no
),

figures_of_page as (
    select
        figures.deck,
        figures.page,
        count(*) as figures,
        count(tied.figure_id) as tied_figures,
        count(case when figures.remark like 'undecided%' then 1 end) as undecided_figures
    from figures
    left join tied on figures.figure_id = tied.figure_id
    group by figures.deck, figures.page
),

final as (
    select
        deck_pages.deck,
        deck_pages.page,
        deck_pages.section,
        deck_pages.title_ja,
        deck_pages.title_en,
        cast(coalesce(numbers_of_page.numbers, 0) as integer) as numbers,
        cast(coalesce(numbers_of_page.landed_figures, 0) as integer) as landed_figures,
        cast(coalesce(numbers_of_page.landed_large_deals, 0) as integer) as landed_large_deals,
        cast(coalesce(numbers_of_page.not_figures, 0) as integer) as not_figures,
        reasons_of_page.reasons as not_figures_because,
        cast(coalesce(figures_of_page.figures, 0) as integer) as figures,
        cast(coalesce(figures_of_page.tied_figures, 0) as integer) as tied_figures,
        cast(coalesce(figures_of_page.undecided_figures, 0) as integer) as undecided_figures
    from deck_pages
    left join numbers_of_page on deck_pages.deck = numbers_of_page.deck and deck_pages.page = numbers_of_page.page
    left join reasons_of_page on deck_pages.deck = reasons_of_page.deck and deck_pages.page = reasons_of_page.page
    left join figures_of_page on deck_pages.deck = figures_of_page.deck and deck_pages.page = figures_of_page.page
)

select * from final
