-- An explanation of something that no longer happens would hide the next thing that does.
with known_discrepancies as (
    select * from {{ ref('stg_known_discrepancies') }}
),

tie_outs as (
    select * from {{ ref('tie_outs') }}
),

final as (
    select
        known_discrepancies.tie_out_id as tie_out,
        known_discrepancies.status as explained_status,
        coalesce(tie_outs.status, 'there is no such check') as actual_status,
        'take the row out of seeds/reference/known_discrepancies.csv, or correct it' as what_to_do
    from known_discrepancies
    left join tie_outs on known_discrepancies.tie_out_id = tie_outs.tie_out_id
    where known_discrepancies.status is distinct from tie_outs.status
)

select * from final
