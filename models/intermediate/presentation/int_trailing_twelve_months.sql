-- The twelve months that end with a period: its quarter and the three before, else the last fiscal year with the year
-- to date in place of that of the year before.
-- All of them comparable with the amount that is shown. One row per line item and period.
with amounts as (
    select * from {{ ref('int_latest_amounts') }}
    where basis = 'actual'
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where {{ is_sharp_enough('method', 'value', 'lower_bound', 'upper_bound') }}
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

-- one row per amount, way and part: the newest that is comparable, if any
known as (
    select
        needed.line_item_id,
        needed.period_no,
        needed.way,
        needed.parts,
        needed.weight,
        derivations.value,
        {{ are_comparable('needed', 'derivations') }} as is_comparable
    from needed
    inner join derivations
        on
            {{ packed_amount_id('needed.line_item_id', 'needed.part_period_no', 'needed.stated_no') }} = derivations.amount_id
    qualify row_number() over (
        partition by needed.line_item_id, needed.period_no, needed.way, needed.part_period_no
        order by
            case when {{ are_comparable('needed', 'derivations') }} then 1 else 2 end, derivations.deck_no desc,
            derivations.upper_bound - derivations.lower_bound, derivations.directness, derivations.calculation_id, derivations.span_id
    ) = 1
),

added_up as (
    select
        line_item_id,
        period_no,
        way,
        bool_and(is_comparable) as is_comparable,
        cast(sum(weight * value) as {{ figure_type() }}) as value
    from known
    group by line_item_id, period_no, way, parts
    having count(*) = parts
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
