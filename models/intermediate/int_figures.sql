with figures as (
    select * from {{ ref('stg_deck_figures') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

units as (
    select * from {{ ref('stg_units') }}
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

described as (
    select
        figures.*,
        line_items.period_kind,
        line_items.unit_family as line_item_unit_family,
        measures.compared_with,
        measures.expressed_as,
        line_items.line_item is not null as is_known_line_item,
        measures.measure is not null as is_known_measure,
        qualifiers.qualifier is not null as is_known_qualifier,
        count(*) over (partition by figures.deck, figures.seq_text) as rows_with_seq,
        count(*) over (
            partition by
                figures.deck, figures.page_text, figures.section, figures.label, figures.line_item, figures.measure,
                figures.period, figures.basis, figures.as_of, figures.printed, figures.unit, figures.qualifier
        ) as rows_alike
    from figures
    left join line_items on figures.line_item = line_items.line_item
    left join measures on figures.measure = measures.measure
    left join qualifiers on figures.qualifier = qualifiers.qualifier
),

-- the first thing that is wrong with a row, the column it is in, and what would be right
examined as (
    select
        described.*,
        {{ first_problem([
            ('deck', 'company is null', "'deck ' || deck || ' is not listed in seeds/reference/decks.csv'"),
            ('seq', 'seq is null', "'a whole number above 0'"),
            ('seq', 'rows_with_seq > 1', "'a number that no other row has'"),
            ('page', 'page is null', "'the printed slide number, a whole number'"),
            ('section', 'section is null', "'a section code of the deck, such as II-1'"),
            ('label', 'label is null', "'the label as printed'"),
            ('line_item', 'not is_known_line_item', "'a line_item of seeds/reference/line_items.csv'"),
            ('measure', 'not is_known_measure', "'one of ' || accepted.measures"),
            ('period', 'period_type is null', "'1Q25, 1H25, FY25, FY24-FY26, FY27-, a month 2025-04 or a date 2025-06-30'"),
            ('period', "period_kind = 'instant' and period_type <> 'instant'", "'a date: ' || line_item || ' is measured at an instant'"),
            ('period', "period_kind = 'duration' and period_type = 'instant'", "'a quarter, half, year or month: ' || line_item || ' is measured over a duration'"),
            ('period', "basis = 'actual' and ends_on > last_day(published_on)", "'a period that had ended when the deck was published, or another basis'"),
            ('basis', "coalesce(basis, '') not in ('actual', 'forecast', 'plan')", "'one of actual, forecast, plan'"),
            ('as_of', "as_of is not null and stated_on is null", "'empty, a month 2025-05 or a date 2025-05-13'"),
            ('printed', 'printed is null', "'the number as printed; a row without a number is not a figure'"),
            ('printed', 'digits is null and not is_nil', "'a number such as 1,234.5, △7.3%, +48.1, (5) or a dash alone'"),
            ('unit', 'unit_family is null', "'one of ' || accepted.units"),
            ('unit', "expressed_as = 'percent' and unit_family <> 'percent'", "'%, for the measure ' || measure"),
            ('unit', "expressed_as = 'amount' and unit_family <> line_item_unit_family", "'a unit of ' || line_item_unit_family || ', as ' || line_item || ' is measured in'"),
            ('unit', "printed like '%|%%' escape '|' and unit <> '%'", "'%, as printed'"),
            ('qualifier', 'qualifier is not null and not is_known_qualifier', "'empty or one of ' || accepted.qualifiers"),
            (
                'printed',
                'not is_nil and not coalesce(is_exact, false)',
                "'a number with fewer digits: below 1,000,000,000,000 in its base unit, its rounding interval within 4 decimals'",
            ),
            ('(row)', 'rows_alike > 1', "'each figure once: another row differs in seq and remark alone'"),
        ]) }}
    from described
    cross join accepted
),

final as (
    select
        figure_id,
        {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as fact_id,
        deck,
        company,
        seq,
        seq_text,
        page,
        section,
        label,
        line_item,
        measure,
        compared_with,
        expressed_as,
        period,
        period_type,
        basis,
        as_of,
        stated_on,
        published_on,
        printed,
        unit,
        unit_family,
        base_unit,
        qualifier,
        {{ print_text('printed', 'unit', 'qualifier', 'page') }} as print,
        remark,
        is_nil,
        value,
        lower_bound,
        upper_bound,
        problem_column,
        problem_text,
        problem_accepted
    from examined
)

select * from final
