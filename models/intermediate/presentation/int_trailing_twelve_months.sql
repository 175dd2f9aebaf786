-- The twelve months that end with a period: its quarter and the three before, else the last fiscal year with the year
-- to date in place of that of the year before.
-- All of them comparable with the amount that is shown. One row per line item and period.
with amounts as (
    select * from {{ ref('int_latest_amounts') }}
    where basis = 'actual'
),

-- of those of a deck that may be compared with the same amounts, the sharpest
derivations as (
    select * from {{ ref('int_derivations') }}
    where {{ is_sharp_enough('method', 'value', 'lower_bound', 'upper_bound') }}
    qualify row_number() over (
        partition by amount_id, deck_no, oldest_deck_no, newest_deck_no, comparable_from, comparable_before
        order by {{ least_first(['upper_bound - lower_bound', 'derivation_id']) }}
    ) = 1
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where period_kind = 'duration' and {{ adds_up_over_time('unit_family') }}
),

trailing_periods as (
    select * from {{ ref('int_trailing_periods') }}
),

actual as (
    select
        company,
        stated_no
    from {{ ref('int_times_of_statement') }}
    where basis = 'actual' and as_of is null
),

needed as (
    select
        amounts.*,
        trailing_periods.way,
        trailing_periods.part_period_no,
        trailing_periods.weight,
        trailing_periods.parts
    from amounts
    inner join line_items on amounts.line_item_id = line_items.line_item_id
    inner join actual on amounts.company = actual.company and amounts.stated_no = actual.stated_no
    inner join trailing_periods on amounts.company = trailing_periods.company and amounts.period_no = trailing_periods.period_no
),

-- a part may be one of several ways
parts as (
    select distinct
        line_item_id,
        period_no,
        part_period_no,
        {{ packed_amount_id('line_item_id', 'part_period_no', 'stated_no') }} as part_amount_id,
        oldest_deck_no,
        newest_deck_no,
        comparable_from,
        comparable_before
    from needed
),

candidates as (
    select
        parts.line_item_id,
        parts.period_no,
        parts.part_period_no,
        derivations.value,
        derivations.deck_no,
        derivations.upper_bound - derivations.lower_bound as width,
        derivations.derivation_id,
        {{ are_comparable('parts', 'derivations') }} as is_comparable
    from parts
    inner join derivations on parts.part_amount_id = derivations.amount_id
),

-- one row per amount and part: the newest that is comparable, if any
known as (
    select
        line_item_id,
        period_no,
        part_period_no,
        value,
        is_comparable
    from candidates
    qualify row_number() over (
        partition by line_item_id, period_no, part_period_no
        order by {{ least_first(['case when is_comparable then 1 else 2 end', '-deck_no', 'width', 'derivation_id']) }}
    ) = 1
),

added_up as (
    select
        needed.line_item_id,
        needed.period_no,
        needed.way,
        bool_and(known.is_comparable) as is_comparable,
        cast(sum(needed.weight * known.value) as {{ figure_type() }}) as value
    from needed
    inner join known
        on
            needed.line_item_id = known.line_item_id
            and needed.period_no = known.period_no
            and needed.part_period_no = known.part_period_no
    group by needed.line_item_id, needed.period_no, needed.way, needed.parts
    having count(*) = needed.parts
),

-- quarters that are there but not comparable are not to be gone round
final as (
    select
        line_item_id,
        period_no,
        case when is_comparable then value end as value,
        case when is_comparable then 'calculated' else 'not_comparable' end as source
    from added_up
    qualify row_number() over (
        partition by line_item_id, period_no order by case way when 'year' then 1 when 'quarters' then 2 else 3 end
    ) = 1
)

select * from final
