with listed as (
    {% for entry in listed_decks() %}
    select
        '{{ entry.deck }}' as deck,
        {% for key in ['company', 'document', 'title_ja', 'title_en', 'published_on', 'sequence', 'corrects', 'current_period'] %}
        {{ text_of(entry, key) }} as {{ key }},
        {% endfor %}
        {{ 'true' if entry.ledger else 'false' }} as has_ledger
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {% if archive() %}
    union all
    select
        deck,
        {% for key in ['company', 'document', 'title_ja', 'title_en', 'published_on', 'sequence', 'corrects', 'current_period'] %}
        {{ key }},
        {% endfor %}
        false as has_ledger
    from {{ archive_table('decks') }}
    {% endif %}
),

parsed as (
    select
        deck,
        company,
        coalesce(document, 'earnings_deck') as document,
        title_ja,
        title_en,
        published_on as published,
        {{ stated_on('published_on') }} as published_on,
        length(published_on) = 7 as is_month_only,
        try_cast(sequence as integer) as sequence,
        sequence as sequence_text,
        corrects,
        current_period,
        has_ledger
    from listed
),

-- a month is not a day: where one deck of a month has no day, no date of that month orders the decks
dated as (
    select
        *,
        case
            when max(case when is_month_only then 1 else 0 end) over (partition by company, last_day(published_on)) = 1
                then last_day(published_on)
            else published_on
        end as ordering_date
    from parsed
),

ordering_dates as (
    select
        company,
        ordering_date,
        count(*) = 1
        or count(*) = count(distinct sequence)
        -- a deck and the filings of the same quarter follow one another in any order
        or (
            count(case when document <> 'filing' then 1 end) <= 1 and count(distinct current_period) = 1 and count(corrects) = 0
        ) as is_order_known
    from dated
    group by company, ordering_date
),

final as (
    select
        dated.deck,
        dated.company,
        -- by deck last, so that the order is one even where it is not known
        cast(row_number() over (
            partition by dated.company
            order by
                dated.ordering_date, dated.sequence, dated.published_on, case when dated.document = 'filing' then 1 else 0 end, dated.deck
        ) as integer) as deck_no,
        dated.document,
        dated.title_ja,
        dated.title_en,
        dated.published,
        dated.published_on,
        dated.sequence,
        dated.sequence_text,
        dated.corrects,
        dated.current_period,
        dated.has_ledger,
        ordering_dates.is_order_known
    from dated
    left join ordering_dates
        on
            dated.company is not distinct from ordering_dates.company
            and dated.ordering_date is not distinct from ordering_dates.ordering_date
)

select * from final
