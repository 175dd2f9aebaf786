-- What looks wrong though no check fails: a figure of which no equality speaks, and which is not what its own series, its
-- page or the deck before lead one to expect, while a slip of the hand would make it so.
with figures as (
    select * from {{ ref('int_figures') }}
    where
        value <> 0 and fact_id is not null
        -- someone has looked: the page does print it, or nobody can tell
        and coalesce(remark, '') not like 'confirmed:%'
        and coalesce(remark, '') not like 'misprint:%'
        and coalesce(remark, '') not like 'undecided:%'
),

prints as (
    select
        figure_id,
        replace(digits, '.', '') as digits,
        instr(digits, '.') as point
    from {{ ref('stg_deck_figures') }}
    where regexp_extract(digits, '^[0-9]+(?:[.][0-9]+)?$', 0) <> ''
),

facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

periods as (
    select * from {{ ref('int_periods') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
    where status = 'consistent' and not is_weak
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
    where is_equality
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

-- two prints of one fact may share one slip, and so may a page and the deck before it
vouched as (
    select distinct check_figures.figure_id
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no
    inner join check_kinds on checks.kind = check_kinds.kind
    where checks.kind not in ('cross_print', 'cross_vintage')
),

-- figures of amounts that nothing vouches for
open_figures as (
    select
        figures.*,
        periods.previous_period_no,
        periods.year_ago_period_no,
        prints.digits,
        prints.point,
        length(regexp_extract(prints.digits, '^0*([0-9]*?)0*$', 1)) as significant_digits,
        abs(cast(figures.value as double)) as size
    from figures
    inner join periods on figures.company = periods.company and figures.period_no = periods.period_no
    left join prints on figures.figure_id = prints.figure_id
    left join vouched on figures.figure_id = vouched.figure_id
    where vouched.figure_id is null and figures.expressed_as = 'amount' and figures.compared_with is null
),

-- what is known last of each amount
series as (
    select
        facts.line_item_id,
        facts.basis,
        facts.period_no,
        periods.period,
        periods.period_type,
        facts.value,
        abs(cast(facts.value as double)) as size,
        facts.print
    from facts
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    where facts.is_latest and facts.compared_with is null and facts.expressed_as = 'amount' and facts.value <> 0
),

-- a figure beside the other periods of its series
habits as (
    select
        open_figures.figure_id,
        count(*) as periods,
        count(distinct series.size) as sizes,
        min(series.size) as least,
        max(series.size) as most,
        min(series.value) > 0 or max(series.value) < 0 as has_one_sign,
        max(series.value) < 0 as is_negative,
        max_by(series.period || ' ' || series.print, series.period_no) as latest
    from open_figures
    inner join series
        on
            open_figures.line_item_id = series.line_item_id
            and open_figures.basis = series.basis
            and open_figures.period_type = series.period_type
            and open_figures.period_no <> series.period_no
    group by open_figures.figure_id
),

-- how many times ten it is from the middle of its series
compared as (
    select
        open_figures.*,
        habits.periods,
        habits.sizes,
        habits.least,
        habits.most,
        habits.has_one_sign,
        habits.is_negative,
        habits.latest,
        cast(round(log10(open_figures.size / sqrt(habits.least * habits.most))) as integer) as tens
    from open_figures
    inner join habits on open_figures.figure_id = habits.figure_id
),

out_of_scale as (
    select
        figure_id,
        'scale' as suspicion,
        case when tens > 0 then 'too large by ' else 'too small by ' end || '1' || repeat('0', abs(tens))
        || ' times, beside ' || latest as looks_like
    from compared
    where
        -- profits that turn to losses have no habit
        tens <> 0 and has_one_sign and is_negative = (value < 0)
        -- the same digits at another place of the point lie within the series
        and size / power(10, tens) between least / 1.5 and most * 1.5
        -- and it is further out than the series itself is wide; the fewer periods, the closer they have to be
        and (size > most * 4 * greatest(1, most / least) or size < least / 4 / greatest(1, most / least))
        and (periods >= 3 or abs(tens) >= 2 or (periods = 2 and most < least * 1.5))
        and significant_digits >= case when periods >= 3 then 1 else 2 end
),

of_other_sign as (
    select
        figure_id,
        'sign' as suspicion,
        'the opposite sign of every other period, beside ' || latest as looks_like
    from compared
    where
        periods >= 3 and has_one_sign and is_negative <> (value < 0)
        and size between least / 1.5 and most * 1.5
),

-- the number of the column beside it, in a series that does not repeat itself
of_next_column as (
    select
        compared.figure_id,
        'column' as suspicion,
        'the column beside it: ' || series.period || ' is ' || series.print || ' too' as looks_like
    from compared
    inner join series
        on
            compared.line_item_id = series.line_item_id
            and compared.basis = series.basis
            and compared.period_type = series.period_type
            and series.period_no in (compared.previous_period_no, compared.year_ago_period_no)
            and compared.value = series.value
    where compared.significant_digits >= 4 and compared.periods = compared.sizes
),

-- of the amounts of money on a page, how many are in which unit
units_of_pages as (
    select
        deck,
        page,
        unit,
        count(*) as figures,
        sum(count(*)) over (partition by deck, page) as figures_of_page,
        max(count(*)) over (partition by deck, page) as figures_of_main_unit,
        count(*) over (partition by deck, page) as units_of_page
    from figures
    where unit_family = 'money' and compared_with is null
    group by deck, page, unit
),

main_units as (
    select
        deck,
        page,
        unit
    from units_of_pages
    where figures = figures_of_main_unit
),

of_other_unit as (
    select
        open_figures.figure_id,
        'unit' as suspicion,
        'in ' || open_figures.unit || ', on a page of amounts in ' || main_units.unit as looks_like
    from open_figures
    inner join units_of_pages
        on
            open_figures.deck = units_of_pages.deck
            and open_figures.page = units_of_pages.page
            and open_figures.unit = units_of_pages.unit
    inner join main_units on open_figures.deck = main_units.deck and open_figures.page = main_units.page
    where
        open_figures.unit_family = 'money'
        -- about so much, in a sentence beside the table
        and open_figures.qualifier is null
        and units_of_pages.figures_of_page >= 5
        and units_of_pages.units_of_page = 2
        and (units_of_pages.figures = 1 or units_of_pages.figures * 10 <= units_of_pages.figures_of_page)
),

-- what the deck before states otherwise of the same amount
changed as (
    select
        open_figures.*,
        facts.lower_bound as fact_lower_bound,
        facts.upper_bound as fact_upper_bound,
        previous.lower_bound as previous_lower_bound,
        previous.upper_bound as previous_upper_bound,
        cast(previous.value as double) as previous_value,
        log10(open_figures.size / nullif(abs(cast(previous.value as double)), 0)) as tens_apart,
        previous.deck_no as previous_deck_no,
        previous.print as previous_print,
        decks.deck as previous_deck
    from open_figures
    inner join facts on open_figures.fact_id = facts.fact_id
    inner join facts as previous on facts.previous_fact_id = previous.fact_id
    inner join decks on previous.company = decks.company and previous.deck_no = decks.deck_no
    where not facts.agrees_with_previous and not facts.corrects_previous
),

places as (
    {% for place in range(1, 12) %}
    select {{ place }} as place
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- each figure with two digits that stand side by side exchanged
transpositions as (
    select
        open_figures.figure_id,
        cast(open_figures.value as double) / nullif(try_cast(open_figures.digits as double), 0) * try_cast(
            substr(open_figures.digits, 1, places.place - 1) || substr(open_figures.digits, places.place + 1, 1)
            || substr(open_figures.digits, places.place, 1) || substr(open_figures.digits, places.place + 2) as double
        ) as value
    from open_figures
    inner join places on places.place < length(open_figures.digits)
    where substr(open_figures.digits, places.place, 1) <> substr(open_figures.digits, places.place + 1, 1)
),

transposed_since as (
    select
        changed.figure_id,
        'transposed' as suspicion,
        'two digits exchanged: ' || changed.previous_deck || ' has ' || changed.previous_print as looks_like
    from changed
    inner join transpositions on changed.figure_id = transpositions.figure_id
    where transpositions.value between changed.previous_lower_bound and changed.previous_upper_bound
),

rescaled_since as (
    select
        figure_id,
        case when value * previous_value < 0 then 'sign' else 'scale' end as suspicion,
        case when value * previous_value < 0 then 'the opposite sign' else 'the same digits at another scale' end
        || ': ' || previous_deck || ' has ' || previous_print as looks_like
    from changed
    where
        significant_digits >= 2
        and (
            (value * previous_value < 0 and abs(size - abs(previous_value)) <= abs(previous_value) / 1000)
            or (value * previous_value > 0 and abs(tens_apart - round(tens_apart)) < 0.002 and round(tens_apart) <> 0)
        )
),

-- the deck before already stated the series up to its own day; this one states nothing later, and that otherwise
last_stated as (
    select
        facts.line_item_id,
        facts.basis,
        facts.deck_no,
        periods.period_type,
        max(periods.ends_on) as ends_on
    from facts
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    where facts.compared_with is null and facts.expressed_as = 'amount'
    group by facts.line_item_id, facts.basis, facts.deck_no, periods.period_type
),

shifted_since as (
    select
        changed.figure_id,
        'column' as suspicion,
        'a later period typed under ' || changed.period || ': ' || changed.previous_deck || ' has ' || changed.previous_print
        || ' there, and this deck has nothing later' as looks_like
    from changed
    inner join periods on changed.company = periods.company and changed.period_no = periods.period_no
    inner join last_stated as current
        on
            changed.line_item_id = current.line_item_id
            and changed.basis = current.basis
            and changed.deck_no = current.deck_no
            and changed.period_type = current.period_type
            and periods.ends_on = current.ends_on
    inner join last_stated as earlier
        on
            changed.line_item_id = earlier.line_item_id
            and changed.basis = earlier.basis
            and changed.previous_deck_no = earlier.deck_no
            and changed.period_type = earlier.period_type
            and periods.ends_on = earlier.ends_on
    where changed.basis = 'actual'
),

-- the number that the deck before has under the period beside it
moved_since as (
    select
        changed.figure_id,
        'column' as suspicion,
        'the column beside it: ' || changed.previous_deck || ' has ' || beside.print || ' in ' || periods.period
        || ' and ' || changed.previous_print || ' here' as looks_like
    from changed
    inner join facts as beside
        on
            changed.line_item_id = beside.line_item_id
            and changed.basis = beside.basis
            and changed.previous_deck_no = beside.deck_no
            and changed.value = beside.value
            and changed.period_no <> beside.period_no
            and changed.measure = beside.measure
    inner join periods
        on beside.company = periods.company and beside.period_no = periods.period_no and changed.period_type = periods.period_type
    where changed.significant_digits >= 3
),

-- the number of shares that a profit and its amount per share imply
per_share as (
    select
        facts.fact_id,
        facts.line_item_id,
        facts.period_no,
        periods.period_type,
        periods.ends_on,
        cast(profits.value as double) as profit,
        cast(profits.value as double) / cast(facts.value as double) as shares
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id and line_items.concept = 'basic_earnings_per_share'
    inner join line_items as owners
        on line_items.company = owners.company and owners.concept = 'profit_attributable_to_owners' and owners.segment = 'consolidated'
    inner join facts as profits
        on
            owners.line_item_id = profits.line_item_id
            and facts.period_no = profits.period_no
            and facts.basis = profits.basis
            and facts.deck_no = profits.deck_no
            and profits.compared_with is null
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    where facts.value <> 0 and profits.value <> 0 and facts.compared_with is null and facts.basis = 'actual'
),

-- shares change slowly: an exchange of two digits that brings them back to those of another period
transposed_per_share as (
    select
        open_figures.figure_id,
        'transposed' as suspicion,
        'two digits exchanged: the profit per share gives ' || cast(round(100 * min(abs(own.shares / others.shares - 1)), 1) as string)
        || ' % other shares than any other period' as looks_like
    from open_figures
    inner join per_share as own on open_figures.fact_id = own.fact_id
    inner join per_share as others on own.line_item_id = others.line_item_id and own.period_no <> others.period_no
    inner join transpositions on open_figures.figure_id = transpositions.figure_id
    group by open_figures.figure_id
    having
        min(abs(own.shares / others.shares - 1)) > 0.01
        and min(abs(own.profit / nullif(transpositions.value, 0) / others.shares - 1)) < 0.004
),

suspicions as (
    {% set rules = [
        'transposed_since', 'rescaled_since', 'moved_since', 'shifted_since', 'transposed_per_share',
        'out_of_scale', 'of_other_sign', 'of_next_column', 'of_other_unit',
    ] %}
    {% for rule in rules %}
    select
        {{ loop.index }} as rank,
        figure_id,
        suspicion,
        looks_like
    from {{ rule }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- one row per figure: what the rule says that knows most
final as (
    select
        figures.figure_id,
        suspicions.suspicion,
        figures.deck,
        figures.company,
        figures.seq,
        figures.page,
        figures.label,
        figures.line_item,
        figures.measure,
        figures.period,
        figures.print,
        suspicions.looks_like
    from suspicions
    inner join figures on suspicions.figure_id = figures.figure_id
    qualify row_number() over (partition by suspicions.figure_id order by suspicions.rank, suspicions.looks_like) = 1
)

select * from final
