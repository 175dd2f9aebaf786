-- Each proposal stands beside the ones after it, and beside the charge that was fixed in the end.
with facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
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

dated_charges as (
    select
        charges.*,
        periods.year_ago_period_no,
        times_of_statement.expected_on
    from charges
    inner join periods on charges.company = periods.company and charges.period_no = periods.period_no
    inner join times_of_statement on charges.company = times_of_statement.company and charges.stated_no = times_of_statement.stated_no
),

dated_derivations as (
    select
        derivations.*,
        times_of_statement.basis,
        times_of_statement.as_of,
        times_of_statement.expected_on
    from derivations
    inner join line_items on derivations.line_item_id = line_items.line_item_id
    inner join times_of_statement on line_items.company = times_of_statement.company and derivations.stated_no = times_of_statement.stated_no
),

-- a proposal grows from what was proposed with it, else from what was fixed: known to the deck, as a base of printed growth is
year_ago as (
    select
        charges.amount_id,
        charges.deck_no,
        bases.value
    from dated_charges as charges
    inner join dated_derivations as bases
        on
            charges.line_item_id = bases.line_item_id
            and charges.year_ago_period_no = bases.period_no
            and {{ is_known_to('charges', 'bases') }}
            and {{ can_be_base('charges', 'bases') }}
    qualify row_number() over (
        partition by charges.amount_id, charges.deck_no
        order by {{ least_first(
            ['-bases.oldest_deck_no'] + base_preference('charges', 'bases') + ['bases.upper_bound - bases.lower_bound', '-bases.deck_no']
        ) }}
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
        case when year_ago.value > 0 then {{ percent_of('charges.value', 'year_ago.value', 100) }} end as recomputed_yoy_pct
    from charges
    left join year_ago on charges.amount_id = year_ago.amount_id and charges.deck_no = year_ago.deck_no
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
