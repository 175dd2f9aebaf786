-- What a printed string is read as. Compared as text: 12.34 must not pass for 12.3.
{% set invalid = none %}
{% set rows = [
    ('116.9', '116.9'), ('0', '0'), ('0.5', '0.5'), ('12', '12'), ('1234', '1234'),
    ('△7.3%', '-7.3'), ('▲7.3', '-7.3'), ('−48', '-48'), ('－48', '-48'), ('–48', '-48'), ('-48', '-48'),
    ('+48.1', '48.1'), ('＋48.1', '48.1'), ('(5)', '-5'), ('（5）', '-5'), ('(7.3%)', '-7.3'),
    ('△ 2,018', '-2018'), ('12.8%減', '-12.8'), ('12.8%増', '12.8'), ('¥19.50', '19.50'), ('+¥2.00', '2.00'), ('￥39', '39'),
    ('１２．５％', '12.5'), ('１，２３４', '1234'), ('△１', '-1'),
    ('39,058', '39058'), ('1,234,567', '1234567'), ('999,999.99', '999999.99'), ('14.625', '14.625'),
    ('1,23', invalid), ('12,34', invalid), ('1,2345', invalid), (',123', invalid), ('1,,234', invalid), ('0,123', invalid),
    ('1O.5', invalid), ('1e5', invalid), ('1_000', invalid), ('12 3', invalid), (' 12', invalid), ('12 ', invalid), ('△  5', invalid),
    ('1.', invalid), ('.5', invalid), ('1.2.3', invalid), ('007', invalid), ('--5', invalid), ('△-5', invalid), ('(△5)', invalid),
    ('(5', invalid), ('5)', invalid), ('5%%', invalid), ('約5', invalid), ('5億円', invalid), ('', invalid), ('—', invalid), ('-', invalid),
    ('Infinity', invalid), ('NaN', invalid),
] %}

with cases as (
    {{ cases(['printed', 'expected'], rows) }}
),

read as (
    select
        printed,
        expected,
        {{ printed_sign(normalise_printed('printed')) }} as sign,
        nullif({{ printed_digits(normalise_printed('printed')) }}, '') as digits
    from cases
),

final as (
    select
        printed,
        expected,
        case when sign < 0 then '-' else '' end || digits as actual
    from read
    where case when sign < 0 then '-' else '' end || digits is distinct from expected
)

select * from final
