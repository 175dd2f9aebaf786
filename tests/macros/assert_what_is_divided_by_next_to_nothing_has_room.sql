-- Rates, quotients and bounds over next to nothing: no number that dbt could not store, so that no deck stops a build with one.
-- What lies half way between two numbers is the upper one, though its binary fraction lies below.
{% set rows = [
    ('60000', '150', '39900.00', '400.00', '400.000000'),
    ('99999999999', '0.000001', '100000000000.00', none, '500000000000.000000'),
    ('-99999999999', '0.000001', '-100000000000.00', none, '-500000000000.000000'),
    ('500000000000', '0.4', '100000000000.00', '1250000000000.00', '500000000000.000000'),
    ('100', '0', none, none, none),
    ('201', '200', '0.50', '1.01', '1.005000'),
] %}

with cases as (
    {{ cases(['numerator', 'denominator', 'percent', 'quotient', 'bound'], rows) }}
),

typed as (
    select
        *,
        cast(numerator as {{ figure_type() }}) as divided,
        cast(denominator as {{ figure_type() }}) as divisor
    from cases
),

judged as (
    select
        *,
        {{ percent_of('divided', 'divisor', 100) }} as actual_percent,
        {{ quotient_of('divided', 'divisor') }} as actual_quotient,
        case when divisor > 0 then {{ as_bound('cast(divided as double) / divisor') }} end as actual_bound
    from typed
),

final as (
    select * from judged
    where
        cast(actual_percent as string) is distinct from percent
        or cast(actual_quotient as string) is distinct from quotient
        or cast(actual_bound as string) is distinct from bound
)

select * from final
