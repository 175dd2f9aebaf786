-- The amounts that decks print, with the decks between which each is of one basis; after a share split also on the new basis.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level' and value is not null
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

restatement_rules as (
    select * from {{ ref('int_restatement_rules') }}
),

-- a deck that restates what happened begins a new basis, unless a row says that only the figure was wrong
detected as (
    select
        facts.line_item_id,
        facts.deck_no,
        cast(null as decimal(18, 6)) as factor
    from facts
    left join restatement_rules
        on
            facts.line_item_id = restatement_rules.line_item_id
            and facts.deck_no = restatement_rules.deck_no
            and restatement_rules.reason = 'error_correction'
            and coalesce(restatement_rules.measure, facts.measure) = facts.measure
            and coalesce(restatement_rules.period_no, facts.period_no) = facts.period_no
    where facts.basis = 'actual' and not facts.agrees_with_previous and not facts.corrects_previous and restatement_rules.reason is null
),

declared as (
    select
        line_item_id,
        deck_no,
        factor
    from restatement_rules
    where reason in ('reclassification', 'accounting_policy', 'scope_of_consolidation', 'share_split')
),

all_breaks as (
    select * from detected
    union
    select * from declared
),

breaks as (
    select
        line_item_id,
        deck_no,
        max(factor) as factor
    from all_breaks
    group by line_item_id, deck_no
),

spans as (
    select
        line_item_id,
        deck_no as comparable_from,
        lead(deck_no, 1, {{ most_decks() }}) over (partition by line_item_id order by deck_no) as comparable_before
    from breaks
    union all
    select
        line_item_id,
        0 as comparable_from,
        min(deck_no) as comparable_before
    from breaks
    group by line_item_id
),

-- one row per fact: a deck is in one span of a line item, and a line item without breaks has none
printed as (
    select
        facts.*,
        coalesce(spans.comparable_from, 0) as comparable_from,
        coalesce(spans.comparable_before, {{ most_decks() }}) as comparable_before
    from facts
    left join spans
        on
            facts.line_item_id = spans.line_item_id
            and facts.deck_no >= spans.comparable_from
            and facts.deck_no < spans.comparable_before
),

splits as (
    select
        breaks.line_item_id,
        breaks.deck_no,
        breaks.factor,
        spans.comparable_before,
        case line_items.unit_family when 'per_share' then 1 / cast(breaks.factor as double) else cast(breaks.factor as double) end as multiplier
    from breaks
    inner join line_items on breaks.line_item_id = line_items.line_item_id
    inner join spans on breaks.line_item_id = spans.line_item_id and breaks.deck_no = spans.comparable_from
    where breaks.factor is not null
),

-- what the newest deck before the split states, on the basis after it
adjusted as (
    select
        printed.*,
        splits.deck_no as split_deck_no,
        splits.comparable_before as split_comparable_before,
        splits.multiplier
    from printed
    inner join splits on printed.line_item_id = splits.line_item_id and printed.comparable_before = splits.deck_no
    qualify row_number() over (partition by printed.amount_id, splits.deck_no order by printed.deck_no desc) = 1
),

final as (
    select
        fact_id,
        amount_id,
        company,
        line_item_id,
        period_no,
        stated_no,
        basis,
        stated_on,
        deck_no,
        'printed' as method,
        value,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        is_undecided,
        has_conflicting_prints,
        deck_no as oldest_deck_no,
        deck_no as newest_deck_no,
        comparable_from,
        comparable_before,
        print as text
    from printed
    union all
    select
        fact_id,
        amount_id,
        company,
        line_item_id,
        period_no,
        stated_no,
        basis,
        stated_on,
        split_deck_no as deck_no,
        'split_adjusted' as method,
        cast(value * multiplier as {{ figure_type() }}) as value,
        cast(lower_bound * multiplier as {{ figure_type() }}) as lower_bound,
        cast(upper_bound * multiplier as {{ figure_type() }}) as upper_bound,
        lower_is_open,
        upper_is_open,
        is_undecided,
        has_conflicting_prints,
        split_deck_no as oldest_deck_no,
        split_deck_no as newest_deck_no,
        split_deck_no as comparable_from,
        split_comparable_before as comparable_before,
        {{ derived_text('cast(value * multiplier as ' ~ figure_type() ~ ')', "print || ' before the split'") }} as text
    from adjusted
)

select * from final
