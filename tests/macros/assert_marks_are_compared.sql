-- Which sign a mark or a print has, and whether the unit that a text prints is that of a landed row.
{% set signs = [
    ('△', '-'), ('▲', '-'), ('−', '-'), ('－', '-'), ('‐', '-'), ('()', '-'), ('（）', '-'), ('減', '-'), ('+', '+'), ('＋', '+'), ('±', '±'),
    ('', ''), ('△7.3%', '-'), ('(5)', '-'), ('5.0％減', '-'), ('12.8%増', ''), ('+48.1', '+'), ('48.1', ''), ('±0', '±'), ('¥△1,234', '-'),
    ('down', '-'), ('decreased by', '-'), ('down 3.2%', '-'), ('up', ''),
    ('△1,100～△1,000', '-'), ('1,000-1,100', ''), ('45兆953億円', ''),
] %}
{% set units = [
    ('億円', '12.5', '億円', 'JPY', 'yes'), ('億円', '12.5', '百万円', 'JPY', 'no'), ('兆円', '1.2兆', '円', 'JPY', 'yes'),
    ('億円', '45兆953億円', '億円', 'JPY', 'yes'), ('億円', '45兆953', '億円', 'JPY', 'yes'), ('億', '4', '億円', 'JPY', 'yes'),
    ('億', '4', '百万円', 'JPY', 'no'), ('万', '74.8', '万回線', none, 'yes'), ('万', '74.8', '回線', none, 'no'), ('百万', '209', '百万円', 'JPY', 'yes'),
    ('¥', '¥19.50', '円', 'JPY', 'yes'), ('¥', '19.50', 'ドル', 'USD', 'no'), ('$', '1,234', '$ million', 'USD', 'yes'),
    ('£', '1,234', '£ million', 'GBP', 'yes'), ('£', '1,234', '€ million', 'EUR', 'no'),
    ('名', '40', '社', none, 'no'), ('%', '7.3%', '%', none, 'yes'),
] %}

with signs as (
    {{ cases(['mark', 'expected'], signs) }}
),

units as (
    {{ cases(['text_unit', 'printed', 'unit', 'currency', 'expected'], units) }}
),

final as (
    select
        mark as what,
        expected,
        {{ printed_sign_mark(normalise_printed('mark')) }} as found
    from signs
    where {{ printed_sign_mark(normalise_printed('mark')) }} <> expected
    union all
    select
        concat_ws(' ', text_unit, printed, unit) as what,
        expected,
        case when {{ unit_is_as_printed('text_unit', normalise_printed('printed'), 'unit', 'currency') }} then 'yes' else 'no' end as found
    from units
    where (case when {{ unit_is_as_printed('text_unit', normalise_printed('printed'), 'unit', 'currency') }} then 'yes' else 'no' end) <> expected
)

select * from final
