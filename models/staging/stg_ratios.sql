with source as (
    select * from {{ ref('ratios') }}
),

final as (
    select
        line_item,
        measure,
        numerator,
        denominator,
        comparison
    from source
)

select * from final
