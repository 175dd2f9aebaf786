with figures as (
    select * from {{ ref('base_deck_figures') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

units as (
    select * from {{ ref('stg_units') }}
),

described as (
    select
        figures.*,
        decks.published_on,
        companies.currency as reporting_currency,
        case when measures.expressed_as = 'percent' then 'percent' else coalesce(own_items.unit_family, standard_items.unit_family) end as needed_family,
        measures.expressed_as = 'percent' and measures.compared_with is not null and measures.compared_with <> 'whole' as is_growth,
        {{ normalise_printed('figures.printed') }} as normalised
    from figures
    left join decks on figures.deck = decks.deck
    left join companies on figures.company = companies.company
    -- a company's own row goes before the standard's
    left join line_items as own_items on figures.company = own_items.company and figures.line_item = own_items.line_item
    left join line_items as standard_items on standard_items.company is null and figures.line_item = standard_items.line_item
    left join measures on figures.measure = measures.measure
),

-- the unit in the family that the row needs and the currency that the company reports in: one at most
with_unit as (
    select
        described.*,
        units.unit_family,
        units.base_unit,
        units.currency,
        units.scale,
        units.is_rounded,
        -- 2.3倍 is a growth by 130 %
        case when units.unit = '倍' and units.unit_family = 'percent' then 100 else 0 end as growth_base
    from described
    left join units
        on
            described.unit = units.unit
            and described.needed_family = units.unit_family
            and coalesce(units.currency, described.reporting_currency) = described.reporting_currency
            and (units.unit <> '倍' or units.unit_family <> 'percent' or described.is_growth)
),

-- a range has a last end beside the first; any other print is its own first and last
ends as (
    select
        *,
        {{ range_first('normalised') }} as first_end,
        {{ range_last('normalised') }} as last_end
    from with_unit
),

bare as (
    select
        *,
        {{ without_unit('first_end', 'unit') }} as first_bare,
        {{ without_unit('last_end', 'unit') }} as last_bare
    from ends
),

numbers as (
    select
        *,
        {{ printed_is_nil('normalised') }} as is_nil,
        {{ printed_turn('normalised') }} as turn,
        {{ printed_sign('first_bare') }} as first_sign,
        {{ printed_number('first_bare', 'first_end') }} as first_number,
        case when last_end is not null then {{ printed_sign('last_bare') }} end as last_end_sign,
        case when last_end is not null then {{ printed_number('last_bare', 'last_end') }} end as last_end_number
    from bare
),

final as (
    select
        *,
        case when last_end is null then first_sign else last_end_sign end as last_sign,
        case when last_end is null then first_number else last_end_number end as last_number
    from numbers
)

select * from final
