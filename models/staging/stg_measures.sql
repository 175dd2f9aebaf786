with source as (
    select * from {{ ref('measures') }}
),

final as (
    select
        cast(row_number() over (order by measure) as integer) as measure_no,
        measure,
        compared_with,
        expressed_as,
        name_ja,
        name_en
    from source
)

select * from final
