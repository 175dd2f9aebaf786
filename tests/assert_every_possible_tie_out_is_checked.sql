-- Names, from the landed figures alone, each check that they make possible, and looks for it among those that were made:
-- a check that does not run must not pass. Each kind has to be made at least once.
with times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

landed as (
    select
        int_figures.deck,
        int_figures.company,
        int_figures.line_item,
        int_figures.measure,
        int_figures.period,
        int_figures.period_no,
        int_figures.basis,
        times_of_statement.as_of
    from {{ ref('int_figures') }} as int_figures
    inner join times_of_statement
        on int_figures.company = times_of_statement.company and int_figures.stated_no = times_of_statement.stated_no
    where int_figures.value is not null
),

figures as (
    select distinct
        deck,
        company,
        line_item,
        measure,
        period,
        period_no,
        basis,
        as_of
    from landed
),

prints as (
    select
        deck,
        line_item,
        measure,
        period,
        basis,
        as_of
    from landed
    group by deck, line_item, measure, period, basis, as_of
    having count(*) > 1
),

calculations as (
    select
        company,
        calculation,
        total,
        line_item as component,
        comparison,
        count(*) over (partition by company, calculation) as components
    from {{ ref('int_calculations') }}
    where not is_total
),

ratios as (
    select * from {{ ref('int_ratio_rules') }}
    where comparison = 'quotient'
),

measures as (
    select * from {{ ref('stg_measures') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

spans as (
    select * from {{ ref('int_period_parts') }}
    where is_sum
),

roll_forwards as (
    select
        *,
        count(*) over (partition by company, balance) as flows
    from {{ ref('int_roll_forwards') }}
),

reasonableness_rules as (
    select
        *,
        count(component_id) over (partition by company, relation) as components
    from {{ ref('int_reasonableness_rules') }}
),

component_periods as (
    select * from {{ ref('int_component_periods') }}
),

additive_line_items as (
    select * from {{ ref('int_line_items') }}
    where period_kind = 'duration' and {{ adds_up_over_time('unit_family') }}
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

tie_outs as (
    select * from {{ ref('tie_outs') }}
    where status in ('consistent', 'inconsistent', 'uncheckable')
),

whole_calculations as (
    select
        calculations.calculation,
        calculations.comparison,
        totals.deck,
        totals.line_item,
        totals.measure,
        totals.period,
        totals.basis,
        totals.as_of
    from calculations
    inner join figures as totals on calculations.company = totals.company and calculations.total = totals.line_item
    inner join measures on totals.measure = measures.measure and measures.expressed_as = 'amount'
    inner join figures as components
        on
            calculations.component = components.line_item
            and totals.company = components.company
            and totals.deck = components.deck
            and totals.measure = components.measure
            and totals.period = components.period
            and totals.basis = components.basis
            and totals.as_of is not distinct from components.as_of
    group by calculations.calculation, calculations.comparison, totals.deck, totals.line_item, totals.measure, totals.period, totals.basis, totals.as_of
    having count(*) = max(calculations.components)
),

whole_periods as (
    select
        spans.span,
        totals.deck,
        totals.line_item,
        totals.measure,
        totals.period,
        totals.basis,
        totals.as_of
    from figures as totals
    inner join additive_line_items on totals.company = additive_line_items.company and totals.line_item = additive_line_items.line_item
    inner join spans on totals.company = spans.company and totals.period_no = spans.period_no
    inner join figures as parts
        on
            totals.company = parts.company
            and totals.deck = parts.deck
            and totals.line_item = parts.line_item
            and totals.measure = parts.measure
            and spans.part_period_no = parts.period_no
            and totals.basis = parts.basis
            and totals.as_of is not distinct from parts.as_of
    where totals.measure = 'level'
    group by spans.span, totals.deck, totals.line_item, totals.measure, totals.period, totals.basis, totals.as_of
    having count(*) = max(spans.parts)
),

-- `distinct`, so that the base is named before it is sought: DuckDB else joins each period of a company with each of its figures
grown as (
    select distinct
        figures.*,
        case measures.compared_with
            when 'year_ago' then periods.year_ago_period
            when 'previous' then periods.previous_period
            when 'fiscal_year_end' then periods.fiscal_year_end_period
        end as base_period
    from figures
    inner join measures on figures.measure = measures.measure and measures.compared_with in ('year_ago', 'previous', 'fiscal_year_end')
    inner join periods on figures.company = periods.company and figures.period_no = periods.period_no
),

whole_growth as (
    select distinct
        grown.deck,
        grown.line_item,
        grown.measure,
        grown.period,
        grown.basis,
        grown.as_of
    from grown
    inner join figures as levels
        on
            grown.company = levels.company
            and grown.deck = levels.deck
            and grown.line_item = levels.line_item
            and levels.measure = 'level'
            and grown.period = levels.period
            and grown.basis = levels.basis
            and grown.as_of is not distinct from levels.as_of
    inner join figures as bases
        on
            grown.company = bases.company
            and grown.deck = bases.deck
            and grown.line_item = bases.line_item
            and bases.measure = 'level'
            and bases.basis = 'actual'
            and grown.base_period = bases.period
),

whole_ratios as (
    select distinct
        quotients.deck,
        quotients.line_item,
        quotients.measure,
        quotients.period,
        quotients.basis,
        quotients.as_of
    from figures as quotients
    inner join ratios
        on quotients.company = ratios.company and quotients.line_item = ratios.line_item and quotients.measure = ratios.measure
    inner join figures as numerators
        on
            ratios.numerator = numerators.line_item
            and numerators.measure = 'level'
            and quotients.company = numerators.company
            and quotients.deck = numerators.deck
            and quotients.period = numerators.period
            and quotients.basis = numerators.basis
            and quotients.as_of is not distinct from numerators.as_of
    inner join figures as denominators
        on
            ratios.denominator = denominators.line_item
            and denominators.measure = 'level'
            and quotients.company = denominators.company
            and quotients.deck = denominators.deck
            and quotients.period = denominators.period
            and quotients.basis = denominators.basis
            and quotients.as_of is not distinct from denominators.as_of
),

whole_shares as (
    select
        calculations.calculation,
        calculations.total as line_item,
        shares.deck,
        shares.period,
        shares.basis,
        shares.as_of
    from calculations
    inner join figures as shares
        on calculations.company = shares.company and calculations.component = shares.line_item and shares.measure = 'share_pct'
    group by calculations.calculation, calculations.total, shares.deck, shares.period, shares.basis, shares.as_of
    having count(*) = max(calculations.components) and count(*) > 1
),

whole_roll_forwards as (
    select
        closings.deck,
        closings.line_item,
        closings.period,
        closings.basis,
        closings.as_of,
        periods.period_type as flow_period_type
    from figures as closings
    inner join roll_forwards on closings.company = roll_forwards.company and closings.line_item = roll_forwards.balance
    inner join periods
        on
            closings.company = periods.company
            and periods.period_type in ('quarter', 'half', 'nine_months', 'year')
            and closings.period = cast(periods.ends_on as string)
    inner join figures as openings
        on
            closings.company = openings.company
            and closings.deck = openings.deck
            and closings.line_item = openings.line_item
            and openings.measure = 'level'
            and openings.period = cast(cast({{ dbt.dateadd('day', -1, 'periods.starts_on') }} as date) as string)
    inner join figures as flows
        on
            roll_forwards.flow = flows.line_item
            and closings.company = flows.company
            and closings.deck = flows.deck
            and flows.measure = 'level'
            and flows.basis = 'actual'
            and periods.period = flows.period
    where closings.measure = 'level'
    group by closings.deck, closings.line_item, closings.period, closings.basis, closings.as_of, periods.period_type
    having count(*) = max(roll_forwards.flows)
),

-- what nothing states on the same basis is what happened
in_reason as (
    select distinct
        rules.relation,
        rules.component,
        rules.component_period,
        rules.components,
        subjects.deck,
        subjects.line_item,
        subjects.period,
        subjects.basis,
        subjects.as_of
    from figures as subjects
    inner join reasonableness_rules as rules on subjects.company = rules.company and subjects.line_item = rules.line_item
    inner join component_periods
        on
            rules.company = component_periods.company
            and rules.component_period = component_periods.component_period
            and subjects.period_no = component_periods.period_no
    inner join figures as members
        on
            rules.component = members.line_item
            and component_periods.component_period_no = members.period_no
            and subjects.company = members.company
            and subjects.deck = members.deck
            and members.measure = 'level'
            and (
                (subjects.basis = members.basis and subjects.as_of is not distinct from members.as_of)
                or (members.basis = 'actual' and members.as_of is null)
            )
    where subjects.measure = 'level'
),

whole_reasons as (
    select
        relation,
        deck,
        line_item,
        period,
        basis,
        as_of
    from in_reason
    group by relation, deck, line_item, period, basis, as_of
    having count(*) = max(components)
),

-- what agrees with one version of a document need not agree with the other
corrected as (
    select corrects as deck
    from decks
    where corrects is not null
),

-- a deck and the filing of the same quarter, and two filings of it
beside as (
    select
        decks.deck,
        filings.deck as filing,
        decks.corrects is null
        and decks.deck not in (select corrected.deck from corrected)
        and filings.deck not in (select corrected.deck from corrected) as are_last_versions
    from decks
    inner join decks as filings
        on
            decks.company = filings.company
            and decks.current_period = filings.current_period
            and filings.document = 'filing'
            and (decks.document <> 'filing' or decks.deck_no > filings.deck_no)
),

filed as (
    select distinct
        beside.filing,
        figures.deck,
        figures.line_item,
        figures.measure,
        figures.period,
        figures.basis,
        figures.as_of
    from figures
    inner join beside on figures.deck = beside.deck and beside.are_last_versions
    inner join figures as filed
        on
            figures.company = filed.company
            and beside.filing = filed.deck
            and figures.line_item = filed.line_item
            and figures.measure = filed.measure
            and figures.period = filed.period
            and figures.basis = filed.basis
    -- what is expected without a date is expected when the deck is published
    where figures.basis = 'actual' and figures.as_of is null and filed.as_of is null
),

stated_before as (
    select
        figures.deck,
        figures.line_item,
        figures.measure,
        figures.period,
        figures.basis,
        figures.as_of,
        max_by(before.deck, decks_before.deck_no) as deck_before
    from figures
    inner join decks on figures.deck = decks.deck
    inner join figures as before
        on
            figures.company = before.company
            and figures.line_item = before.line_item
            and figures.measure = before.measure
            and figures.period = before.period
            and figures.basis = before.basis
            and figures.as_of is not distinct from before.as_of
    inner join decks as decks_before on before.deck = decks_before.deck and decks.deck_no > decks_before.deck_no
    where (figures.basis = 'actual' or figures.as_of is not null) and decks.corrects is null
    group by figures.deck, figures.line_item, figures.measure, figures.period, figures.basis, figures.as_of
),

-- what was stated beside it restates nothing
vintages as (
    select stated_before.*
    from stated_before
    left join beside
        on
            (stated_before.deck = beside.deck and stated_before.deck_before = beside.filing)
            or (stated_before.deck = beside.filing and stated_before.deck_before = beside.deck)
    where beside.deck is null
),

won_deals as (
    select distinct
        figures.deck,
        figures.line_item,
        figures.measure,
        figures.period,
        figures.basis,
        figures.as_of
    from figures
    inner join large_deals on figures.deck = large_deals.deck and figures.period = large_deals.awarded
    where figures.line_item = 'large_deal_orders' and figures.measure = 'level'
),

possible as (
    select
        deck,
        'cross_print:prints:' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from prints
    union all
    select
        deck,
        case when comparison = 'at_most' then 'sub_items' when measure = 'level' then 'footing' else 'bridge' end
        || ':' || calculation || ':' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_calculations
    where comparison = 'equals' or measure = 'level'
    union all
    select
        deck,
        'period_footing:' || span || ':' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_periods
    union all
    select
        deck,
        'recalculation:' || measure || ':' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_growth
    union all
    select
        deck,
        'recalculation:quotient:' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_ratios
    union all
    select
        deck,
        'share_footing:' || calculation || ':' || {{ fact_id('deck', 'line_item', "'share_pct'", 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_shares
    union all
    select
        deck,
        'roll_forward:over_' || flow_period_type || ':' || {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_roll_forwards
    union all
    select
        deck,
        'reasonableness:' || relation || ':' || {{ fact_id('deck', 'line_item', "'level'", 'period', 'basis', 'as_of') }} as tie_out_id
    from whole_reasons
    union all
    select
        deck,
        'footing:large_deals_won:' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from won_deals
    union all
    select
        deck,
        'cross_print:' || filing || ':' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from filed
    union all
    select
        deck,
        'cross_vintage:deck_before:' || {{ fact_id('deck', 'line_item', 'measure', 'period', 'basis', 'as_of') }} as tie_out_id
    from vintages
),

-- kinds that a deck alone can give occasion for; a misprint is none that every deck has
kinds as (
    select kind
    from check_kinds
    where kind not in ('cross_vintage', 'misprint')
),

final as (
    select
        decks.company,
        possible.tie_out_id as tie_out,
        'the landed figures make this check possible, and it was not made' as problem
    from possible
    left join decks on possible.deck = decks.deck
    left join tie_outs on possible.tie_out_id = tie_outs.tie_out_id
    where tie_outs.tie_out_id is null
    union all
    select
        cast(null as string) as company,
        kinds.kind as tie_out,
        'not one check of this kind was made' as problem
    from kinds
    left join tie_outs on kinds.kind = tie_outs.kind
    where tie_outs.tie_out_id is null
)

select * from final
