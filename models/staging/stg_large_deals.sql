with source as (
    select * from {{ landed('large_deals') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

roundings as (
    select * from {{ ref('stg_deck_roundings') }}
    where unit_family = 'money'
),

units as (
    select * from {{ ref('stg_units') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

normalised as (
    select
        *,
        {{ normalise_printed('amount_printed') }} as amount_normalised,
        {{ normalise_printed('term_printed') }} as term_normalised
    from source
),

parsed as (
    select
        *,
        {{ without_unit('amount_normalised', 'amount_unit') }} as amount_bare
    from normalised
),

tokenised as (
    select
        *,
        {{ printed_number('amount_bare', 'amount_normalised') }} as number,
        {{ printed_number('term_normalised', 'term_normalised') }} as term_number
    from parsed
),

scaled as (
    select
        tokenised.*,
        decks.company,
        companies.currency,
        roundings.rounding,
        units.is_rounded,
        qualifiers.word_before,
        coalesce(qualifiers.word_after, tokenised.amount_qualifier) as word_after,
        qualifiers.step_toward_zero,
        qualifiers.step_away_from_zero,
        qualifiers.is_open_toward_zero,
        qualifiers.is_open_away_from_zero,
        units.scale as unit_scale,
        units.unit_family,
        {{ last_group('tokenised.number') }} as digits,
        {{ last_group_scale('tokenised.number', 'units.scale', 'units.unit_family') }} as digits_scale
    from tokenised
    left join decks on tokenised.deck = decks.deck
    left join companies on decks.company = companies.company
    left join units on tokenised.amount_unit = units.unit and units.unit_family = 'money' and companies.currency = units.currency
    left join roundings on tokenised.deck = roundings.deck
    left join qualifiers on tokenised.amount_qualifier = qualifiers.qualifier
),

measured as (
    select
        *,
        try_cast({{ printed_amount('number', 'digits', 'digits_scale', 'unit_scale', 'unit_family') }} as {{ figure_type() }}) as amount,
        {{ printed_step('digits', 'amount_qualifier', 'digits_scale') }} as step
    from scaled
),

reaching as (
    select
        *,
        {{ reach_of_print('toward', 'step', 'amount_qualifier', 'rounding') }} as toward_zero,
        {{ reach_of_print('away_from', 'step', 'amount_qualifier', 'rounding') }} as away_from_zero,
        {{ reach_is_open('toward', 'amount_qualifier', 'rounding') }} as toward_is_open,
        {{ reach_is_open('away_from', 'amount_qualifier', 'rounding') }} as away_is_open
    from measured
),

final as (
    select
        deck || ':' || deal as deal_id,
        deck,
        company,
        deal,
        page,
        client_kind_ja,
        client_kind_en,
        subject_ja,
        subject_en,
        {{ hedged_text('amount_printed || amount_unit', 'word_before', 'word_after') }} as amount_as_printed,
        currency,
        amount,
        cast({{ interval_lower('amount', 'toward_zero', 'away_from_zero') }} as {{ figure_type() }}) as lower_bound,
        cast({{ interval_upper('amount', 'toward_zero', 'away_from_zero') }} as {{ figure_type() }}) as upper_bound,
        {{ interval_lower_is_open('amount', 'toward_zero', 'away_from_zero', 'toward_is_open', 'away_is_open') }} as lower_is_open,
        {{ interval_upper_is_open('amount', 'toward_zero', 'away_from_zero', 'toward_is_open', 'away_is_open') }} as upper_is_open,
        amount_printed,
        term_printed,
        try_cast(term_number as integer) as term_years,
        services,
        revenue_starts,
        {{ period_type('revenue_starts') }} as revenue_starts_period_type,
        cast(revenue_starts_gradually as boolean) as revenue_starts_gradually,
        awarded,
        {{ period_type('awarded') }} as awarded_period_type,
        remark
    from reaching
)

select * from final
