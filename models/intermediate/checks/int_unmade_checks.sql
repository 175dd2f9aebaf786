{{ config(materialized='view') }}
-- Checks that were not made and should have been: relations that a company declares and that nothing it prints ever
-- checks, so that a mistyped total would never be missed; and what the deck before let us check and this deck does not.
with calculations as (
    select * from {{ ref('int_calculations') }}
    where not is_standard
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
    where not is_standard
),

roll_forwards as (
    select * from {{ ref('int_roll_forwards') }}
),

reasonableness_rules as (
    select * from {{ ref('int_reasonableness_rules') }}
    where not is_standard
),

checks as (
    select * from {{ ref('int_checks') }}
    where status in ('consistent', 'inconsistent', 'uncheckable')
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- a calculation is checked in amounts, in changes or in shares
relations as (
    select distinct
        company,
        case comparison when 'at_most' then 'sub_items' else 'footing' end as kind,
        calculation as relation,
        total_id as line_item_id,
        'level' as measure,
        'calculation' as relation_type
    from calculations
    union all
    select
        company,
        'recalculation' as kind,
        comparison as relation,
        line_item_id,
        measure,
        'ratio' as relation_type
    from ratio_rules
    union all
    select distinct
        company,
        'roll_forward' as kind,
        'roll_forward' as relation,
        balance_id as line_item_id,
        'level' as measure,
        'roll_forward' as relation_type
    from roll_forwards
    union all
    select distinct
        company,
        'reasonableness' as kind,
        relation,
        line_item_id,
        'level' as measure,
        'reasonableness' as relation_type
    from reasonableness_rules
),

-- what anything compares, whether it holds or not
checked as (
    select distinct
        line_item_id,
        case kind when 'roll_forward' then 'roll_forward' else relation end as relation,
        case when kind = 'recalculation' then measure else 'level' end as measure,
        case
            when kind in ('footing', 'sub_items', 'bridge', 'share_footing') then 'calculation'
            when kind = 'recalculation' then 'ratio'
            when kind in ('roll_forward', 'reasonableness') then kind
        end as relation_type
    from checks
    where status <> 'uncheckable'
),

-- what a deck itself prints beside the figure that is checked
own_inputs as (
    select distinct
        kind,
        relation,
        fact_id
    from {{ ref('int_check_inputs') }}
    where input_deck_no = deck_no
),

-- the kinds that compare figures of one deck with each other
covered as (
    select distinct
        checks.company,
        checks.deck_no,
        checks.kind,
        checks.relation,
        checks.line_item_id,
        checks.measure,
        checks.basis
    from checks
    inner join own_inputs
        on checks.kind = own_inputs.kind and checks.relation = own_inputs.relation and checks.fact_id = own_inputs.fact_id
    where checks.kind in ('footing', 'bridge', 'sub_items', 'recalculation', 'share_footing')
),

-- a deck is held against the last one of its kind; one that corrects another repeats what it corrects alone
followed as (
    select
        company,
        deck,
        deck_no,
        lag(deck_no) over (partition by company, document order by deck_no) as previous_deck_no
    from decks
    -- what a filing states is read by a machine and depends on its form: nothing of it is forgotten
    where corrects is null and document <> 'filing'
),

unbound as (
    select relations.*
    from relations
    left join checked
        on
            relations.line_item_id = checked.line_item_id
            and relations.relation = checked.relation
            and relations.measure = checked.measure
            and relations.relation_type = checked.relation_type
    where checked.relation is null
),

lost as (
    select
        covered.*,
        followed.deck,
        followed.deck_no as losing_deck_no
    from covered
    inner join followed on covered.company = followed.company and covered.deck_no = followed.previous_deck_no
    left join covered as kept
        on
            covered.line_item_id = kept.line_item_id
            and covered.measure = kept.measure
            and covered.basis = kept.basis
            and covered.kind = kept.kind
            and covered.relation = kept.relation
            and followed.deck_no = kept.deck_no
    where kept.company is null
),

final as (
    select
        'unbound:' || unbound.kind || ':' || unbound.company || ':' || unbound.relation || ':' || line_items.line_item || ':' || unbound.measure
            as tie_out_id,
        unbound.kind,
        unbound.relation,
        'unbound' as status,
        cast(null as string) as deck,
        {{ most_decks() }} as deck_no,
        unbound.company,
        line_items.line_item,
        unbound.measure,
        cast(null as string) as basis
    from unbound
    inner join line_items on unbound.line_item_id = line_items.line_item_id
    union all
    select
        'lost:' || lost.kind || ':' || lost.relation || ':' || lost.deck || ':' || line_items.line_item || ':' || lost.measure || ':' || lost.basis
            as tie_out_id,
        lost.kind,
        lost.relation,
        'lost' as status,
        lost.deck,
        lost.losing_deck_no as deck_no,
        lost.company,
        line_items.line_item,
        lost.measure,
        lost.basis
    from lost
    inner join line_items on lost.line_item_id = line_items.line_item_id
)

select * from final
