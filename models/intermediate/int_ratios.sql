-- Each amount's ratio to the amount that seeds/reference/ratios.csv divides it by, recomputed, or as printed where one of them is missing or too coarse.
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

-- amounts of one forecast are divided by amounts of the same forecast
divided as (
    select
        numerators.company,
        numerators.line_item,
        ratios.line_item as ratio,
        ratios.measure,
        ratios.denominator,
        numerators.period,
        numerators.basis,
        case when denominators.value > 0 then {{ percent_of('numerators.value', 'denominators.value') }} end as recomputed_pct,
        facts.value as printed_pct,
        facts.lower_bound as printed_lower,
        facts.upper_bound as printed_upper
    from ratios
    inner join growth as numerators on ratios.numerator = numerators.line_item
    left join growth as denominators on {{ stated_together('numerators', 'denominators') }} and ratios.denominator = denominators.line_item
    left join facts
        on {{ stated_together('numerators', 'facts') }} and ratios.line_item = facts.line_item and ratios.measure = facts.measure
),

judged as (
    select
        *,
        recomputed_pct is not null and coalesce(recomputed_pct between printed_lower and printed_upper, true) as is_recomputed
    from divided
),

final as (
    select
        company,
        line_item,
        ratio,
        measure,
        denominator,
        period,
        basis,
        cast(case when is_recomputed then recomputed_pct else coalesce(printed_pct, recomputed_pct) end as {{ rate_type() }}) as ratio_pct,
        case when is_recomputed then 'recomputed' when printed_pct is not null then 'printed' end as source
    from judged
)

select * from final
