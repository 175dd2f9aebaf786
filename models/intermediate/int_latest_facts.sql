-- Each fact as the deck that stated it last has it.
with facts as (
    select * from {{ ref('int_facts') }}
),

final as (
    select * from facts
    qualify row_number() over (
        partition by company, line_item, measure, period, basis order by stated_on desc, published_on desc
    ) = 1
)

select * from final
