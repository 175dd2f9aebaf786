-- What moved operating profit since the same quarter a year before?
-- From there to here, by segment and by nature of SG&A.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

profit_bridge as (
    select * from {{ ref('profit_bridge') }}
    where basis = 'actual'
),

steps as (
    select
        company,
        period,
        case step_type when 'opening' then 1 else 4 end as part,
        step,
        name_en,
        currency,
        amount_mn
    from profit_bridge
    where bridge = 'operating_profit_from_gross_profit' and step_type in ('opening', 'closing')
    union all
    select
        company,
        period,
        2 as part,
        step,
        name_en,
        currency,
        amount_mn
    from profit_bridge
    where bridge = 'gross_profit_by_segment' and step_type in ('bar', 'rounding')
    union all
    -- an expense that grows takes away from profit
    select
        company,
        period,
        3 as part,
        step,
        name_en,
        currency,
        -amount_mn as amount_mn
    from profit_bridge
    where bridge = 'sga_expenses_by_nature' and step_type in ('bar', 'rounding')
),

final as (
    select
        steps.company,
        steps.period,
        cast(row_number() over (partition by steps.company order by steps.part, steps.step) as integer) as step,
        steps.name_en,
        steps.currency,
        steps.amount_mn
    from steps
    inner join decks on steps.company = decks.company and steps.period = decks.current_period
)

select * from final
order by company, step
