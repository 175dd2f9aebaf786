-- Each best level less the one that int_bases measures it from, a year before and a period before; a hole stays a hole.
with levels as (
    select * from {{ ref('int_levels') }}
    where is_best
),

bases as (
    select * from {{ ref('int_bases') }}
    where base_level_id is not null
),

final as (
    select
        levels.level_id,
        bases.compared_with,
        levels.deck,
        levels.company,
        levels.line_item,
        levels.period,
        levels.basis,
        levels.as_of,
        levels.text,
        bases.base_level_id,
        bases.base_text,
        levels.value - bases.base_value as change_value,
        levels.lower_bound - bases.base_upper_bound as change_lower_bound,
        levels.upper_bound - bases.base_lower_bound as change_upper_bound
    from levels
    inner join bases
        on
            levels.deck = bases.deck
            and levels.line_item = bases.line_item
            and levels.period = bases.period
            and levels.basis = bases.basis
            and levels.as_of is not distinct from bases.as_of
)

select * from final
