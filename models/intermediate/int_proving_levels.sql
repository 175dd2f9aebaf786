-- The one amount that stands for a part when a printed total is proven: as printed, else as it follows from other printed amounts,
-- else as printed growth or a printed ratio implies it.
with levels as (
    select * from {{ ref('int_levels') }}
    where is_direct
),

implied_levels as (
    select * from {{ ref('int_implied_levels') }}
),

candidates as (
    select
        slot_id,
        level_id as source_id,
        method,
        lower_bound,
        upper_bound,
        text,
        1 as preference
    from levels
    union all
    select
        slot_id,
        implied_id as source_id,
        'implied' as method,
        lower_bound,
        upper_bound,
        text,
        2 as preference
    from implied_levels
),

final as (
    select * from candidates
    qualify row_number() over (partition by slot_id order by preference, upper_bound - lower_bound, source_id) = 1
)

select * from final
