-- What a document states beside the filing of the same quarter: the same fact in both, and whether both can be one number.
-- Of two filings the later is held against the earlier.
with recursive decks as (
    select * from {{ ref('stg_decks') }}
),

facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

figures as (
    select * from {{ ref('int_figures') }}
),

-- a correction and what it corrects are versions of one document; ten of them, so that a circle ends
versions as (
    select
        company,
        deck,
        deck as document_id,
        0 as steps
    from decks
    where corrects is null
    union all
    select
        decks.company,
        decks.deck,
        versions.document_id,
        versions.steps + 1 as steps
    from decks
    inner join versions on decks.company = versions.company and decks.corrects = versions.deck
    where versions.steps < 10
),

-- one row per document and filing that is held beside it
documents as (
    select
        decks.company,
        decks.deck,
        decks.deck_no,
        filings.deck as filing,
        filings.deck_no as filing_no,
        versions.document_id,
        filed_versions.document_id as filed_document_id
    from decks
    inner join decks as filings
        on
            decks.company = filings.company
            and decks.current_period = filings.current_period
            and filings.document = 'filing'
            and (decks.document <> 'filing' or decks.deck_no > filings.deck_no)
    inner join versions on decks.deck = versions.deck
    inner join versions as filed_versions on filings.deck = filed_versions.deck
    where versions.document_id <> filed_versions.document_id
),

paired as (
    select
        facts.fact_id,
        facts.company,
        documents.deck,
        facts.deck_no,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        documents.filing,
        documents.filing_no,
        documents.document_id,
        documents.filed_document_id,
        facts.amount_id,
        facts.all_prints as prints,
        filed.fact_id as filing_fact_id,
        filed.lower_bound as filing_lower_bound,
        filed.upper_bound as filing_upper_bound,
        filed.lower_is_open as filing_lower_is_open,
        filed.upper_is_open as filing_upper_is_open,
        filed.all_prints as filing_prints,
        filed.upper_bound - filed.lower_bound < facts.upper_bound - facts.lower_bound as is_sharper,
        filed.upper_bound - filed.lower_bound > facts.upper_bound - facts.lower_bound as is_coarser,
        {{ intervals_meet(
            'facts.lower_bound', 'facts.upper_bound', 'facts.lower_is_open', 'facts.upper_is_open',
            'filed.lower_bound', 'filed.upper_bound', 'filed.lower_is_open', 'filed.upper_is_open'
        ) }} as is_same
    from facts
    inner join documents on facts.company = documents.company and facts.deck_no = documents.deck_no
    inner join facts as filed
        on facts.amount_id = filed.amount_id and facts.measure = filed.measure and documents.filing_no = filed.deck_no
),

-- what agrees with one version of the filing agrees with the filing: a correction needs no row
judged as (
    select
        *,
        case
            when is_same then 'confirmed'
            when bool_or(is_same) over (partition by amount_id, measure, document_id, filed_document_id) then 'corrected'
            else 'contradicted'
        end as status
    from paired
),

paired_facts as (
    select fact_id from judged
    union
    select filing_fact_id as fact_id from judged
),

-- the last digit of the print that gives a fact its value, and how far it can be from it
last_digits as (
    select
        facts.fact_id,
        case {{ printed_decimals(printed_digits(normalise_printed('figures.printed'))) }}
            when 0 then '1 '
            else '0.' || repeat('0', {{ printed_decimals(printed_digits(normalise_printed('figures.printed'))) }} - 1) || '1 '
        end || figures.unit as last_digit
    from paired_facts
    inner join facts on paired_facts.fact_id = facts.fact_id
    inner join figures on facts.figure_id = figures.figure_id
),

final as (
    select
        judged.fact_id,
        judged.company,
        judged.deck,
        judged.deck_no,
        judged.line_item_id,
        judged.measure,
        judged.period_no,
        judged.stated_no,
        judged.filing,
        judged.filing_no,
        judged.prints,
        judged.filing_fact_id,
        judged.filing_lower_bound,
        judged.filing_upper_bound,
        judged.filing_lower_is_open,
        judged.filing_upper_is_open,
        judged.filing_prints,
        judged.is_sharper,
        judged.is_coarser,
        case when judged.is_coarser then filed_digits.last_digit else last_digits.last_digit end as known_to,
        judged.status
    from judged
    inner join last_digits on judged.fact_id = last_digits.fact_id
    inner join last_digits as filed_digits on judged.filing_fact_id = filed_digits.fact_id
)

select * from final
