with source as (
    select * from {{ ref('known_discrepancies') }}
),

final as (
    select
        tie_out_id,
        status,
        reason,
        evidence
    from source
)

select * from final
