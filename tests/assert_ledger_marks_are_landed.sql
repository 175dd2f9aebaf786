-- What the text prints around a number is what was landed with it: sign, unit, per cent, hedge. Where the text prints no unit
-- beside the number, as in a chart, and where its row has ?, nothing is claimed.
-- Who fixes it: who transcribed the deck.
with ledger as (
    select
        *,
        {{ normalise_printed('printed_sign') }} as sign_normalised,
        {{ normalise_printed('printed_unit') }} as unit_normalised,
        {{ words_of('entry') }} as landed_row
    from {{ ref('stg_ledger') }}
    where disposition in ('figure', 'large_deal')
),

figures as (
    select
        *,
        {{ normalise_printed('printed') }} as normalised
    from {{ ref('stg_deck_figures') }}
),

large_deals as (
    select * from {{ landed('large_deals') }}
),

-- one row per landed number and the number of the text that it is
landed as (
    select
        ledger.*,
        'seq ' || figures.seq_text as landed_as,
        figures.line_item,
        coalesce(figures.unit_family, '') <> 'percent' as is_amount,
        figures.normalised,
        figures.unit,
        {{ normalise_printed('figures.unit') }} as landed_unit,
        figures.currency,
        figures.qualifier,
        case when figures.is_nil then '' else {{ printed_sign_mark('figures.normalised') }} end as landed_sign
    from ledger
    inner join figures
        on
            ledger.disposition = 'figure'
            and ledger.deck = figures.deck
            and ledger.page = figures.page
            and ledger.landed_row = figures.seq_text
    union all
    select
        ledger.*,
        'deal ' || large_deals.deal as landed_as,
        cast(null as string) as line_item,
        false as is_amount,
        {{ normalise_printed('large_deals.amount_printed') }} as normalised,
        large_deals.amount_unit as unit,
        {{ normalise_printed('large_deals.amount_unit') }} as landed_unit,
        cast(null as string) as currency,
        -- a hedge of a deal may stand apart from its amount
        case when ledger.printed_qualifier is not null then large_deals.amount_qualifier end as qualifier,
        {{ printed_sign_mark(normalise_printed('large_deals.amount_printed')) }} as landed_sign
    from ledger
    inner join large_deals
        on
            ledger.deck = large_deals.deck
            and ledger.page = large_deals.page
            and ledger.disposition = 'large_deal'
            and ledger.landed_row = large_deals.deal
            and ledger.number = large_deals.amount_printed
),

compared as (
    select
        *,
        -- brackets around a per cent may be a remark
        case when sign_normalised = '(%)' then landed_sign = '-' else coalesce(sign_normalised, '') = '?' end as sign_is_open,
        {{ printed_sign_mark("case when sign_normalised <> '(%)' then sign_normalised end") }} as text_sign,
        coalesce(unit_normalised, '') = '%' as text_is_per_cent,
        instr(normalised, '%') > 0 as landed_is_per_cent,
        {{ unit_is_as_printed('unit_normalised', 'normalised', 'landed_unit', 'currency') }} as unit_is_landed
    from landed
),

-- amounts beside which the text prints no unit have that of their table or chart: the figures of one line item on one page, one
units_of_pages as (
    select
        deck,
        page,
        line_item,
        landed_unit,
        count(*) as figures,
        sum(count(*)) over (partition by deck, page, line_item) as figures_of_item,
        first_value(landed_unit) over (partition by deck, page, line_item order by count(*) desc, landed_unit) as main_unit,
        max(count(*)) over (partition by deck, page, line_item) as figures_of_main_unit
    from landed
    where unit_normalised is null and is_amount
    group by deck, page, line_item, landed_unit
),

of_other_unit as (
    select
        landed.deck,
        landed.page,
        landed.landed_as,
        landed.place,
        'no unit stands beside ' || landed.number || ', which is landed in ' || landed.unit || '; '
        || case
            when units_of_pages.landed_unit <> units_of_pages.main_unit
                then 'the other figures of ' || landed.line_item || ' on the page are in ' || units_of_pages.main_unit
            else 'other figures of ' || landed.line_item || ' on the page are not'
        end as problem
    from landed
    inner join units_of_pages
        on
            landed.deck = units_of_pages.deck
            and landed.page = units_of_pages.page
            and landed.line_item = units_of_pages.line_item
            and landed.landed_unit = units_of_pages.landed_unit
    where
        landed.unit_normalised is null
        and landed.is_amount
        and units_of_pages.figures < units_of_pages.figures_of_item
        -- of as many in either unit, any may be wrong
        and (units_of_pages.figures < units_of_pages.figures_of_main_unit or units_of_pages.figures * 2 <= units_of_pages.figures_of_item)
),

problems as (
    select
        *,
        case
            when sign_is_open or text_sign = landed_sign then null
            when text_sign = ''
                then 'the text prints no sign before ' || number || ', the landed row has a ' || {{ sign_name('landed_sign') }}
            else
                'the text prints '
                || case
                    when left(sign_normalised, 1) = '(' then 'brackets around '
                    when sign_normalised = '減' then '減 after '
                    else printed_sign || ' before '
                end
                || number || ', the landed row has '
                || case when landed_sign = '' then 'no ' || {{ sign_name('text_sign') }} else 'a ' || {{ sign_name('landed_sign') }} end
        end as sign_problem,
        case
            when unit_normalised = '?' then null
            when text_is_per_cent and not landed_is_per_cent
                then 'the text prints ' || printed_unit || ' after ' || number || ', the landed print has none'
            when landed_is_per_cent and not text_is_per_cent
                then 'the text prints no % after ' || number || ', the landed print has one'
            when unit_normalised is not null and not text_is_per_cent and not coalesce(unit_is_landed, false)
                then
                    'the text prints ' || printed_unit || ' beside ' || number || ', the landed row has '
                    || coalesce(unit, 'no unit')
        end as unit_problem,
        case
            when printed_qualifier = '?' or coalesce(printed_qualifier, '') = coalesce(qualifier, '') then null
            else
                'the text prints ' || coalesce(printed_qualifier, 'no hedge') || ' beside ' || number || ', the landed row has '
                || coalesce(qualifier, 'no qualifier')
        end as qualifier_problem
    from compared
),

final as (
    {% for mark in ['sign', 'unit', 'qualifier'] %}
    select
        deck,
        page,
        landed_as || ', ' || place as place,
        {{ mark }}_problem as problem,
        'correct the row; or put ? into {{ mark }} of its row in the ledger, where the text does not mean this number' as what_to_do
    from problems
    where {{ mark }}_problem is not null
    union all
    {% endfor %}
    select
        deck,
        page,
        landed_as || ', ' || place as place,
        problem,
        'correct the unit of the row that is wrong; or put ? into unit of its row in the ledger, where the page does print two' as what_to_do
    from of_other_unit
)

select * from final
