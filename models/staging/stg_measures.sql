with source as (
    select * from {{ ref('measures') }}
),

final as (
    select
        measure,
        compared_with,
        expressed_as,
        name_ja,
        name_en
    from source
)

select * from final
