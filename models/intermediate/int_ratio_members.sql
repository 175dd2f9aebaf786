-- Recalculation: a printed ratio, or a printed growth over several years, with the two amounts that it follows from.
with facts as (
    select * from {{ ref('int_facts') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

parts as (
    select
        *,
        case comparison when 'change' then 'component' else 'numerator' end as role,
        numerator as member_line_item,
        1 as weight
    from ratios
    union all
    select
        *,
        case comparison when 'change' then 'component' else 'denominator' end as role,
        denominator as member_line_item,
        -1 as weight
    from ratios
),

-- a quotient is of one period; growth over a range of years is of its end and its beginning
needed as (
    select
        facts.*,
        parts.comparison,
        parts.role,
        parts.member_line_item,
        parts.weight,
        case
            when parts.comparison = 'quotient' then facts.period
            when line_items.period_kind = 'duration' and parts.weight = 1 then periods.last_year_period
            when line_items.period_kind = 'duration' then periods.base_year_period
            when parts.weight = 1 then cast(periods.ends_on as string)
            else cast(cast({{ dbt.dateadd('day', -1, 'periods.starts_on') }} as date) as string)
        end as member_period
    from facts
    inner join parts on facts.line_item = parts.line_item and facts.measure = parts.measure
    inner join line_items on parts.member_line_item = line_items.line_item
    inner join periods on facts.company = periods.company and facts.period = periods.period
),

-- the beginning of planned growth has happened
bound as (
    select
        needed.*,
        levels.level_id as source_id,
        levels.lower_bound as member_lower_bound,
        levels.upper_bound as member_upper_bound,
        levels.text
    from needed
    left join levels
        on
            needed.deck = levels.deck
            and needed.member_line_item = levels.line_item
            and needed.member_period = levels.period
            and (
                (needed.basis = levels.basis and needed.as_of is not distinct from levels.as_of)
                or (needed.comparison <> 'quotient' and needed.weight = -1 and levels.basis = 'actual' and levels.as_of is null)
            )
),

final as (
    select
        'recalculation' as kind,
        comparison as relation,
        fact_id,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        role,
        member_line_item,
        member_period,
        weight,
        source_id,
        member_lower_bound as lower_bound,
        member_upper_bound as upper_bound,
        text
    from bound
)

select * from final
