-- Pages in the order of a deck; what is no page has none.
{% set rows = [
    ('ⅰ', '1'), ('ⅳ', '2'), ('ix', '3'), ('1', '4'), ('2', '5'), ('12', '6'), ('12-1', '7'), ('12-2', '8'), ('12-10', '9'), ('13', '10'), ('100', '11'),
    ('A-1', '12'), ('A-2', '13'), ('A-10', '14'), ('B-1', '15'), ('five', none), ('', none),
    ('１', none), ('12-', none), ('1 ', none), ('-1', none), ('1.5', none),
] %}

with cases as (
    {{ cases(['page', 'expected'], rows) }}
),

sorted as (
    select
        *,
        {{ page_sort('page') }} as sort_text,
        case when {{ page_sort('page') }} is not null then rank() over (order by {{ page_sort('page') }} nulls last) end as actual
    from cases
),

final as (
    select * from sorted
    where actual is distinct from cast(expected as integer)
)

select * from final
