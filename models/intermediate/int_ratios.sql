-- Each amount's ratio to the amount that seeds/reference/ratios.csv divides it by, recomputed, or as printed where one of them is missing.
with growth as (
    select * from {{ ref('int_growth') }}
),

ratios as (
    select * from {{ ref('stg_ratios') }}
    where comparison = 'quotient'
),

facts as (
    select * from {{ ref('int_latest_facts') }}
),

final as (
    select
        numerators.company,
        numerators.line_item,
        ratios.line_item as ratio,
        ratios.measure,
        ratios.denominator,
        numerators.period,
        numerators.basis,
        cast(coalesce({{ percent_of('numerators.value', 'denominators.value') }}, facts.value) as {{ rate_type() }}) as ratio_pct,
        case
            when numerators.value is not null and denominators.value is not null then 'recomputed'
            when facts.value is not null then 'printed'
        end as source
    from ratios
    inner join growth as numerators on ratios.numerator = numerators.line_item
    left join growth as denominators
        on
            ratios.denominator = denominators.line_item
            and numerators.company = denominators.company
            and numerators.period = denominators.period
            and numerators.basis = denominators.basis
    left join facts
        on
            ratios.line_item = facts.line_item
            and ratios.measure = facts.measure
            and numerators.company = facts.company
            and numerators.period = facts.period
            and numerators.basis = facts.basis
)

select * from final
