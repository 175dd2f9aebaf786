with figures as (
    select * from {{ ref('base_deck_figures') }}
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

normalised as (
    select
        *,
        {{ normalise_printed('printed') }} as normalised
    from figures
),

tokenised as (
    select
        *,
        {{ printed_is_nil('normalised') }} as is_nil,
        nullif({{ printed_digits('normalised') }}, '') as digits,
        {{ printed_sign('normalised') }} as sign
    from normalised
),

parsed as (
    select
        *,
        -- more decimals than a figure may have stay, so that the excess can be seen
        sign * try_cast(digits as decimal(28, 10)) as printed_value,
        {{ printed_step('digits', 'qualifier') }} as step
    from tokenised
),

scaled as (
    select
        parsed.*,
        decks.company,
        decks.published_on,
        units.unit_family,
        units.base_unit,
        {{ stated_or_published_on('parsed.as_of', 'decks.published_on') }} as stated_on,
        {{ period_type('parsed.period') }} as period_type,
        {{ period_first_month('parsed.period', 'companies.fiscal_year_start_month') }} as first_month,
        {{ period_months('parsed.period') }} as months,
        {{ exact_product('units.scale', 'parsed.printed_value') }} as exact_value,
        try_cast({{ exact_product('units.scale', 'parsed.printed_value') }} as {{ figure_type() }}) as value,
        {{ reach_of_print('toward', 'parsed.step', 'parsed.qualifier') }} as toward_zero,
        {{ reach_of_print('away_from', 'parsed.step', 'parsed.qualifier') }} as away_from_zero
    from parsed
    left join decks on parsed.deck = decks.deck
    left join companies on decks.company = companies.company
    left join units on parsed.unit = units.unit
    left join qualifiers on parsed.qualifier = qualifiers.qualifier
),

final as (
    select
        deck || ':' || seq as figure_id,
        deck,
        company,
        try_cast(regexp_extract(seq, '^[1-9][0-9]*$', 0) as integer) as seq,
        try_cast(regexp_extract(page, '^[0-9]+$', 0) as integer) as page,
        seq as seq_text,
        page as page_text,
        section,
        label,
        line_item,
        measure,
        period,
        period_type,
        first_month,
        months,
        case when period_type = 'instant' then cast(period as date) else {{ first_day_of_month('first_month') }} end as starts_on,
        case when period_type = 'instant' then cast(period as date) else {{ last_day_of_month('first_month + months - 1') }} end as ends_on,
        basis,
        as_of,
        stated_on,
        published_on,
        printed,
        unit,
        unit_family,
        base_unit,
        qualifier,
        remark,
        is_nil,
        digits,
        value,
        cast({{ interval_lower('value', 'toward_zero', 'away_from_zero') }} as {{ figure_type() }}) as lower_bound,
        cast({{ interval_upper('value', 'toward_zero', 'away_from_zero') }} as {{ figure_type() }}) as upper_bound,
        -- decimal(18,4) holds the value and both ends of the interval without loss
        abs(value) < {{ figure_limit() }}
        and value = exact_value
        and step is not null
        and coalesce(toward_zero, 0) = cast(coalesce(toward_zero, 0) as {{ figure_type() }})
        and coalesce(away_from_zero, 0) = cast(coalesce(away_from_zero, 0) as {{ figure_type() }}) as is_exact
    from scaled
)

select * from final
