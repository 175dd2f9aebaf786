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

of_one_period as (
    {% for source, calculation_id, fact_id, text in [
        ('printed_amounts', 'cast(null as integer)', 'fact_id', 'text'),
        ('calculated', 'calculation_id', 'cast(null as bigint)', derived_text('value', 'sources')),
    ] %}
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        method,
        {{ calculation_id }} as calculation_id,
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

parts as (
    select
        period_inputs.amount_id,
        period_inputs.line_item_id,
        period_inputs.period_no,
        period_inputs.stated_no,
        period_inputs.deck_no,
        period_inputs.span_id,
        period_inputs.part_method,
        period_inputs.part_ends_on,
        period_inputs.is_sum,
        period_inputs.weight,
        of_one_period.value,
        of_one_period.lower_bound,
        of_one_period.upper_bound,
        of_one_period.lower_is_open,
        of_one_period.upper_is_open,
        of_one_period.is_undecided,
        of_one_period.has_conflicting_prints,
        of_one_period.oldest_deck_no,
        of_one_period.newest_deck_no,
        of_one_period.comparable_from,
        of_one_period.comparable_before,
        of_one_period.text
    from period_inputs
    inner join of_one_period
        on
            period_inputs.part_amount_id = of_one_period.amount_id
            and period_inputs.part_deck_no = of_one_period.deck_no
            and period_inputs.part_method = of_one_period.method
            and period_inputs.part_calculation_id is not distinct from of_one_period.calculation_id
),

over_periods as (
    select
        parts.amount_id,
        parts.line_item_id,
        parts.period_no,
        parts.stated_no,
        parts.deck_no,
        parts.span_id,
        -- what is solved from a total must not prove that total
        case
            when bool_or(parts.part_method = 'solved') then 'solved'
            when bool_and(parts.is_sum) then 'summed'
            else 'differenced'
        end as method,
        {{ added_up('parts') }},
        {{ dbt.listagg(
            "case when parts.weight < 0 then '- ' else '+ ' end || parts.text", "' '", 'order by parts.weight desc, parts.part_ends_on'
        ) }} as sources
    from parts
    group by parts.amount_id, parts.line_item_id, parts.period_no, parts.stated_no, parts.deck_no, parts.span_id
),

derivations as (
    {% for source, calculation_id, span_id, fact_id, text in [
        ('of_one_period', 'calculation_id', 'cast(null as integer)', 'fact_id', 'text'),
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

numbered as (
    select
        cast(row_number() over (order by amount_id, deck_no, {{ directness('method') }}, calculation_id, span_id) as bigint) as derivation_id,
        *,
        {{ directness('method') }} as directness
    from derivations
),

-- the sharpest, for ratios and for the marts
sharpest as (
    select derivation_id
    from numbered
    qualify row_number() over (
        partition by amount_id, deck_no order by {{ least_first(['upper_bound - lower_bound', 'derivation_id']) }}
    ) = 1
),

-- the most direct, for proving a printed total: as printed, else added up, never solved from a total
most_direct as (
    select derivation_id
    from numbered
    where method <> 'solved'
    qualify row_number() over (
        partition by amount_id, deck_no
        order by {{ least_first(['case when directness <= 2 then 1 else 2 end', 'upper_bound - lower_bound', 'derivation_id']) }}
    ) = 1
),

final as (
    select
        numbered.*,
        sharpest.derivation_id is not null as is_sharpest,
        most_direct.derivation_id is not null as is_most_direct
    from numbered
    left join sharpest on numbered.derivation_id = sharpest.derivation_id
    left join most_direct on numbered.derivation_id = most_direct.derivation_id
)

select * from final
