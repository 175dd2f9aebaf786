-- What each statement's growth is measured from: the level of a year before, and of the period before.
with facts as (
    select * from {{ ref('int_facts') }}
),

levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

periods as (
    select * from {{ ref('int_periods') }}
),

statements as (
    select
        deck,
        company,
        line_item,
        period,
        basis,
        as_of
    from facts
    union
    select
        deck,
        company,
        line_item,
        period,
        basis,
        as_of
    from levels
),

comparisons as (
    select
        statements.*,
        'year_ago' as compared_with,
        periods.year_ago_period as base_period
    from statements
    inner join periods on statements.company = periods.company and statements.period = periods.period
    union all
    select
        statements.*,
        'previous' as compared_with,
        periods.previous_period as base_period
    from statements
    inner join periods on statements.company = periods.company and statements.period = periods.period
),

-- the same forecast's own year before, else what happened, else what was last expected before this was stated
final as (
    select
        comparisons.*,
        levels.level_id as base_level_id,
        levels.value as base_value,
        levels.lower_bound as base_lower_bound,
        levels.upper_bound as base_upper_bound,
        levels.text as base_text
    from comparisons
    left join levels
        on
            comparisons.deck = levels.deck
            and comparisons.line_item = levels.line_item
            and comparisons.base_period = levels.period
            and (
                (comparisons.basis = levels.basis and comparisons.as_of is not distinct from levels.as_of)
                or (levels.basis = 'actual' and levels.as_of is null)
                or (comparisons.basis = levels.basis and comparisons.as_of > levels.as_of)
            )
    qualify row_number() over (
        partition by
            comparisons.deck, comparisons.line_item, comparisons.period, comparisons.basis, comparisons.as_of, comparisons.compared_with
        order by
            comparisons.basis = levels.basis and comparisons.as_of is not distinct from levels.as_of desc,
            levels.basis = 'actual' desc,
            levels.as_of desc
    ) = 1
)

select * from final
