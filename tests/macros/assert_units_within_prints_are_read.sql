-- A print may repeat its own unit and count in 兆, 億, 万, 千; the amount is in the base unit, the step that of the last group.
{% set rows = [
    ('45兆953億円', '億円', 'money', '100', '45095300', '100'),
    ('1兆2,345億', '億円', 'money', '100', '1234500', '100'),
    ('1兆2,345億円', '億円', 'money', '100', '1234500', '100'),
    ('1兆2,345億', '百万円', 'money', '1', '1234500', '100'),
    ('1.2兆', '億円', 'money', '100', '1200000', '100000'),
    ('3億5百万円', '百万円', 'money', '1', '305', '1'),
    ('12億3,456万円', '円', 'money', '0.000001', '1234.56', '0.01'),
    ('12億3,456万7,890円', '円', 'money', '0.000001', '1234.56789', '0.000001'),
    ('12,345,678', '円', 'money', '0.000001', '12.345678', '0.000001'),
    ('48,036,704,000,000', '円', 'money', '0.000001', '48036704', '0.000001'),
    ('5億円', '億円', 'money', '100', '500', '100'),
    ('△5億円', '億円', 'money', '100', '500', '100'),
    ('3万5千回線', '回線', 'lines', '1', '35000', '1000'),
    ('1.5万回線', '万回線', 'lines', '10000', '15000', '1000'),
    ('$1,234 million', '$ million', 'money', '1', '1234', '1'),
    ('$1.2 billion', '$ billion', 'money', '1000', '1200', '100'),
    ('£1.2 billion', '£ billion', 'money', '1000', '1200', '100'),
    ('2.3倍', '倍', 'percent', '100', '230', '10'),
    ('5.0%', '%', 'percent', '1', '5', '0.1'),
    ('5.0pt', 'pt', 'percent', '1', '5', '0.1'),
    ('45兆953', '億円', 'money', '100', none, none),
    ('45兆953百万円', '億円', 'money', '100', none, none),
    ('1,234百万円', '億円', 'money', '100', none, none),
    ('1兆円', '億円', 'money', '100', none, none),
    ('1億2兆', '億円', 'money', '100', none, none),
    ('3万5億円', '億円', 'money', '100', none, none),
    ('50bp', '億円', 'money', '100', none, none),
    ('2.3倍', '億円', 'money', '100', none, none),
    ('5.0pt', '億円', 'money', '100', none, none),
] %}

with cases as (
    {{ cases(['printed', 'unit', 'unit_family', 'scale', 'expected', 'expected_step'], rows) }}
),

bare as (
    select
        *,
        {{ normalise_printed('printed') }} as normalised,
        {{ without_unit(normalise_printed('printed'), 'unit') }} as bare
    from cases
),

numbers as (
    select
        *,
        {{ printed_number('bare', 'normalised') }} as number
    from bare
),

grouped as (
    select
        *,
        {{ last_group('number') }} as digits,
        {{ last_group_scale('number', 'scale', 'unit_family') }} as digits_scale
    from numbers
),

read as (
    select
        *,
        {{ printed_amount('number', 'digits', 'digits_scale', 'scale', 'unit_family') }} as actual,
        {{ printed_step('digits', 'cast(null as string)', 'digits_scale') }} as actual_step
    from grouped
),

final as (
    select
        printed,
        unit,
        expected,
        actual,
        expected_step,
        actual_step
    from read
    where
        actual is distinct from cast(expected as decimal(38, 12))
        or (expected is not null and actual_step is distinct from cast(expected_step as decimal(38, 12)))
)

select * from final
