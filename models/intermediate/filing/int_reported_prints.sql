-- Each printed figure as a fact of XBRL: its value in XBRL's unit, how many decimals of it are known, or why it cannot be one.
with figures as (
    select * from {{ ref('int_figures') }}
),

facts as (
    select * from {{ ref('int_facts') }}
),

concepts as (
    select * from {{ ref('int_concepts') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

-- all amounts of a deck are read as its money is rounded
modes as (
    select
        deck,
        case when rounding = 'truncate' then 'truncate' else 'half_up' end as mode
    from {{ ref('stg_deck_roundings') }}
    where unit_family = 'money'
),

-- every power of ten that a figure can be rounded to
steps as (
    {% for n in range(-6, 12) %}
    select
        {{ n }} as power_of_ten,
        cast({{ power_of_ten(n) }} as {{ figure_type() }}) as width
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

described as (
    select
        figures.*,
        facts.has_conflicting_prints,
        concepts.power_of_ten as unit_power,
        periods.period_sort,
        periods.ends_on,
        times_of_statement.as_of as expected_as_of,
        coalesce(modes.mode, 'half_up') as mode,
        figures.upper_bound - figures.value as above,
        figures.value - figures.lower_bound as below
    from figures
    left join facts on figures.fact_id = facts.fact_id
    inner join concepts on figures.line_item_id = concepts.line_item_id and figures.measure = concepts.measure
    inner join periods on figures.company = periods.company and figures.period_no = periods.period_no
    inner join times_of_statement on figures.company = times_of_statement.company and figures.stated_no = times_of_statement.stated_no
    left join modes on figures.deck = modes.deck
),

-- decimals say one of three: the number itself, half a step on both sides, or a step away from zero (zero: on both sides)
rounded as (
    select
        described.*,
        case
            when described.lower_bound = described.upper_bound then 'exact'
            when described.above = described.below and described.above + described.below = steps.width then 'half_up'
            when steps.width is not null then 'truncate'
        end as rounding,
        steps.power_of_ten as step_power
    from described
    left join steps
        on
            described.value % steps.width = 0
            and (
                (described.above = described.below and described.above + described.below = steps.width)
                or (described.value > 0 and described.below = 0 and described.above = steps.width and described.upper_is_open)
                or (described.value < 0 and described.above = 0 and described.below = steps.width and described.lower_is_open)
                or (
                    described.value = 0
                    and described.above = steps.width
                    and described.below = steps.width
                    and described.lower_is_open
                    and described.upper_is_open
                )
            )
),

final as (
    select
        figure_id,
        fact_id,
        company,
        deck,
        deck_no,
        seq,
        line_item_id,
        line_item,
        measure,
        expressed_as,
        period_no,
        period,
        period_sort,
        stated_no,
        basis,
        expected_as_of as as_of,
        page,
        label,
        print,
        remark,
        mode,
        rounding,
        cast({{ exact_product('value', 'cast(' ~ power_of_ten('unit_power') ~ ' as ' ~ scale_type() ~ ')') }} as decimal(38, 12)) as value,
        -step_power - unit_power as decimals,
        case
            when is_nil then 'dash'
            when turn is not null then 'turn'
            when ends_on is null then 'no_end'
            when qualifier is not null then 'hedged'
            when has_conflicting_prints then 'conflicting'
            when rounding is null then 'no_decimals'
        end as omitted_because
    from rounded
)

select * from final
