-- Each proposal stands beside the ones after it, and beside the charge that was fixed in the end.
with facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

growth_bases as (
    select * from {{ ref('int_growth_bases') }}
    where compared_with = 'year_ago'
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where statement = 'interconnection_charges'
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- of several decks that state the same one, the newest counts
charges as (
    select
        facts.*,
        case when facts.basis = 'actual' then 'fixed' else cast(extract(year from facts.stated_on) as string) end as vintage
    from facts
    inner join line_items on facts.line_item_id = line_items.line_item_id
    where facts.measure = 'level'
    qualify row_number() over (
        partition by facts.line_item_id, facts.period_no, facts.basis, case when facts.basis <> 'actual' then facts.stated_on end
        order by facts.deck_no desc, facts.stated_on desc
    ) = 1
),

printed_growth as (
    select * from facts
    where measure = 'yoy_pct'
),

compared as (
    select
        charges.*,
        printed_growth.value as printed_yoy_pct,
        printed_growth.lower_bound as printed_lower,
        printed_growth.upper_bound as printed_upper,
        fixed.value as fixed_charge,
        case when growth_bases.value > 0 then {{ percent_of('charges.value', 'growth_bases.value', 100) }} end as recomputed_yoy_pct
    from charges
    left join growth_bases on charges.amount_id = growth_bases.amount_id and charges.deck_no = growth_bases.deck_no
    left join printed_growth on charges.amount_id = printed_growth.amount_id and charges.deck_no = printed_growth.deck_no
    left join charges as fixed
        on charges.line_item_id = fixed.line_item_id and charges.period_no = fixed.period_no and fixed.basis = 'actual'
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
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.display_order,
        judged.vintage,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.period_sort,
        periods.starts_on,
        periods.ends_on,
        judged.basis,
        times_of_statement.as_of,
        judged.stated_on,
        decks.deck,
        line_items.currency,
        judged.value as charge,
        cast(case when judged.is_recomputed then judged.recomputed_yoy_pct else judged.printed_yoy_pct end as {{ rate_type() }}) as yoy_pct,
        case when judged.is_recomputed then 'calculated' when judged.printed_yoy_pct is not null then 'printed' else 'not_stated' end as yoy_source,
        judged.fixed_charge,
        case when judged.basis <> 'actual' then cast(judged.value - judged.fixed_charge as {{ figure_type() }}) end as forecast_error,
        case
            when judged.basis <> 'actual' and judged.fixed_charge > 0 then {{ percent_of('judged.value', 'judged.fixed_charge', 100) }}
        end as forecast_error_pct
    from judged
    inner join line_items on judged.line_item_id = line_items.line_item_id
    inner join periods on judged.company = periods.company and judged.period_no = periods.period_no
    inner join times_of_statement on judged.company = times_of_statement.company and judged.stated_no = times_of_statement.stated_no
    inner join decks on judged.company = decks.company and judged.deck_no = decks.deck_no
)

select * from final
