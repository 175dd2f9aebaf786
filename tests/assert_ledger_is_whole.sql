-- Every number of a deck's text is landed once or has a reason, and every landed row stands in the text: nothing left
-- over, nothing twice.
with ledger as (
    select
        *,
        lead(position) over (partition by deck, line order by position) as next_position
    from {{ ref('stg_ledger') }}
),

-- one row per row that a number became
entries as (
    select
        *,
        {{ words_of('entry') }} as landed_row
    from ledger
    where disposition = 'figure'
),

dispositions as (
    select * from {{ ref('dispositions') }}
),

decks_with_ledger as (
    select distinct deck from ledger
),

figures as (
    select * from {{ ref('int_figures') }}
),

deck_pages as (
    select * from {{ ref('stg_deck_pages') }}
),

large_deals as (
    select * from {{ ref('stg_large_deals') }}
),

-- a print that states several facts, such as one amount for each of three quarters, has several rows
figure_entries as (
    select
        figures.figure_id,
        figures.seq,
        figures.deck,
        figures.page,
        figures.printed,
        count(entries.number) as entries,
        max(entries.number) as number
    from figures
    inner join decks_with_ledger on figures.deck = decks_with_ledger.deck
    left join entries
        on
            figures.deck = entries.deck
            and figures.page = entries.page
            and cast(figures.seq as string) = entries.landed_row
    group by figures.figure_id, figures.seq, figures.deck, figures.page, figures.printed
),

-- the numbers of the text that became rows of their page, and how many
landed_entries as (
    select
        entries.deck,
        entries.page,
        entries.place,
        entries.number,
        entries.entry,
        count(*) as rows_landed
    from entries
    inner join figures
        on
            entries.deck = figures.deck
            and entries.page = figures.page
            and entries.landed_row = cast(figures.seq as string)
    group by entries.deck, entries.page, entries.place, entries.number, entries.entry
),

large_deal_entries as (
    select
        large_deals.deck,
        large_deals.deal,
        large_deals.page,
        case when large_deals.term_years is null then 1 else 2 end + case when large_deals.revenue_starts is null then 0 else 2 end as expected_entries,
        large_deals.amount_as_printed,
        large_deals.term_printed,
        count(ledger.number) as entries,
        count(case when ledger.number = large_deals.amount_printed then 1 end) as amount_entries,
        count(case when ledger.number = large_deals.term_printed then 1 end) as term_entries
    from large_deals
    inner join decks_with_ledger on large_deals.deck = decks_with_ledger.deck
    left join ledger
        on
            large_deals.deck = ledger.deck
            and large_deals.page = ledger.page
            and ledger.disposition = 'large_deal'
            and large_deals.deal = ledger.entry
    group by
        large_deals.deck, large_deals.deal, large_deals.page, large_deals.term_years, large_deals.revenue_starts,
        large_deals.amount_as_printed, large_deals.term_printed
),

problems as (
    select
        deck,
        page,
        'seq ' || cast(seq as string) as place,
        printed as found,
        'stands ' || cast(entries as string) || ' times in the ledger, not once' as problem
    from figure_entries
    where entries <> 1
    union all
    select
        deck,
        page,
        'seq ' || cast(seq as string) as place,
        printed as found,
        'the ledger has the number ' || number as problem
    from figure_entries
    where
        entries = 1
        and number <> printed
        and {{ printed_digits(normalise_printed('number')) }} <> {{ printed_digits(normalise_printed('printed')) }}
    union all
    select
        deck,
        page,
        'deal ' || deal as place,
        cast(entries as string) as found,
        cast(expected_entries as string) || ' numbers of the deal are landed (amount, term, quarter and year of the start of revenue)' as problem
    from large_deal_entries
    where entries <> expected_entries
    union all
    select
        deck,
        page,
        'deal ' || deal as place,
        amount_as_printed as found,
        'the ledger has no such amount for the deal' as problem
    from large_deal_entries
    where amount_entries = 0
    union all
    select
        deck,
        page,
        'deal ' || deal as place,
        term_printed as found,
        'the ledger has no such term for the deal' as problem
    from large_deal_entries
    where term_printed is not null and term_entries = 0
    union all
    select
        deck_pages.deck,
        deck_pages.page,
        'page ' || cast(deck_pages.page as string) as place,
        cast(count(ledger.number) as string) as found,
        cast(deck_pages.numbers as string) || ' numbers are on the page, as seeds/records/deck_pages.csv counts them' as problem
    from deck_pages
    inner join decks_with_ledger on deck_pages.deck = decks_with_ledger.deck
    left join ledger on deck_pages.deck = ledger.deck and deck_pages.page = ledger.page
    group by deck_pages.deck, deck_pages.page, deck_pages.numbers
    having count(ledger.number) <> deck_pages.numbers
    union all
    select distinct
        figures.deck,
        figures.page,
        'page ' || cast(figures.page as string) as place,
        cast(null as string) as found,
        'has figures and a ledger, but no row in seeds/records/deck_pages.csv' as problem
    from figures
    inner join decks_with_ledger on figures.deck = decks_with_ledger.deck
    left join deck_pages on figures.deck = deck_pages.deck and figures.page = deck_pages.page
    where deck_pages.page is null
    union all
    -- a print of several facts whose rows are there in part
    select
        deck,
        page,
        place,
        number as found,
        'only ' || cast(rows_landed as string) || ' of its rows ' || entry || ' are landed on this page' as problem
    from landed_entries
    where rows_landed < 1 + length(entry) - length(replace(entry, ' ', ''))
    union all
    select
        ledger.deck,
        ledger.page,
        ledger.place,
        ledger.number as found,
        case
            when dispositions.disposition is null
                then 'disposition "' || coalesce(ledger.disposition, '') || '" is not one of seeds/reference/dispositions.csv'
            when ledger.next_position < ledger.position + length(ledger.number) then 'overlaps the next number of the line'
            when ledger.disposition in ('figure', 'large_deal') and ledger.entry is null then 'does not say which row it became'
            when ledger.disposition not in ('figure', 'large_deal') and ledger.entry is not null then 'has a reason and a row'
            else 'its row ' || ledger.entry || ' is not landed on this page'
        end as problem
    from ledger
    left join dispositions on ledger.disposition = dispositions.disposition
    left join landed_entries
        on
            ledger.deck = landed_entries.deck
            and ledger.page = landed_entries.page
            and ledger.place = landed_entries.place
            and ledger.number = landed_entries.number
            and ledger.entry = landed_entries.entry
    left join large_deals
        on
            ledger.disposition = 'large_deal'
            and ledger.deck = large_deals.deck
            and ledger.page = large_deals.page
            and ledger.entry = large_deals.deal
    where
        dispositions.disposition is null
        or ledger.next_position < ledger.position + length(ledger.number)
        or (ledger.disposition in ('figure', 'large_deal') and landed_entries.deck is null and large_deals.deal_id is null)
        or (ledger.disposition not in ('figure', 'large_deal') and ledger.entry is not null)
),

final as (
    select
        deck,
        page,
        place,
        found,
        problem
    from problems
    union all
    select
        cast(null as string) as deck,
        cast(null as integer) as page,
        'seeds/ledgers/' as place,
        cast(count(*) as string) as found,
        'no ledger was read' as problem
    from ledger
    having count(*) = 0
)

select * from final
