-- What a printed number can stand for: just inside and just outside decide verdicts, so ends are compared as text.
-- toward and away are steps toward and away from zero, '' where open.
{% set rows = [
    ('116.9', '', '0.5', '0.5', '116.85', '116.95'),
    ('-7.3', '', '0.5', '0.5', '-7.35', '-7.25'),
    ('440', '', '0.5', '0.5', '439.5', '440.5'),
    ('440', '', '0', '1', '440', '441'),
    ('-440', '', '0', '1', '-441', '-440'),
    ('202', '', '0', '0', '202', '202'),
    ('14.625', '', '0.5', '0.5', '14.6245', '14.6255'),
    ('0', '', '0.5', '0.5', '-0.5', '0.5'),
    ('0.0', '', '0', '1', '-0.1', '0.1'),
    ('440', '約', '1', '1', '430', '450'),
    ('16000', '約', '1', '1', '15000', '17000'),
    ('-9', '約', '1', '1', '-10', '-8'),
    ('1.4', '約', '1', '1', '1.3', '1.5'),
    ('5', '約', '1', '1', '4', '6'),
    ('10', '強', '0', '1', '10', '20'),
    ('-10', '強', '0', '1', '-20', '-10'),
    ('1.5', '弱', '1', '0', '1.4', '1.5'),
    ('300', '超', '0', '', '300', '10000000000000'),
    ('-300', '超', '0', '', '-10000000000000', '-300'),
    ('0', '以上', '0', '', '0', '10000000000000'),
    ('1.4', '以下', '', '0', '0', '1.4'),
    ('1', '未満', '', '0', '0', '1'),
    ('-1', '未満', '', '0', '-1', '0'),
    ('1', '約', '1', '1', '0', '2'),
] %}

with cases as (
    {{ cases(['number', 'qualifier', 'toward', 'away', 'expected_lower', 'expected_upper'], rows) }}
),

measured as (
    select
        *,
        cast(number as {{ figure_type() }}) as value,
        cast(nullif(toward, '') as {{ figure_type() }})
        * {{ printed_step("replace(number, '-', '')", "nullif(qualifier, '')") }} as toward_zero,
        cast(nullif(away, '') as {{ figure_type() }})
        * {{ printed_step("replace(number, '-', '')", "nullif(qualifier, '')") }} as away_from_zero
    from cases
),

final as (
    select
        number,
        qualifier,
        expected_lower,
        {{ format_number(interval_lower('value', 'toward_zero', 'away_from_zero')) }} as actual_lower,
        expected_upper,
        {{ format_number(interval_upper('value', 'toward_zero', 'away_from_zero')) }} as actual_upper
    from measured
    where
        replace({{ format_number(interval_lower('value', 'toward_zero', 'away_from_zero')) }}, ',', '') is distinct from expected_lower
        or replace({{ format_number(interval_upper('value', 'toward_zero', 'away_from_zero')) }}, ',', '') is distinct from expected_upper
)

select * from final
