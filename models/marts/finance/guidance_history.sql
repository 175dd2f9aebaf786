-- Every statement of every forecast and plan, beside the one before it.
with derivations as (
    select * from {{ ref('int_derivations') }}
    where method in ('printed', 'split_adjusted')
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where unit_family in ('money', 'per_share')
),

facts as (
    select * from {{ ref('int_facts') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
    where basis in ('forecast', 'plan')
),

decks as (
    select * from {{ ref('stg_decks') }}
),

-- one row per forecast and time of statement, as the newest deck prints it
vintages as (
    select
        derivations.*,
        facts.print,
        facts.last_digit,
        coalesce(facts.is_range, false) as is_range,
        line_items.company,
        times_of_statement.basis,
        times_of_statement.as_of,
        times_of_statement.expected_on
    from derivations
    inner join line_items on derivations.line_item_id = line_items.line_item_id
    inner join times_of_statement on line_items.company = times_of_statement.company and derivations.stated_no = times_of_statement.stated_no
    left join facts on derivations.fact_id = facts.fact_id
    qualify row_number() over (
        partition by derivations.amount_id
        order by derivations.deck_no desc, derivations.directness asc
    ) = 1
),

stated as (
    select
        *,
        lag(value) over statements as previous_value,
        lag(print) over statements as previous_print,
        lag(lower_bound) over statements as previous_lower_bound,
        lag(upper_bound) over statements as previous_upper_bound,
        is_range or lag(is_range) over statements as has_range,
        greatest(last_digit, lag(last_digit) over statements) as coarser_digit,
        lag(expected_on) over statements as previous_expected_on,
        lag(comparable_before) over statements > deck_no as is_comparable,
        lead(value) over statements is null as is_latest
    from vintages
    window statements as (partition by line_item_id, period_no, basis order by expected_on, stated_no)
),

-- a change across a break is none; a range that became narrower or wider is revised, though its middle stays
followed as (
    select
        *,
        cast(case when is_comparable then value - previous_value end as {{ figure_type() }}) as change,
        value <> previous_value
        or {{ ranges_differ('has_range', 'lower_bound', 'previous_lower_bound', 'upper_bound', 'previous_upper_bound', 'coarser_digit') }}
            as is_revision
    from stated
),

final as (
    select
        followed.company,
        line_items.line_item,
        line_items.name_ja,
        line_items.name_en,
        line_items.statement,
        line_items.segment,
        line_items.display_order,
        periods.period as target_period,
        periods.period_type as target_period_type,
        periods.fiscal_year,
        periods.period_sort,
        periods.ends_on,
        followed.basis,
        followed.as_of,
        coalesce(followed.as_of, decks.published) as stated,
        followed.expected_on as stated_on,
        decks.deck,
        line_items.currency,
        followed.print as printed,
        followed.previous_print as previously_printed,
        case when line_items.unit_family = 'money' then followed.value end as amount_mn,
        case when line_items.unit_family = 'money' then followed.previous_value end as previous_amount_mn,
        case when line_items.unit_family = 'money' then followed.change end as change_mn,
        case when line_items.unit_family = 'per_share' then followed.value end as per_share,
        case when line_items.unit_family = 'per_share' then followed.previous_value end as previous_per_share,
        case when line_items.unit_family = 'per_share' then followed.change end as change_per_share,
        case
            when followed.is_comparable and followed.previous_value > 0 and followed.value >= 0
                then {{ percent_of('followed.value', 'followed.previous_value', 100) }}
        end as change_pct,
        followed.previous_expected_on as previously_stated_on,
        coalesce(followed.is_revision, false) as is_revision,
        followed.is_latest
    from followed
    inner join line_items on followed.line_item_id = line_items.line_item_id
    inner join periods on followed.company = periods.company and followed.period_no = periods.period_no
    inner join decks on followed.company = decks.company and followed.deck_no = decks.deck_no
)

select * from final
