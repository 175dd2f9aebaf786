with figures as (
    select * from {{ ref('stg_deck_figures') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

calendar as (
    select * from {{ ref('int_fiscal_calendar') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

printed_signs as (
    select
        company,
        section,
        line_item,
        try_cast(sign as integer) as sign
    from {{ landed('printed_signs') }}
),

-- a sign of one section goes before the sign of all; a filing has the sign of XBRL, in which expenses are positive
signs as (
    select
        figures.figure_id,
        printed_signs.sign
    from figures
    inner join printed_signs
        on
            figures.company = printed_signs.company
            and figures.line_item = printed_signs.line_item
            and coalesce(printed_signs.section, figures.section) = figures.section
    inner join decks on figures.deck = decks.deck and coalesce(decks.document, '') <> 'filing'
    qualify row_number() over (partition by figures.figure_id order by case when printed_signs.section is null then 2 else 1 end) = 1
),

-- the last deck of a month, where its day is known
decks_of_months as (
    select
        company,
        substr(published, 1, 7) as month,
        max_by(published, deck_no) as published
    from decks
    where length(published) = 10
    group by company, substr(published, 1, 7)
),

-- what a deck expects, its filing of the same days expects too: both are stated when the filing is
filings_beside as (
    select
        decks.company,
        decks.published,
        min(filings.published) as stated
    from decks
    inner join decks as filings
        on
            decks.company = filings.company
            and decks.current_period = filings.current_period
            and filings.document = 'filing'
            and filings.corrects is null
            and length(filings.published) = 10
    where
        decks.document <> 'filing'
        and case
            when length(decks.published) = 7 then substr(filings.published, 1, 7) = decks.published
            else
                filings.published_on >= {{ plus_days('decks.published_on', -3) }}
                and filings.published_on <= {{ plus_days('decks.published_on', 3) }}
        end
    group by decks.company, decks.published
),

-- what is expected without a date was expected when the deck was published, what is expected as of a month with the deck of that month
dated as (
    select
        figures.figure_id,
        coalesce(
            case when figures.basis <> 'actual' then decks_of_months.published end,
            figures.as_of,
            case when figures.basis <> 'actual' then decks.published end
        ) as stated
    from figures
    left join decks on figures.deck = decks.deck
    left join decks_of_months on figures.company = decks_of_months.company and figures.as_of = decks_of_months.month
),

described as (
    select
        figures.*,
        decks.deck_no,
        line_items.line_item_id,
        calendar.period_no,
        measures.measure_no,
        measures.compared_with,
        measures.expressed_as,
        figures.is_nil and companies.dash = 'zero' and measures.expressed_as = 'amount' as is_zero,
        case when measures.expressed_as = 'amount' then coalesce(signs.sign, 1) else 1 end as sign,
        dense_rank() over (
            partition by figures.company
            order by
                figures.basis,
                case when figures.basis = 'actual' then dated.stated else coalesce(filings_beside.stated, dated.stated) end
        ) as stated_no
    from figures
    left join decks on figures.deck = decks.deck
    left join companies on figures.company = companies.company
    left join line_items on figures.company = line_items.company and figures.line_item = line_items.line_item
    left join calendar on figures.company = calendar.company and figures.period = calendar.period
    left join measures on figures.measure = measures.measure
    left join dated on figures.figure_id = dated.figure_id
    left join filings_beside on figures.company = filings_beside.company and dated.stated = filings_beside.published
    left join signs on figures.figure_id = signs.figure_id
),

signed as (
    select
        *,
        case when is_zero then 0 else sign * value end as signed_value,
        case when is_zero then 0 else {{ weighted_lower('sign', 'lower_bound', 'upper_bound') }} end as signed_lower_bound,
        case when is_zero then 0 else {{ weighted_upper('sign', 'lower_bound', 'upper_bound') }} end as signed_upper_bound,
        not is_zero and {{ weighted_lower_is_open('sign', 'lower_is_open', 'upper_is_open') }} as signed_lower_is_open,
        not is_zero and {{ weighted_upper_is_open('sign', 'lower_is_open', 'upper_is_open') }} as signed_upper_is_open,
        {{ packed_amount_id('line_item_id', 'period_no', 'stated_no') }} as amount_id
    from described
),

final as (
    select
        figure_id,
        {{ packed_fact_id('amount_id', 'deck_no', 'measure_no') }} as fact_id,
        amount_id,
        deck,
        deck_no,
        company,
        seq,
        page,
        section,
        label,
        line_item,
        line_item_id,
        measure,
        compared_with,
        expressed_as,
        period,
        period_no,
        period_type,
        basis,
        as_of,
        cast(stated_no as integer) as stated_no,
        stated_on,
        printed,
        unit,
        unit_family,
        base_unit,
        qualifier,
        {{ print_text('printed', 'unit', 'word_before', 'word_after', 'page') }} as print,
        remark,
        is_nil and not is_zero as is_nil,
        turn,
        cast(signed_value as {{ figure_type() }}) as value,
        cast(signed_lower_bound as {{ figure_type() }}) as lower_bound,
        cast(signed_upper_bound as {{ figure_type() }}) as upper_bound,
        signed_lower_is_open as lower_is_open,
        signed_upper_is_open as upper_is_open,
        is_range,
        last_digit
    from signed
)

select * from final
