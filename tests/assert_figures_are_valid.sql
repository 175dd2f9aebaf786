-- Every landed row can be read: the first thing that is wrong with a row, the column it is in, and what would be right.
-- Who fixes it: who transcribed the deck.
with figures as (
    select * from {{ ref('stg_deck_figures') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

units as (
    select distinct unit from {{ ref('stg_units') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

accepted as (
    select
        (select {{ dbt.listagg('measure', "', '", 'order by measure') }} from measures) as measures,
        (select {{ dbt.listagg('unit', "', '", 'order by unit') }} from units) as units,
        (select {{ dbt.listagg('qualifier', "', '", 'order by qualifier') }} from qualifiers) as qualifiers
),

-- said once, it holds for the next deck that prints the same
confirmed as (
    select distinct
        company,
        line_item,
        measure,
        period,
        basis
    from figures
    where remark like '%confirmed:%'
),

-- what is never stated as having happened is an expectation by its nature, as of any day: deals likely to be won
happened as (
    select distinct
        company,
        line_item
    from figures
    where basis = 'actual'
),

numbered_twice as (
    select
        deck,
        seq_text
    from figures
    group by deck, seq_text
    having count(*) > 1
),

-- rows that differ in seq and remark alone
repeated as (
    select figure_id
    from figures
    qualify
        count(*) over (
            partition by deck, page, section, label, line_item, measure, period, basis, as_of, printed, unit, qualifier
        ) > 1
),

alike as (
    select distinct figure_id from repeated
),

described as (
    select
        figures.*,
        line_items.period_kind,
        periods.period_no,
        periods.ends_on,
        decks.document,
        -- of a month, its first day: nothing is refused that may have been stated in time
        {{ first_day_stated('coalesce(figures.as_of, decks.published)') }} as stated_from,
        confirmed.company is not null as is_confirmed,
        happened.company is null as is_never_actual,
        measures.compared_with,
        line_items.line_item is not null as is_known_line_item,
        measures.measure is not null as is_known_measure,
        qualifiers.qualifier is not null as is_known_qualifier,
        numbered_twice.deck is not null as is_numbered_twice,
        alike.figure_id is not null as has_one_alike
    from figures
    left join decks on figures.deck = decks.deck
    left join line_items on figures.company = line_items.company and figures.line_item = line_items.line_item
    left join periods on figures.company = periods.company and figures.period = periods.period
    left join measures on figures.measure = measures.measure
    left join qualifiers on figures.qualifier = qualifiers.qualifier
    left join confirmed
        on
            figures.company = confirmed.company
            and figures.line_item = confirmed.line_item
            and figures.measure = confirmed.measure
            and figures.period = confirmed.period
            and figures.basis = confirmed.basis
    left join happened on figures.company = happened.company and figures.line_item = happened.line_item
    left join numbered_twice on figures.deck = numbered_twice.deck and figures.seq_text = numbered_twice.seq_text
    left join alike on figures.figure_id = alike.figure_id
),

examined as (
    select
        described.*,
        {{ first_problem([
            ('deck', 'company is null', "'a deck that dbt_project.yml lists under vars, decks'"),
            ('seq', 'seq is null', "'a whole number above 0'"),
            ('seq', 'is_numbered_twice', "'a number that no other row has'"),
            ('page', 'page_sort is null', "'the printed slide number: 12, 12-2, A-1 or ⅳ'"),
            ('section', 'section is null', "'a section code of the deck, such as II-1'"),
            ('label', 'label is null', "'the label as printed'"),
            ('line_item', 'not is_known_line_item', "'a line_item of seeds/reference/line_items.csv, of the standard or of ' || company"),
            ('measure', 'not is_known_measure', "'one of ' || accepted.measures"),
            (
                'period', 'period_type is null',
                "'1Q25, 1H25, 9M25, FY25, FY24-FY26 in this order, FY27-, a month 2025-04 or a date 2025-06-30'",
            ),
            ('period', 'period_no is null', "'a period of the calendar that seeds/reference/fiscal_years.csv gives ' || company"),
            ('period', "period_kind = 'instant' and period_type <> 'instant'", "'a date: ' || line_item || ' is measured at an instant'"),
            (
                'period', "period_kind = 'duration' and period_type = 'instant'",
                "'a quarter, half, year or month: ' || line_item || ' is measured over a duration'",
            ),
            (
                'period', "basis = 'actual' and ends_on > last_day(published_on)",
                "'a period that had ended when the deck was published, or another basis'",
            ),
            (
                'measure', "compared_with = 'fiscal_year_end' and period_type <> 'instant'",
                "'the change of a balance: its period is a date'",
            ),
            (
                'measure', "compared_with = 'previous' and period_type not in ('quarter', 'instant')",
                "'another measure, or a quarter or a date as its period: qoq compares with the quarter before'",
            ),
            ('basis', "coalesce(basis, '') not in ('actual', 'forecast', 'plan')", "'one of actual, forecast, plan'"),
            ('as_of', 'as_of is not null and stated_on is null', "'empty, a month 2025-05 or a date 2025-05-13'"),
            (
                'basis',
                "basis in ('forecast', 'plan') and ends_on < stated_from and not is_confirmed"
                ~ " and coalesce(document, '') not in ('forecast_notice', 'filing') and not (period_type = 'instant' and is_never_actual)",
                "'actual, for the period had ended on ' || cast(ends_on as string) || '; or say in as_of when it was stated,"
                ~ " or in a remark after confirmed: why it is still a ' || basis",
            ),
            ('printed', 'printed is null', "'the number as printed; a row without a number is not a figure'"),
            ('unit', 'unit_family is null', "'one of ' || accepted.units"),
            ('unit', 'unit_problem is not null', 'unit_problem'),
            ('printed', 'print_problem is not null', 'print_problem'),
            ('qualifier', 'qualifier is not null and not is_known_qualifier', "'empty or one of ' || accepted.qualifiers"),
            ('(row)', 'has_one_alike', "'each figure once: another row differs in seq and remark alone'"),
        ]) }}
    from described
    cross join accepted
),

final as (
    select
        {{ file_of_deck('deck', 'company') }} as deck_file,
        seq_text as seq,
        problem_column as in_column,
        '"' || problem_text || '"' as found,
        problem_accepted as accepted,
        company
    from examined
    where problem_column is not null
)

select * from final
