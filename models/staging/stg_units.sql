with source as (
    select * from {{ ref('units') }}
),

final as (
    select
        unit,
        unit_family,
        currency,
        base_unit,
        cast(scale as decimal(18, 8)) as scale,
        cast(is_rounded as boolean) as is_rounded,
        name_en
    from source
)

select * from final
