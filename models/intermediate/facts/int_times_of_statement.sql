-- On which basis and as of when something is stated; what is expected without a date was expected when the deck was published.
with figures as (
    select * from {{ ref('int_figures') }}
),

final as (
    select
        company,
        stated_no,
        basis,
        max(as_of) as as_of,
        case when basis <> 'actual' then min(stated_on) end as expected_on
    from figures
    where company is not null
    group by company, stated_no, basis
)

select * from final
