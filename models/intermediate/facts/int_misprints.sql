{{ config(materialized='view') }}
-- Pages on which the deck prints a wrong unit, label or date: figures are landed as arithmetic proves them, and their
-- remark says `misprint:`.
with figures as (
    select * from {{ ref('int_figures') }}
    where remark like 'misprint:%'
),

final as (
    select
        'misprint:' || deck || ':' || page as tie_out_id,
        deck,
        company,
        page,
        min_by(line_item, seq) as line_item,
        min_by(measure, seq) as measure,
        min_by(print, seq)
        || case when count(*) > 1 then ' and ' || cast(count(*) - 1 as string) || ' more' else '' end as printed,
        min_by(substr(remark, 11), seq) as misprint
    from figures
    group by deck, company, page
)

select * from final
