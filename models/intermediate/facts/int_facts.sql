-- What each deck states: the prints of one fact intersected, beside what the newest deck before states of the same.
with figures as (
    select * from {{ ref('int_figures') }}
    where not is_nil and fact_id is not null and (value is not null or turn is not null)
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- the narrowest interval is the most precise print; of equals, the first in reading order
ranked as (
    select
        *,
        row_number() over narrowest_first as precision_rank,
        max(lower_bound) over (partition by fact_id) as shared_lower,
        min(upper_bound) over (partition by fact_id) as shared_upper
    from figures
    window
        fact as (partition by fact_id),
        narrowest_first as (partition by fact_id order by upper_bound - lower_bound, seq)
),

combined as (
    select
        fact_id,
        amount_id,
        company,
        deck_no,
        line_item_id,
        measure,
        compared_with,
        expressed_as,
        period_no,
        stated_no,
        basis,
        stated_on,
        cast(count(*) as integer) as prints,
        max_by(figure_id, -precision_rank) as figure_id,
        max_by(value, -precision_rank) as value,
        max_by(lower_bound, -precision_rank) as chosen_lower,
        max_by(upper_bound, -precision_rank) as chosen_upper,
        max_by(lower_is_open, -precision_rank) as chosen_lower_is_open,
        max_by(upper_is_open, -precision_rank) as chosen_upper_is_open,
        max(shared_lower) as shared_lower,
        min(shared_upper) as shared_upper,
        bool_or(lower_is_open and lower_bound = shared_lower) as shared_lower_is_open,
        bool_or(upper_is_open and upper_bound = shared_upper) as shared_upper_is_open,
        max_by(base_unit, -precision_rank) as base_unit,
        max_by(print, -precision_rank) as print,
        max_by(is_range, -precision_rank) as is_range,
        max_by(last_digit, -precision_rank) as last_digit,
        -- both ends of a range are stated: two ranges that overlap are not the same
        {{ ranges_differ('bool_and(is_range)', 'max(lower_bound)', 'min(lower_bound)', 'max(upper_bound)', 'min(upper_bound)', 'max(last_digit)') }}
            as has_differing_ranges,
        max(turn) as turn,
        bool_and(coalesce(remark, '') like 'undecided:%') as is_undecided,
        {{ dbt.listagg('print', "'; '", 'order by seq') }} as all_prints
    from ranked
    group by
        fact_id, amount_id, company, deck_no, line_item_id, measure, compared_with, expressed_as, period_no, stated_no, basis, stated_on
),

-- prints that cannot be the same number share no interval: the one that gives the value stands for itself, and the fact is marked
judged as (
    select
        *,
        coalesce(
            has_differing_ranges or not {{ ends_in_order('shared_lower', 'shared_lower_is_open', 'shared_upper', 'shared_upper_is_open') }},
            false
        ) as has_conflicting_prints
    from combined
),

stated as (
    select
        fact_id,
        amount_id,
        company,
        deck_no,
        line_item_id,
        measure,
        compared_with,
        expressed_as,
        period_no,
        stated_no,
        basis,
        stated_on,
        prints,
        figure_id,
        value,
        case when has_conflicting_prints then chosen_lower else shared_lower end as lower_bound,
        case when has_conflicting_prints then chosen_upper else shared_upper end as upper_bound,
        case when has_conflicting_prints then chosen_lower_is_open else shared_lower_is_open end as lower_is_open,
        case when has_conflicting_prints then chosen_upper_is_open else shared_upper_is_open end as upper_is_open,
        has_conflicting_prints,
        is_undecided,
        is_range,
        last_digit,
        turn,
        base_unit,
        print,
        all_prints
    from judged
),

-- what the newest deck before says of the same thing
followed as (
    select
        *,
        lag(fact_id) over statements as previous_fact_id,
        lag(deck_no) over statements as previous_deck_no
    from stated
    window statements as (partition by amount_id, measure, value is null order by deck_no)
),

-- a correction follows what it corrects, whatever was published between
corrections as (
    select
        stated.fact_id,
        corrected.fact_id as corrected_fact_id
    from stated
    inner join decks on stated.company = decks.company and stated.deck_no = decks.deck_no
    inner join decks as corrected_decks on decks.company = corrected_decks.company and decks.corrects = corrected_decks.deck
    inner join stated as corrected
        on
            stated.amount_id = corrected.amount_id
            and stated.measure = corrected.measure
            and corrected_decks.deck_no = corrected.deck_no
            and (stated.value is null) = (corrected.value is null)
),

-- a deck and the filing of the same quarter state things at the same time: neither restates the other
preceded as (
    select
        followed.*,
        corrections.fact_id is not null as corrects_previous,
        corrections.fact_id is null
        and coalesce(decks.current_period = previous_decks.current_period and 'filing' in (decks.document, previous_decks.document), false)
            as accompanies_previous,
        coalesce(corrections.corrected_fact_id, followed.previous_fact_id) as stated_before_id
    from followed
    inner join decks on followed.company = decks.company and followed.deck_no = decks.deck_no
    left join decks as previous_decks on followed.company = previous_decks.company and followed.previous_deck_no = previous_decks.deck_no
    left join corrections on followed.fact_id = corrections.fact_id
),

compared as (
    select
        preceded.*,
        {{ intervals_meet(
            'preceded.lower_bound', 'preceded.upper_bound', 'preceded.lower_is_open', 'preceded.upper_is_open',
            'before.lower_bound', 'before.upper_bound', 'before.lower_is_open', 'before.upper_is_open'
        ) }}
        and not {{ ranges_differ(
            'preceded.is_range and before.is_range', 'preceded.lower_bound', 'before.lower_bound', 'preceded.upper_bound', 'before.upper_bound',
            'greatest(preceded.last_digit, before.last_digit)'
        ) }} as agrees_with_stated_before
    from preceded
    left join stated as before on preceded.stated_before_id = before.fact_id
),

final as (
    select
        fact_id,
        amount_id,
        company,
        deck_no,
        line_item_id,
        measure,
        compared_with,
        expressed_as,
        period_no,
        stated_no,
        basis,
        stated_on,
        prints,
        figure_id,
        value,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        has_conflicting_prints,
        is_undecided,
        is_range,
        last_digit,
        turn,
        base_unit,
        print,
        all_prints,
        case when value is not null and not accompanies_previous then stated_before_id end as previous_fact_id,
        case when not accompanies_previous then agrees_with_stated_before end as agrees_with_previous,
        corrects_previous,
        row_number() over (partition by line_item_id, measure, period_no, basis order by stated_on desc, deck_no desc) = 1 as is_latest
    from compared
)

select * from final
