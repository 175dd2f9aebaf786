-- What a printed string is read as. Compared as text: 12.34 must not pass for 12.3.
{% set invalid = none %}
{% set rows = [
    ('116.9', '116.9'), ('0', '0'), ('0.5', '0.5'), ('12', '12'), ('1234', '1234'), ('0.0', '0.0'),
    ('△7.3%', '-7.3'), ('▲7.3', '-7.3'), ('⊿5.0', '-5.0'), ('∆5', '-5'), ('Δ5', '-5'), ('▼5', '-5'), ('▽5', '-5'),
    ('−48', '-48'), ('－48', '-48'), ('–48', '-48'), ('-48', '-48'), ('‐5', '-5'), ('‑5', '-5'), ('⁻5', '-5'), ('﹣5', '-5'),
    ('+48.1', '48.1'), ('＋48.1', '48.1'), ('＋18.1％', '18.1'), ('△0', '-0'), ('-0.0%', '-0.0'),
    ('(5)', '-5'), ('（5）', '-5'), ('( 5 )', '-5'), ('(7.3%)', '-7.3'), ('(5.0)%', '-5.0'), ('（5.0）％', '-5.0'), ('(1,234)', '-1234'),
    ('△ 2,018', '-2018'), ('▲ 5', '-5'), ('△　5', '-5'), ('−　5', '-5'), ('12.8%減', '-12.8'), ('5.0％減', '-5.0'), ('12.8%増', '12.8'),
    ('down 3.2%', '-3.2'), ('Decreased by 12.5%', '-12.5'), ('decline of 0.4％', '-0.4'), ('down 12', invalid), ('down (3.2%)', invalid), ('countdown 3.2%', invalid),
    ('±0', '0'), ('±0.0%', '0.0'), ('±5', invalid), ('±0.1', invalid),
    ('¥19.50', '19.50'), ('+¥2.00', '2.00'), ('￥39', '39'), ('$1,234', '1234'), ('€5', '5'), ('£1,234.5', '1234.5'), ('￡5', '5'), ('£(12.0)', '-12.0'), ('△£5', '-5'), ('₩1,234', '1234'), ('££5', invalid), ('¥△1,234', '-1234'), ('△¥1,234', '-1234'),
    ('$(5)', '-5'), ('($5)', '-5'), ('$ 1,234', '1234'), ('$ (50)', '-50'), ('¥¥5', invalid), ('5¥', invalid),
    ('１２．５％', '12.5'), ('１，２３４', '1234'), ('△１', '-1'), ('１．５', '1.5'),
    ('39,058', '39058'), ('1,234,567', '1234567'), ('999,999.99', '999999.99'), ('14.625', '14.625'),
    ('1.2兆', '1.2兆'), ('1兆2,345億', '1兆2345億'), ('12,345億6,789万', '12345億6789万'), ('3万5千', '3万5千'), ('△1.5億', '-1.5億'),
    ('45兆953', invalid), ('1.5兆3億', invalid), ('1兆12,345億', invalid), ('1兆023億', invalid), ('億', invalid), ('5千万', invalid),
    ('1,23', invalid), ('12,34', invalid), ('1,2345', invalid), (',123', invalid), ('1,,234', invalid), ('0,123', invalid),
    ('1O.5', invalid), ('1e5', invalid), ('1_000', invalid), ('12 3', invalid), ('1 234', invalid), (' 12', invalid), ('12 ', invalid), ('　5', invalid),
    ('△  5', invalid), ('1.', invalid), ('.5', invalid), ('1.2.3', invalid), ('007', invalid), ('--5', invalid), ('+-5', invalid), ('+△5', invalid),
    ('△△5', invalid), ('△-5', invalid), ('△(5)', invalid), ('(△5)', invalid), ('（△5.0%）', invalid), ('△5%減', invalid), ('5減', invalid), ('(5%)%', invalid),
    ('(5', invalid), ('(1,234', invalid), ('5)', invalid), ('5%%', invalid), ('約5', invalid), ('5億円', invalid), ('50bp', invalid), ('2倍', invalid),
    ("'5", invalid), ('*5', invalid), ('5*', invalid), ('5※', invalid), ('5(注)', invalid), ('(注)5', invalid), ('Ⅲ', invalid), ('①', invalid),
    ('二十', invalid), ('', invalid), ('—', invalid), ('-', invalid), ('—5', invalid), ('ー5', invalid), ('Infinity', invalid), ('NaN', invalid),
] %}

with cases as (
    {{ cases(['printed', 'expected'], rows) }}
),

read as (
    select
        printed,
        expected,
        {{ printed_sign(normalise_printed('printed')) }} as sign,
        {{ printed_number(normalise_printed('printed'), normalise_printed('printed')) }} as number
    from cases
),

final as (
    select
        printed,
        expected,
        case when sign < 0 then '-' else '' end || number as actual
    from read
    where case when sign < 0 then '-' else '' end || number is distinct from expected
)

select * from final
