-- Periods to dates, for fiscal years that start in April and in January; what is no period has no type.
{% set rows = [
    ('1Q25', '4', 'quarter', '2025-04-01', '2025-06-30'),
    ('4Q24', '4', 'quarter', '2025-01-01', '2025-03-31'),
    ('4Q23', '4', 'quarter', '2024-01-01', '2024-03-31'),
    ('1Q25', '1', 'quarter', '2025-01-01', '2025-03-31'),
    ('1H25', '4', 'half', '2025-04-01', '2025-09-30'),
    ('2H24', '4', 'half', '2024-10-01', '2025-03-31'),
    ('FY24', '4', 'year', '2024-04-01', '2025-03-31'),
    ('FY24', '1', 'year', '2024-01-01', '2024-12-31'),
    ('FY24-FY26', '4', 'years', '2024-04-01', '2027-03-31'),
    ('FY27-', '4', 'open', '2027-04-01', none),
    ('2025-04', '4', 'month', '2025-04-01', '2025-04-30'),
    ('2024-02', '4', 'month', '2024-02-01', '2024-02-29'),
    ('2025-06-30', '4', 'instant', '2025-06-01', '2025-06-30'),
    ('5Q25', '4', none, none, none), ('0Q25', '4', none, none, none), ('3H25', '4', none, none, none), ('1Q2025', '4', none, none, none),
    ('FY2024', '4', none, none, none), ('2025-13', '4', none, none, none), ('2025-02-30', '4', none, none, none), ('1q25', '4', none, none, none),
    ('', '4', none, none, none), ('1Q25 ', '4', none, none, none), ('25-06-30', '4', none, none, none),
] %}

with cases as (
    {{ cases(['period', 'start_month', 'expected_type', 'expected_start', 'expected_end'], rows) }}
),

read as (
    select
        *,
        {{ period_type('period') }} as actual_type,
        {{ period_first_month('period', 'cast(start_month as integer)') }} as first_month,
        {{ period_months('period') }} as months
    from cases
),

dated as (
    select
        *,
        cast({{ first_day_of_month('first_month') }} as string) as actual_start,
        cast({{ last_day_of_month('case when months = 0 then first_month else first_month + months - 1 end') }} as string) as actual_end
    from read
),

final as (
    select * from dated
    where
        actual_type is distinct from expected_type
        or actual_start is distinct from expected_start
        or actual_end is distinct from expected_end
)

select * from final
