{{ config(materialized='view') }}
-- Footing, bridges and sub-items: a printed total, or a printed change of it, with what should add up to it, or what is
-- only part of it.
with facts as (
    select * from {{ ref('int_facts') }}
    where expressed_as = 'amount' and value is not null
),

-- what a total is comparable with; a change is of its own deck
totals as (
    select
        fact_id,
        comparable_from
    from {{ ref('int_printed_amounts') }}
    where method = 'printed'
),

members as (
    select * from {{ ref('int_calculations') }}
    where not is_total
),

measures as (
    select * from {{ ref('stg_measures') }}
    where expressed_as = 'amount'
),

proving_amounts as (
    select * from {{ ref('int_proving_amounts') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
),

growth_bases as (
    select * from {{ ref('int_growth_bases') }}
    where base_derivation_id is not null
),

-- a component is taken as printed; failing that, as it follows from other printed figures: its amount, or the change
-- from its base
printed as (
    select
        amount_id,
        measure,
        deck_no,
        fact_id as source_id,
        true as is_printed,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        deck_no as oldest_deck_no,
        0 as comparable_from,
        -- a printed change counts in its own deck alone
        deck_no + 1 as comparable_before,
        print as text
    from facts
),

proven as (
    select
        amount_id,
        'level' as measure,
        deck_no,
        source_id,
        method = 'printed' as is_printed,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        oldest_deck_no,
        comparable_from,
        comparable_before,
        text
    from proving_amounts
),

changed as (
    select
        derivations.amount_id,
        measures.measure,
        derivations.deck_no,
        derivations.derivation_id as source_id,
        false as is_printed,
        derivations.lower_bound - growth_bases.upper_bound as lower_bound,
        derivations.upper_bound - growth_bases.lower_bound as upper_bound,
        derivations.lower_is_open or growth_bases.upper_is_open as lower_is_open,
        derivations.upper_is_open or growth_bases.lower_is_open as upper_is_open,
        least(derivations.oldest_deck_no, growth_bases.oldest_deck_no) as oldest_deck_no,
        greatest(derivations.comparable_from, growth_bases.comparable_from) as comparable_from,
        least(derivations.comparable_before, growth_bases.comparable_before) as comparable_before,
        {{ derived_text('derivations.value - growth_bases.value', "derivations.text || ' - ' || growth_bases.text") }} as text
    from derivations
    inner join growth_bases on derivations.amount_id = growth_bases.amount_id and derivations.deck_no = growth_bases.deck_no
    inner join measures on growth_bases.compared_with = measures.compared_with
    where {{ are_comparable('derivations', 'growth_bases') }}
),

amounts as (
    select * from printed
    where measure <> 'level'
    union all
    select * from proven
    union all
    select * from changed
),

needed as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        members.calculation,
        members.calculation_id,
        members.comparison,
        members.is_standard,
        members.line_item_id as input_line_item_id,
        facts.period_no as input_period_no,
        members.weight,
        coalesce(totals.comparable_from, 0) as total_comparable_from,
        {{ packed_amount_id('members.line_item_id', 'facts.period_no', 'facts.stated_no') }} as input_amount_id
    from facts
    left join totals on facts.fact_id = totals.fact_id
    inner join members on facts.line_item_id = members.total_id and (members.comparison = 'equals' or facts.measure = 'level')
),

-- one row per total and component: from the same deck, else from the newest deck before it whose basis still holds
known as (
    select
        needed.*,
        {{ input_columns('amounts', 'source_id') }},
        amounts.is_printed,
        amounts.oldest_deck_no,
        amounts.comparable_from
    from needed
    left join amounts
        on needed.input_amount_id = amounts.amount_id and needed.measure = amounts.measure and {{ is_known_to('needed', 'amounts') }}
    qualify row_number() over (
        partition by needed.fact_id, needed.calculation_id, needed.input_line_item_id
        order by amounts.deck_no desc, amounts.is_printed desc
    ) = 1
),

checked as (
    select
        fact_id,
        calculation_id
    from known
    group by fact_id, calculation_id, total_comparable_from, is_standard
    -- with two or more components missing, the deck states no sum; with one missing it does, or a row was landed in the
    -- wrong place
    having
        count(source_id) >= count(*) - 1
        and (count(case when is_printed and input_deck_no = deck_no then 1 end) > 0 or count(source_id) = count(*))
        -- what the standard says of any company binds where a company prints it
        and (count(source_id) = count(*) or not is_standard)
        and coalesce(min(oldest_deck_no) >= greatest(max(comparable_from), total_comparable_from), true)
),

final as (
    select
        {{ check_inputs(
            "case when known.comparison = 'at_most' then 'sub_items' when known.measure = 'level' then 'footing' else 'bridge' end",
            'known.calculation', 'known', "case when known.comparison = 'at_most' then 'part' else 'component' end", 'known.weight'
        ) }}
    from known
    inner join checked on known.fact_id = checked.fact_id and known.calculation_id = checked.calculation_id
)

select * from final
