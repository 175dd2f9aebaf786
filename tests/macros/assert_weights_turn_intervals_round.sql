-- A negative weight turns an interval round, and which of its ends is open.
{% set rows = [
    ('1', '[2, 3)', '[2, 3)'), ('-1', '[2, 3)', '(-3, -2]'), ('-1', '(2, 3]', '[-3, -2)'), ('1', '(2, 3]', '(2, 3]'), ('-1', '[2, 3]', '[-3, -2]'),
    ('-1', '(-2, 3)', '(-3, 2)'),
] %}

with cases as (
    {{ cases(['weight_text', 'interval', 'expected'], rows) }}
),

typed as (
    select
        *,
        cast(weight_text as integer) as weight,
        cast(regexp_extract(interval, '([-0-9]+),', 1) as {{ figure_type() }}) as lower_bound,
        cast(regexp_extract(interval, ', ([-0-9]+)', 1) as {{ figure_type() }}) as upper_bound,
        left(interval, 1) = '(' as lower_is_open,
        right(interval, 1) = ')' as upper_is_open
    from cases
),

weighted as (
    select
        weight_text,
        interval,
        expected,
        case when {{ weighted_lower_is_open('weight', 'lower_is_open', 'upper_is_open') }} then '(' else '[' end
        || {{ format_number(weighted_lower('weight', 'lower_bound', 'upper_bound')) }} || ', '
        || {{ format_number(weighted_upper('weight', 'lower_bound', 'upper_bound')) }}
        || case when {{ weighted_upper_is_open('weight', 'lower_is_open', 'upper_is_open') }} then ')' else ']' end as actual
    from typed
),

final as (
    select * from weighted
    where actual is distinct from expected
)

select * from final
