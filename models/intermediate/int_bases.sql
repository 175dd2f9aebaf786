-- What each statement's growth is measured from: the level of a year before, and of the period before.
with facts as (
    select * from {{ ref('int_facts') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

best_levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

levels as (
    select
        best_levels.*,
        decks.published_on
    from best_levels
    inner join decks on best_levels.deck = decks.deck
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
        decks.published_on,
        'year_ago' as compared_with,
        periods.year_ago_period as base_period
    from statements
    inner join decks on statements.deck = decks.deck
    inner join periods on statements.company = periods.company and statements.period = periods.period
    union all
    select
        statements.*,
        decks.published_on,
        'previous' as compared_with,
        periods.previous_period as base_period
    from statements
    inner join decks on statements.deck = decks.deck
    inner join periods on statements.company = periods.company and statements.period = periods.period
),

-- from the same deck, else from the newest deck before it; int_levels keeps what each deck said
final as (
    select
        comparisons.*,
        levels.level_id as base_level_id,
        levels.value as base_value,
        levels.lower_bound as base_lower_bound,
        levels.upper_bound as base_upper_bound,
        levels.text || case when levels.deck <> comparisons.deck then ' in ' || levels.deck else '' end as base_text
    from comparisons
    left join levels
        on
            comparisons.company = levels.company
            and comparisons.line_item = levels.line_item
            and comparisons.base_period = levels.period
            and comparisons.published_on >= levels.published_on
            and {{ can_be_base('comparisons', 'levels') }}
    qualify row_number() over (
        partition by
            comparisons.deck, comparisons.line_item, comparisons.period, comparisons.basis, comparisons.as_of, comparisons.compared_with
        order by
            case when comparisons.deck = levels.deck then 1 else 2 end, levels.published_on desc, {{ base_preference('comparisons', 'levels') }}
    ) = 1
)

select * from final
