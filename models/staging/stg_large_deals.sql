with source as (
    select * from {{ ref('large_deals') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

units as (
    select * from {{ ref('stg_units') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

tokenised as (
    select
        *,
        nullif({{ printed_digits(normalise_printed('amount_printed')) }}, '') as digits,
        nullif({{ printed_digits(normalise_printed('term_printed')) }}, '') as term_digits
    from source
),

parsed as (
    select
        *,
        try_cast(digits as {{ figure_type() }}) as printed_amount,
        {{ printed_step('digits', 'amount_qualifier') }} as step
    from tokenised
),

scaled as (
    select
        parsed.*,
        decks.company,
        units.unit_family,
        {{ period_first_month('parsed.revenue_starts', 'companies.fiscal_year_start_month') }} as first_month_of_revenue,
        cast({{ exact_product('units.scale', 'parsed.printed_amount') }} as {{ figure_type() }}) as amount,
        {{ reach_of_print('toward', 'parsed.step', 'parsed.amount_qualifier') }} as toward_zero,
        {{ reach_of_print('away_from', 'parsed.step', 'parsed.amount_qualifier') }} as away_from_zero
    from parsed
    left join decks on parsed.deck = decks.deck
    left join companies on decks.company = companies.company
    left join units on parsed.amount_unit = units.unit
    left join qualifiers on parsed.amount_qualifier = qualifiers.qualifier
),

final as (
    select
        deck || ':' || deal as deal_id,
        deck,
        company,
        deal,
        cast(page as integer) as page,
        client_kind_ja,
        client_kind_en,
        subject_ja,
        subject_en,
        amount_printed || amount_unit || coalesce(' ' || amount_qualifier, '') as amount_as_printed,
        case when unit_family = 'money' then amount end as amount,
        cast({{ interval_lower('amount', 'toward_zero', 'away_from_zero') }} as {{ figure_type() }}) as lower_bound,
        cast({{ interval_upper('amount', 'toward_zero', 'away_from_zero') }} as {{ figure_type() }}) as upper_bound,
        amount_printed,
        term_printed,
        cast(term_digits as integer) as term_years,
        services,
        revenue_starts,
        {{ first_day_of_month('first_month_of_revenue') }} as revenue_starts_on,
        cast(revenue_starts_gradually as boolean) as revenue_starts_gradually,
        awarded,
        {{ period_type('awarded') }} as awarded_period_type,
        remark
    from scaled
)

select * from final
