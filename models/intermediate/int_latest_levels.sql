-- The sharpest level of each amount that agrees with the deck that stated it last.
with levels as (
    select * from {{ ref('int_levels') }}
    where is_best
    -- a small difference of large rounded amounts proves totals, but is no number to show: it has to be known within one per cent
    and (method <> 'solved' or upper_bound - lower_bound <= 0.02 * abs(value))
),

level_facts as (
    select * from {{ ref('int_level_facts') }}
),

facts as (
    select * from {{ ref('int_facts') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- what is to be known of the prints that a level rests on
reservations as (
    select
        level_facts.level_id,
        max(case when facts.is_undecided then 1 else 0 end) = 1 as is_undecided,
        max(case when facts.has_conflicting_prints then 1 else 0 end) = 1 as has_conflicting_prints
    from level_facts
    inner join facts on level_facts.fact_id = facts.fact_id
    group by level_facts.level_id
),

dated as (
    select
        levels.*,
        coalesce(reservations.is_undecided, false) as is_undecided,
        coalesce(reservations.has_conflicting_prints, false) as has_conflicting_prints,
        decks.published_on,
        {{ stated_or_published_on('levels.as_of', 'decks.published_on') }} as stated_on
    from levels
    inner join decks on levels.deck = decks.deck
    left join reservations on levels.level_id = reservations.level_id
),

-- what was stated last, beside each statement of the same amount
followed as (
    select
        *,
        first_value(lower_bound) over statements as latest_lower_bound,
        first_value(upper_bound) over statements as latest_upper_bound,
        first_value(as_of) over statements as latest_as_of
    from dated
    window statements as (
        partition by company, line_item, period, basis order by stated_on desc, published_on desc
        rows between unbounded preceding and unbounded following
    )
),

-- a later deck replaces a sharper amount only if it restates it; a forecast only with its own vintage
final as (
    select * from followed
    where
        (basis = 'actual' or as_of is not distinct from latest_as_of)
        and {{ intervals_overlap('lower_bound', 'upper_bound', 'latest_lower_bound', 'latest_upper_bound') }}
    qualify row_number() over (
        partition by company, line_item, period, basis order by upper_bound - lower_bound, published_on desc
    ) = 1
)

select * from final
