-- What a printed number can stand for: just inside and just outside decide verdicts, so ends are compared as text: [
-- and ] belong to the interval, ( and ) do not. Qualifiers as in seeds/reference/qualifiers.csv: steps toward and away
-- from zero, '' without end.
{% set rows = [
    ('116.9', 'half_up', none, '', '', '', '', '[116.85, 116.95)'),
    ('-7.3', 'half_up', none, '', '', '', '', '(-7.35, -7.25]'),
    ('440', 'half_up', none, '', '', '', '', '[439.5, 440.5)'),
    ('14.625', 'half_up', none, '', '', '', '', '[14.6245, 14.6255)'),
    ('0', 'half_up', none, '', '', '', '', '(-0.5, 0.5)'),
    ('440', 'truncate', none, '', '', '', '', '[440, 441)'),
    ('-440', 'truncate', none, '', '', '', '', '(-441, -440]'),
    ('0.0', 'truncate', none, '', '', '', '', '(-0.1, 0.1)'),
    ('440', 'unknown', none, '', '', '', '', '[439, 441]'),
    ('-440', 'unknown', none, '', '', '', '', '[-441, -439]'),
    ('0', 'unknown', none, '', '', '', '', '[-1, 1]'),
    ('202', 'exact', none, '', '', '', '', '[202, 202]'),
    ('0', 'exact', none, '', '', '', '', '[0, 0]'),
    ('440', 'half_up', '約', '1', '1', 'false', 'false', '[430, 450]'),
    ('16000', 'half_up', '約', '1', '1', 'false', 'false', '[15000, 17000]'),
    ('-9', 'truncate', '約', '1', '1', 'false', 'false', '[-10, -8]'),
    ('1.4', 'half_up', '約', '1', '1', 'false', 'false', '[1.3, 1.5]'),
    ('1', 'half_up', '約', '1', '1', 'false', 'false', '[0, 2]'),
    ('10', 'half_up', '強', '0', '1', 'false', 'false', '[10, 20]'),
    ('-10', 'half_up', '強', '0', '1', 'false', 'false', '[-20, -10]'),
    ('1.5', 'half_up', '弱', '1', '0', 'false', 'false', '[1.4, 1.5]'),
    ('10', 'half_up', '台', '0', '1', 'false', 'true', '[10, 20)'),
    ('-130', 'half_up', '台', '0', '1', 'false', 'true', '(-140, -130]'),
    ('300', 'half_up', '超', '0', '', 'true', 'false', '(300, 500000000000)'),
    ('-300', 'half_up', '超', '0', '', 'true', 'false', '(-500000000000, -300)'),
    ('300', 'half_up', '以上', '0', '', 'false', 'false', '[300, 500000000000)'),
    ('0', 'half_up', '以上', '0', '', 'false', 'false', '[0, 500000000000)'),
    ('1.4', 'half_up', '以下', '', '0', 'false', 'false', '[0, 1.4]'),
    ('1', 'half_up', '未満', '', '0', 'false', 'true', '[0, 1)'),
    ('-1', 'half_up', '未満', '', '0', 'false', 'true', '(-1, 0]'),
] %}

with cases as (
    {{ cases(['number', 'named_rounding', 'qualifier', 'toward', 'away', 'toward_open', 'away_open', 'expected'], rows) }}
),

printed as (
    select
        *,
        case when named_rounding = 'exact' then 'half_up' else named_rounding end as rounding,
        named_rounding <> 'exact' as is_rounded,
        cast(number as {{ figure_type() }}) as value,
        cast(nullif(toward, '') as decimal(3, 1)) as step_toward_zero,
        cast(nullif(away, '') as decimal(3, 1)) as step_away_from_zero,
        cast(nullif(toward_open, '') as boolean) as is_open_toward_zero,
        cast(nullif(away_open, '') as boolean) as is_open_away_from_zero,
        {{ printed_step("replace(number, '-', '')", 'qualifier', '1') }} as step
    from cases
),

reaching as (
    select
        *,
        {{ reach_of_print('toward', 'step', 'qualifier', 'rounding') }} as toward_zero,
        {{ reach_of_print('away_from', 'step', 'qualifier', 'rounding') }} as away_from_zero,
        {{ reach_is_open('toward', 'qualifier', 'rounding') }} as toward_is_open,
        {{ reach_is_open('away_from', 'qualifier', 'rounding') }} as away_is_open
    from printed
),

measured as (
    select
        number,
        rounding,
        qualifier,
        expected,
        case when {{ interval_lower_is_open('value', 'toward_zero', 'away_from_zero', 'toward_is_open', 'away_is_open') }} then '(' else '[' end
        || replace({{ format_number(interval_lower('value', 'toward_zero', 'away_from_zero')) }}, ',', '') || ', '
        || replace({{ format_number(interval_upper('value', 'toward_zero', 'away_from_zero')) }}, ',', '')
        || case when {{ interval_upper_is_open('value', 'toward_zero', 'away_from_zero', 'toward_is_open', 'away_is_open') }} then ')' else ']' end as actual
    from reaching
),

final as (
    select * from measured
    where actual is distinct from expected
)

select * from final
