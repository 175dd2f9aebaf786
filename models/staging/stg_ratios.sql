with source as (
    select * from {{ ref('ratios') }}
),

final as (
    select
        line_item,
        measure,
        numerator,
        denominator
    from source
)

select * from final
