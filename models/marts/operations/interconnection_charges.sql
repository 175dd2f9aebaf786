with facts as (
    select * from {{ ref('int_facts') }}
),

bases as (
    select * from {{ ref('int_bases') }}
    where compared_with = 'year_ago'
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where statement = 'interconnection_charges'
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- each proposal stands beside the ones after it; of several decks that state the same one, the newest counts
charges as (
    select
        facts.*,
        case when facts.basis = 'actual' then 'fixed' else cast(extract(year from facts.stated_on) as string) end as vintage
    from facts
    inner join line_items on facts.line_item = line_items.line_item
    where facts.measure = 'level'
    qualify row_number() over (
        partition by facts.company, facts.line_item, facts.period, facts.basis, case when facts.basis <> 'actual' then facts.stated_on end
        order by facts.published_on desc, facts.stated_on desc
    ) = 1
),

compared as (
    select
        charges.*,
        growth.value as printed_yoy_pct,
        growth.lower_bound as printed_lower,
        growth.upper_bound as printed_upper,
        fixed.value as fixed_charge,
        case when bases.base_value > 0 then {{ percent_of('charges.value', 'bases.base_value', 100) }} end as recomputed_yoy_pct
    from charges
    left join bases
        on
            charges.deck = bases.deck and charges.line_item = bases.line_item and charges.period = bases.period
            and charges.basis = bases.basis and charges.as_of is not distinct from bases.as_of
    left join facts as growth
        on
            charges.deck = growth.deck and charges.line_item = growth.line_item and charges.period = growth.period
            and charges.basis = growth.basis and charges.as_of is not distinct from growth.as_of
            and growth.measure = 'yoy_pct'
    left join charges as fixed
        on
            charges.company = fixed.company and charges.line_item = fixed.line_item and charges.period = fixed.period
            and fixed.basis = 'actual'
),

judged as (
    select
        *,
        recomputed_yoy_pct is not null and coalesce(recomputed_yoy_pct between printed_lower and printed_upper, true) as is_recomputed
    from compared
),

final as (
    select
        judged.company,
        judged.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.display_order,
        judged.vintage,
        judged.period,
        judged.period_type,
        periods.fiscal_year,
        periods.starts_on,
        periods.ends_on,
        judged.basis,
        judged.as_of,
        judged.stated_on,
        judged.deck,
        judged.value as charge_jpy,
        cast(case when judged.is_recomputed then judged.recomputed_yoy_pct else judged.printed_yoy_pct end as {{ rate_type() }}) as yoy_pct,
        case when judged.is_recomputed then 'recomputed' when judged.printed_yoy_pct is not null then 'printed' end as yoy_source,
        judged.fixed_charge as fixed_charge_jpy,
        case when judged.basis <> 'actual' then cast(judged.value - judged.fixed_charge as {{ figure_type() }}) end as forecast_error_jpy,
        case
            when judged.basis <> 'actual' and judged.fixed_charge > 0 then {{ percent_of('judged.value', 'judged.fixed_charge', 100) }}
        end as forecast_error_pct
    from judged
    inner join line_items on judged.line_item = line_items.line_item
    inner join periods on judged.company = periods.company and judged.period = periods.period
)

select * from final
