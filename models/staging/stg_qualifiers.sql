with source as (
    select * from {{ ref('qualifiers') }}
),

final as (
    select
        qualifier,
        stands,
        cast(step_toward_zero as decimal(3, 1)) as step_toward_zero,
        cast(step_away_from_zero as decimal(3, 1)) as step_away_from_zero,
        cast(is_open_toward_zero as boolean) as is_open_toward_zero,
        cast(is_open_away_from_zero as boolean) as is_open_away_from_zero,
        reading
    from source
)

select * from final
