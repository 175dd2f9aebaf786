-- What a deck prints, to its one name, its type and the fiscal years it speaks of; what is no period has no type.
{% set rows = [
    ('1Q25', '1Q25', 'quarter', '2025', '2025'), ('4Q99', '4Q99', 'quarter', '1999', '1999'),
    ('1H25', '1H25', 'half', '2025', '2025'), ('2H69', '2H69', 'half', '2069', '2069'),
    ('FY24', 'FY24', 'year', '2024', '2024'), ('FY70', 'FY70', 'year', '1970', '1970'),
    ('9M25', '9M25', 'nine_months', '2025', '2025'), ('1M25', '1M25', 'cumulative', '2025', '2025'), ('11M25', '11M25', 'cumulative', '2025', '2025'),
    ('1Q25累計', '1Q25', 'quarter', '2025', '2025'), ('2Q25累計', '1H25', 'half', '2025', '2025'),
    ('3Q25累計', '9M25', 'nine_months', '2025', '2025'), ('4Q25累計', 'FY25', 'year', '2025', '2025'),
    ('3M25', '1Q25', 'quarter', '2025', '2025'), ('6M25', '1H25', 'half', '2025', '2025'), ('12M25', 'FY25', 'year', '2025', '2025'),
    ('FY24-FY26', 'FY24-FY26', 'years', '2024', '2026'), ('FY98-FY05', 'FY98-FY05', 'years', '1998', '2005'),
    ('FY27-', 'FY27-', 'open', '2027', '2027'),
    ('2025-04', '2025-04', 'month', none, none), ('2024-02-29', '2024-02-29', 'instant', none, none),
    ('FY25-FY24', 'FY25-FY24', none, '2025', '2024'), ('FY25-FY25', 'FY25-FY25', none, '2025', '2025'), ('FY69-FY70', 'FY69-FY70', none, '2069', '1970'),
    ('5Q25', '5Q25', 'quarter', '2025', '2025'), ('6Q25', '6Q25', 'quarter', '2025', '2025'), ('7Q25', '7Q25', none, '2025', '2025'), ('0Q25', '0Q25', none, '2025', '2025'), ('3H25', '3H25', none, '2025', '2025'),
    ('0M25', '0M25', none, '2025', '2025'), ('13M25', '13M25', none, '2025', '2025'), ('09M25', '09M25', none, '2025', '2025'),
    ('5Q25累計', '5Q25累計', none, '2025', '2025'), ('1H25累計', '1H25累計', none, '2025', '2025'),
    ('1Q2025', '1Q2025', none, '2020', '2020'), ('FY2024', 'FY2024', none, '2020', '2020'),
    ('2025-13', '2025-13', none, none, none), ('2025-02-30', '2025-02-30', none, none, none), ('25-06-30', '25-06-30', none, none, none),
    ('1q25', '1q25', none, none, none), ('１Q25', '１Q25', none, none, none), ('CY24', 'CY24', none, none, none), ('2024', '2024', none, none, none),
    ('', '', none, none, none), ('1Q25 ', '1Q25 ', none, '2025', '2025'), (none, none, none, none, none),
] %}

with cases as (
    {{ cases(['printed', 'expected_period', 'expected_type', 'expected_first_year', 'expected_last_year'], rows) }}
),

named as (
    select
        *,
        {{ canonical_period('printed') }} as actual_period
    from cases
),

read as (
    select
        *,
        {{ period_type('actual_period') }} as actual_type,
        cast({{ period_first_year('actual_period') }} as string) as actual_first_year,
        cast({{ period_last_year('actual_period') }} as string) as actual_last_year
    from named
),

final as (
    select * from read
    where
        actual_period is distinct from expected_period
        or actual_type is distinct from expected_type
        or actual_first_year is distinct from expected_first_year
        or actual_last_year is distinct from expected_last_year
)

select * from final
