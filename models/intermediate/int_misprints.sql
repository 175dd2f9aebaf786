-- Pages on which the deck prints a wrong unit, label or date: figures are landed as arithmetic proves them, and their remark says `misprint:`.
with figures as (
    select * from {{ ref('int_figures') }}
    where remark like 'misprint:%'
),

final as (
    select
        'misprint:' || deck || ':' || cast(page as string) as tie_out_id,
        deck,
        company,
        page,
        min(line_item) as line_item,
        min(measure) as measure,
        cast(count(*) as string) || ' figures, the first: ' || min({{ print_text('printed', 'unit', 'qualifier', 'page') }}) as printed,
        min(substr(remark, 11)) as misprint
    from figures
    group by deck, company, page
)

select * from final
