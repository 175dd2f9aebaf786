with pairs as (
    select * from {{ ref('int_filing_pairs') }}
),

facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

decks as (
    select * from {{ ref('stg_decks') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

statements as (
    select
        company,
        statement,
        min(statement_name_ja) as name_ja,
        min(statement_name_en) as name_en,
        min(display_order) as display_order
    from line_items
    group by company, statement
),

-- every statement of a deck beside every filing that it is held against, whether the filing has anything of it or not
stated as (
    select
        decks.company,
        decks.deck,
        line_items.statement,
        count(*) as facts
    from facts
    inner join decks on facts.company = decks.company and facts.deck_no = decks.deck_no
    inner join line_items on facts.line_item_id = line_items.line_item_id
    group by decks.company, decks.deck, line_items.statement
),

held as (
    select distinct
        deck,
        filing
    from pairs
),

described as (
    select
        pairs.*,
        line_items.statement,
        line_items.line_item || ': ' || pairs.prints || ' / ' || pairs.filing_prints as contradiction
    from pairs
    inner join line_items on pairs.line_item_id = line_items.line_item_id
),

digits as (
    select
        deck,
        filing,
        statement,
        known_to,
        count(*) as facts
    from described
    where status = 'confirmed'
    group by deck, filing, statement, known_to
),

known_digits as (
    select
        deck,
        filing,
        statement,
        {{ dbt.listagg("known_to || ' (' || cast(facts as string) || ')'", "', '", 'order by facts desc, known_to') }} as confirmed_to
    from digits
    group by deck, filing, statement
),

counts as (
    select
        deck,
        filing,
        statement,
        count(*) as compared,
        count(case when status = 'confirmed' then 1 end) as confirmed,
        count(case when status = 'confirmed' and not is_coarser then 1 end) as confirmed_in_full,
        count(case when status = 'confirmed' and is_sharper then 1 end) as sharpened,
        count(case when status = 'corrected' then 1 end) as corrected,
        count(case when status = 'contradicted' then 1 end) as contradicted,
        {{ dbt.listagg("case when status = 'contradicted' then contradiction end", "'; '", 'order by contradiction') }} as contradictions
    from described
    group by deck, filing, statement
),

final as (
    select
        stated.company,
        stated.deck,
        held.filing,
        stated.statement,
        statements.name_ja,
        statements.name_en,
        statements.display_order,
        cast(stated.facts as integer) as facts,
        {% for column in ['compared', 'confirmed', 'confirmed_in_full', 'sharpened', 'corrected', 'contradicted'] %}
        cast(coalesce(counts.{{ column }}, 0) as integer) as {{ column }},
        {% endfor %}
        known_digits.confirmed_to,
        counts.contradictions
    from stated
    inner join held on stated.deck = held.deck
    inner join statements on stated.company = statements.company and stated.statement = statements.statement
    left join counts on stated.deck = counts.deck and held.filing = counts.filing and stated.statement = counts.statement
    left join known_digits on stated.deck = known_digits.deck and held.filing = known_digits.filing and stated.statement = known_digits.statement
)

select * from final
