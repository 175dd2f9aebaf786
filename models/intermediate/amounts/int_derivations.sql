-- Every amount that a deck states or that follows from what is stated, by each way it is obtained.
with printed_amounts as (
    select * from {{ ref('int_printed_amounts') }}
),

calculation_inputs as (
    select * from {{ ref('int_calculation_inputs') }}
),

period_inputs as (
    select * from {{ ref('int_period_inputs') }}
),

calculated as (
    {{ calculated_amounts('calculation_inputs') }}
),

-- what a part of a span is in words
texts as (
    select
        amount_id,
        deck_no,
        method,
        cast(null as integer) as calculation_id,
        text
    from printed_amounts
    union all
    select
        amount_id,
        deck_no,
        method,
        calculation_id,
        {{ derived_text('value', 'sources') }} as text
    from calculated
),

over_periods as (
    select
        period_inputs.amount_id,
        period_inputs.line_item_id,
        period_inputs.period_no,
        period_inputs.stated_no,
        period_inputs.deck_no,
        period_inputs.span_id,
        -- what is solved from a total must not prove that total
        case
            when bool_or(period_inputs.part_method = 'solved') then 'solved'
            when bool_and(period_inputs.is_sum) then 'summed'
            else 'differenced'
        end as method,
        {{ added_up('period_inputs') }},
        {{ dbt.listagg("case when weight < 0 then '- ' else '+ ' end || texts.text", "' '", 'order by weight desc, part_ends_on') }} as sources
    from period_inputs
    inner join texts
        on
            period_inputs.part_amount_id = texts.amount_id
            and period_inputs.part_deck_no = texts.deck_no
            and period_inputs.part_method = texts.method
            and period_inputs.part_calculation_id is not distinct from texts.calculation_id
    group by
        period_inputs.amount_id, period_inputs.line_item_id, period_inputs.period_no, period_inputs.stated_no, period_inputs.deck_no,
        period_inputs.span_id
),

derivations as (
    {% for source, calculation_id, span_id, fact_id, text in [
        ('printed_amounts', 'cast(null as integer)', 'cast(null as integer)', 'fact_id', 'text'),
        ('calculated', 'calculation_id', 'cast(null as integer)', 'cast(null as bigint)', derived_text('value', 'sources')),
        ('over_periods', 'cast(null as integer)', 'span_id', 'cast(null as bigint)', derived_text('value', 'sources')),
    ] %}
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        method,
        {{ calculation_id }} as calculation_id,
        {{ span_id }} as span_id,
        {{ fact_id }} as fact_id,
        value,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        is_undecided,
        has_conflicting_prints,
        oldest_deck_no,
        newest_deck_no,
        comparable_from,
        comparable_before,
        {{ text }} as text
    from {{ source }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

preferred as (
    select
        *,
        {{ directness('method') }} as directness
    from derivations
),

final as (
    select
        cast(row_number() over (order by amount_id, deck_no, directness, calculation_id, span_id) as bigint) as derivation_id,
        *,
        -- the sharpest, for ratios and for the marts
        row_number() over (
            partition by amount_id, deck_no order by upper_bound - lower_bound, directness, calculation_id, span_id
        ) = 1 as is_sharpest,
        -- the most direct, for proving a printed total: as printed, else added up, never solved from a total
        method <> 'solved' and row_number() over (
            partition by amount_id, deck_no
            order by case when directness <= 2 then 1 when method = 'solved' then 3 else 2 end, upper_bound - lower_bound, directness, calculation_id, span_id
        ) = 1 as is_most_direct
    from preferred
)

select * from final
