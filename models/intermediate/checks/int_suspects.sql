-- What looks wrong though no check fails: a figure of which no equality speaks, and which is not what its own series, its
-- page or the deck before lead one to expect, while a slip of the hand would make it so.
with figures as (
    select * from {{ ref('int_figures') }}
    where value <> 0 and fact_id is not null
),

unconfirmed as (
    select * from {{ ref('int_unconfirmed_amounts') }}
),

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
    where status = 'consistent'
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
    where is_equality
),

restated_suspects as (
    select * from {{ ref('int_restated_suspects') }}
),

per_share_suspects as (
    select * from {{ ref('int_per_share_suspects') }}
),

series_suspects as (
    select * from {{ ref('int_series_suspects') }}
),

label_suspects as (
    select * from {{ ref('int_label_suspects') }}
),

-- of the amounts of money on a page, how many are in which unit
units_of_pages as (
    select
        deck,
        page,
        unit,
        count(*) as figures,
        sum(count(*)) over (partition by deck, page) as figures_of_page,
        max(count(*)) over (partition by deck, page) as figures_of_main_unit,
        count(*) over (partition by deck, page) as units_of_page
    from figures
    where unit_family = 'money' and compared_with is null
    group by deck, page, unit
),

main_units as (
    select
        deck,
        page,
        unit
    from units_of_pages
    where figures = figures_of_main_unit
),

of_other_unit as (
    select
        unconfirmed.figure_id,
        'unit' as suspicion,
        'in ' || unconfirmed.unit || ', on a page of amounts in ' || main_units.unit as looks_like
    from unconfirmed
    inner join units_of_pages
        on
            unconfirmed.deck = units_of_pages.deck
            and unconfirmed.page = units_of_pages.page
            and unconfirmed.unit = units_of_pages.unit
    inner join main_units on unconfirmed.deck = main_units.deck and unconfirmed.page = main_units.page
    where
        unconfirmed.unit_family = 'money'
        -- about so much, in a sentence beside the table
        and unconfirmed.qualifier is null
        and units_of_pages.figures_of_page >= 5
        and units_of_pages.units_of_page = 2
        and (units_of_pages.figures = 1 or units_of_pages.figures * 10 <= units_of_pages.figures_of_page)
),

suspicions as (
    select * from restated_suspects
    union all
    select * from per_share_suspects
    union all
    select * from series_suspects
    union all
    select * from label_suspects
    union all
    select
        9 as rank,
        figure_id,
        suspicion,
        looks_like
    from of_other_unit
),

-- two prints of one fact may share one slip, and so may a page and the deck before it
telling as (
    select
        checks.check_no,
        checks.fact_id,
        checks.is_weak,
        checks.recomputed_lower,
        checks.recomputed_upper
    from checks
    inner join check_kinds on checks.kind = check_kinds.kind
    where checks.kind not in ('cross_print', 'cross_vintage')
),

vouched as (
    select distinct check_figures.figure_id
    from check_figures
    inner join telling on check_figures.check_no = telling.check_no
    where not telling.is_weak
),

-- a check knows the sign of what it recomputes, however weak it is
vouched_signs as (
    select distinct figures.figure_id
    from figures
    inner join telling on figures.fact_id = telling.fact_id
    where telling.recomputed_lower > 0 or telling.recomputed_upper < 0
),

-- one row per figure: what the rule says that knows most; that a number adds up says nothing of a label that names another thing
final as (
    select
        figures.figure_id,
        suspicions.suspicion,
        figures.deck,
        figures.company,
        figures.seq,
        figures.page,
        figures.label,
        figures.line_item,
        figures.measure,
        figures.period,
        figures.print,
        suspicions.looks_like
    from suspicions
    inner join figures on suspicions.figure_id = figures.figure_id
    left join vouched on suspicions.figure_id = vouched.figure_id
    left join vouched_signs on suspicions.figure_id = vouched_signs.figure_id and suspicions.suspicion = 'sign'
    where (vouched.figure_id is null and vouched_signs.figure_id is null) or suspicions.suspicion in ('period', 'measure', 'line_item')
    qualify row_number() over (partition by suspicions.figure_id order by suspicions.rank, suspicions.looks_like) = 1
)

select * from final
