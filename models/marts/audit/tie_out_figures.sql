with check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
),

final as (
    select
        checks.tie_out_id,
        check_figures.figure_id,
        check_figures.page
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no
)

select * from final
