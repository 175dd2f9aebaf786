-- What a printed growth or ratio implies of an amount that is not printed: the base that it grew from, the denominator that it was divided by.
-- A quotient is a double, so it is widened by the last digit that a bound keeps.
with facts as (
    select * from {{ ref('int_facts') }}
),

levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

bases as (
    select * from {{ ref('int_bases') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
    where comparison = 'quotient'
),

grown as (
    select
        facts.deck,
        facts.line_item,
        bases.base_period as period,
        facts.period as grown_period,
        facts.basis as grown_basis,
        facts.as_of as grown_as_of,
        facts.compared_with,
        facts.expressed_as as implied_by,
        facts.fact_id,
        levels.level_id,
        cast(case facts.expressed_as
            when 'amount' then levels.lower_bound - facts.upper_bound
            else 100 * cast(levels.lower_bound as double) / (100 + facts.upper_bound) - 0.0001
        end as {{ figure_type() }}) as lower_bound,
        cast(case facts.expressed_as
            when 'amount' then levels.upper_bound - facts.lower_bound
            else 100 * cast(levels.upper_bound as double) / (100 + facts.lower_bound) + 0.0001
        end as {{ figure_type() }}) as upper_bound,
        '[what ' || levels.text || ' at ' || facts.print || ' grew from]' as text
    from facts
    inner join levels on {{ fact_id('facts.deck', 'facts.line_item', "'level'", 'facts.period', 'facts.basis', 'facts.as_of') }} = levels.slot_id
    inner join bases
        on
            facts.deck = bases.deck
            and facts.line_item = bases.line_item
            and facts.period = bases.period
            and facts.basis = bases.basis
            and facts.as_of is not distinct from bases.as_of
            and facts.compared_with = bases.compared_with
    where
        bases.base_level_id is null
        and bases.base_period is not null
        and (facts.expressed_as = 'amount' or (levels.lower_bound > 0 and facts.lower_bound > -100))
),

divided as (
    select
        facts.deck,
        ratios.denominator as line_item,
        facts.period,
        cast(null as string) as grown_period,
        facts.basis as grown_basis,
        facts.as_of as grown_as_of,
        cast(null as string) as compared_with,
        'ratio' as implied_by,
        facts.fact_id,
        levels.level_id,
        cast(100 * cast(levels.lower_bound as double) / facts.upper_bound - 0.0001 as {{ figure_type() }}) as lower_bound,
        cast(100 * cast(levels.upper_bound as double) / facts.lower_bound + 0.0001 as {{ figure_type() }}) as upper_bound,
        '[what ' || levels.text || ' is ' || facts.print || ' of]' as text
    from facts
    inner join ratios on facts.line_item = ratios.line_item and facts.measure = ratios.measure
    inner join levels
        on {{ fact_id('facts.deck', 'ratios.numerator', "'level'", 'facts.period', 'facts.basis', 'facts.as_of') }} = levels.slot_id
    where levels.lower_bound > 0 and facts.lower_bound > 0
),

implied as (
    select * from grown
    union all
    select * from divided
),

final as (
    select
        *,
        fact_id || ':implied' as implied_id,
        {{ fact_id('deck', 'line_item', "'level'", 'period', "case when implied_by = 'ratio' then grown_basis else 'actual' end",
            "case when implied_by = 'ratio' then grown_as_of end") }} as slot_id
    from implied
)

select * from final
