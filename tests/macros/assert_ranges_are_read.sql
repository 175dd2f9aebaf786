-- A range has two ends; a number, a dash or a date is none.
{% set rows = [
    ('1,000～1,100', '1,000', '1,100'), ('1,000〜1,100', '1,000', '1,100'), ('1,000~1,100', '1,000', '1,100'), ('1,000-1,100', '1,000', '1,100'),
    ('1,000－1,100', '1,000', '1,100'), ('5%～7%', '5%', '7%'), ('10億円～12億円', '10億円', '12億円'), ('△5～5', '△5', '5'), ('△5～△3', '△5', '△3'),
    ('$3.10–$3.40', '$3.10', '$3.40'), ('3.10 - 3.40', '3.10', '3.40'), ('£2.4–2.6', '£2.4', '2.6'), ('11%–13%', '11%', '13%'), ('1,000 ～ 1,100', '1,000', '1,100'),
    ('$1.2 billion to $1.3 billion', '$1.2 billion', '$1.3 billion'), ('(5) to 3', '(5)', '3'), ('1 to 2 to 3', '1 to 2', '3'),
    ('(5)-(3)', '(5)-(3)', none), ('-5', '-5', none), ('-', '-', none), ('5', '5', none),
    ('(5)', '(5)', none), ('1,000～', '1,000~', none), ('1~2~3', '1~2~3', none), ('1-2-3', '1-2-3', none),
] %}

with cases as (
    {{ cases(['printed', 'expected_first', 'expected_last'], rows) }}
),

final as (
    select
        printed,
        expected_first,
        {{ range_first(normalise_printed('printed')) }} as actual_first,
        expected_last,
        {{ range_last(normalise_printed('printed')) }} as actual_last
    from cases
    where
        {{ range_first(normalise_printed('printed')) }} is distinct from expected_first
        or {{ range_last(normalise_printed('printed')) }} is distinct from expected_last
)

select * from final
