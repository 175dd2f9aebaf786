-- What a printed growth or ratio implies of an amount that is not known: the base that it grew from, the denominator
-- that it was divided by.
-- A quotient is a double, so it is widened by the last digit that a bound keeps, and its ends are closed.
with facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
),

periods as (
    select * from {{ ref('int_periods') }}
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
    where comparison = 'quotient'
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

actual as (
    select
        company,
        stated_no
    from times_of_statement
    where basis = 'actual' and as_of is null
),

base_periods as (
    {% for compared_with, base_period in comparisons() %}
    select
        company,
        period_no,
        '{{ compared_with }}' as compared_with,
        {{ base_period }}_no as base_period_no
    from periods
    where {{ base_period }}_no is not null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

grown as (
    select
        facts.fact_id,
        derivations.derivation_id,
        facts.line_item_id,
        base_periods.base_period_no as period_no,
        actual.stated_no,
        facts.deck_no,
        facts.period_no as grown_period_no,
        facts.stated_no as grown_stated_no,
        facts.compared_with,
        facts.expressed_as as implied_by,
        case facts.expressed_as
            when 'amount' then {{ as_bound('derivations.lower_bound - facts.upper_bound') }}
            else {{ as_bound('100 * cast(derivations.lower_bound as double) / (100 + facts.upper_bound) - ' ~ last_digit()) }}
        end as lower_bound,
        case facts.expressed_as
            when 'amount' then {{ as_bound('derivations.upper_bound - facts.lower_bound') }}
            else {{ as_bound('100 * cast(derivations.upper_bound as double) / (100 + facts.lower_bound) + ' ~ last_digit()) }}
        end as upper_bound,
        '[what ' || derivations.text || ' at ' || facts.print || ' grew from]' as text,
        derivations.oldest_deck_no,
        derivations.newest_deck_no,
        derivations.comparable_from,
        derivations.comparable_before
    from facts
    inner join derivations on facts.amount_id = derivations.amount_id and facts.deck_no = derivations.deck_no
    inner join base_periods
        on facts.company = base_periods.company and facts.period_no = base_periods.period_no and facts.compared_with = base_periods.compared_with
    inner join actual on facts.company = actual.company
    where facts.expressed_as = 'amount' or (derivations.lower_bound > 0 and facts.lower_bound > -100)
),

divided as (
    select
        facts.fact_id,
        derivations.derivation_id,
        ratio_rules.denominator_id as line_item_id,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        cast(null as integer) as grown_period_no,
        cast(null as integer) as grown_stated_no,
        cast(null as string) as compared_with,
        'ratio' as implied_by,
        {{ as_bound('100 * cast(derivations.lower_bound as double) / facts.upper_bound - ' ~ last_digit()) }} as lower_bound,
        {{ as_bound('100 * cast(derivations.upper_bound as double) / facts.lower_bound + ' ~ last_digit()) }} as upper_bound,
        '[what ' || derivations.text || ' is ' || facts.print || ' of]' as text,
        derivations.oldest_deck_no,
        derivations.newest_deck_no,
        derivations.comparable_from,
        derivations.comparable_before
    from facts
    inner join ratio_rules on facts.line_item_id = ratio_rules.line_item_id and facts.measure = ratio_rules.measure
    inner join derivations
        on
            {{ packed_amount_id('ratio_rules.numerator_id', 'facts.period_no', 'facts.stated_no') }} = derivations.amount_id
            and facts.deck_no = derivations.deck_no
    where derivations.lower_bound > 0 and facts.lower_bound > 0
),

implied as (
    select * from grown
    union all
    select * from divided
),

final as (
    select
        -fact_id as implied_id,
        {{ packed_amount_id('line_item_id', 'period_no', 'stated_no') }} as amount_id,
        *,
        cast((lower_bound + upper_bound) * 0.5 as {{ figure_type() }}) as value,
        false as lower_is_open,
        false as upper_is_open
    from implied
)

select * from final
