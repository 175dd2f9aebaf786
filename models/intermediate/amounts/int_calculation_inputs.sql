-- Where all other members of a calculation are known, a member follows from them, printed itself or not: these are the others.
-- A calculation is made for each deck that prints one of its members; the rest may stand in decks before.
with amounts as (
    select * from {{ ref('int_printed_amounts') }}
),

members as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals'
),

occasions as (
    select distinct
        members.calculation_id,
        amounts.period_no,
        amounts.stated_no,
        amounts.deck_no
    from members
    inner join amounts on members.line_item_id = amounts.line_item_id
),

needed as (
    select
        occasions.*,
        members.line_item_id,
        members.weight,
        members.is_total,
        {{ packed_amount_id('members.line_item_id', 'occasions.period_no', 'occasions.stated_no') }} as amount_id
    from occasions
    inner join members on occasions.calculation_id = members.calculation_id
),

-- one row per occasion and member: the amount that the deck prints, else the one that the newest deck before it does
known as (
    select
        needed.*,
        amounts.fact_id,
        amounts.value,
        amounts.lower_bound,
        amounts.upper_bound,
        amounts.lower_is_open,
        amounts.upper_is_open,
        amounts.is_undecided,
        amounts.has_conflicting_prints,
        amounts.oldest_deck_no,
        amounts.newest_deck_no,
        amounts.comparable_from,
        amounts.comparable_before,
        amounts.text
    from needed
    left join amounts on needed.amount_id = amounts.amount_id and {{ is_known_to('needed', 'amounts') }}
    qualify row_number() over (
        partition by needed.calculation_id, needed.amount_id, needed.deck_no
        order by amounts.deck_no desc, case amounts.method when 'printed' then 1 else 2 end
    ) = 1
),

-- all that is known of an occasion has to be of one basis
counted as (
    select
        *,
        count(*) over occasion - count(fact_id) over occasion as missing_members,
        min(oldest_deck_no) over occasion >= max(comparable_from) over occasion as is_of_one_basis
    from known
    window occasion as (partition by calculation_id, period_no, stated_no, deck_no)
),

derivable as (
    select * from counted
    where is_of_one_basis and (missing_members = 0 or (missing_members = 1 and fact_id is null))
),

final as (
    select
        derivable.calculation_id,
        derivable.amount_id,
        derivable.line_item_id,
        derivable.period_no,
        derivable.stated_no,
        derivable.deck_no,
        case when derivable.is_total then 'calculated' else 'solved' end as method,
        counted.fact_id,
        counted.value,
        counted.lower_bound,
        counted.upper_bound,
        counted.lower_is_open,
        counted.upper_is_open,
        counted.is_undecided,
        counted.has_conflicting_prints,
        counted.oldest_deck_no,
        counted.newest_deck_no,
        counted.comparable_from,
        counted.comparable_before,
        counted.text,
        -- weights are 1 or -1, so dividing by the weight of the derived member is multiplying by it
        -counted.weight * derivable.weight as weight
    from derivable
    inner join counted
        on
            derivable.calculation_id = counted.calculation_id
            and derivable.period_no = counted.period_no
            and derivable.stated_no = counted.stated_no
            and derivable.deck_no = counted.deck_no
            and derivable.line_item_id <> counted.line_item_id
)

select * from final
