with tie_out_figures as (
    select * from {{ ref('int_tie_out_figures') }}
),

final as (
    select
        tie_out_id,
        figure_id,
        page
    from tie_out_figures
)

select * from final
