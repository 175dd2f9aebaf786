-- a table, for several models read it and the prints are parsed once
{{ config(materialized='table') }}

with figures as (
    select * from {{ ref('base_read_figures') }}
),

units as (
    select * from {{ ref('stg_units') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

roundings as (
    select * from {{ ref('stg_deck_roundings') }}
),

-- one row per unit and family: what a row can be told of a unit that is not the one it needs
known_units as (
    select
        unit,
        unit_family,
        row_number() over (partition by unit order by unit_family) as family_number
    from units
    group by unit, unit_family
),

-- of each number its last group, which says how sharp it is, and what that group counts
grouped as (
    select
        *,
        {{ last_group('first_number') }} as first_digits,
        {{ last_group('last_number') }} as last_digits,
        {{ last_group_scale('first_number', 'scale', 'unit_family') }} as first_scale,
        {{ last_group_scale('last_number', 'scale', 'unit_family') }} as last_scale
    from figures
),

measured as (
    select
        grouped.*,
        qualifiers.word_before,
        -- a word that is not in the list is shown behind the number
        coalesce(qualifiers.word_after, grouped.qualifier) as word_after,
        qualifiers.step_toward_zero,
        qualifiers.step_away_from_zero,
        qualifiers.is_open_toward_zero,
        qualifiers.is_open_away_from_zero,
        roundings.rounding,
        coalesce(known_units.unit_family, other_units.unit_family) as known_family,
        grouped.first_sign * {{ printed_amount('first_number', 'first_digits', 'first_scale', 'scale', 'grouped.unit_family') }} as first_amount,
        grouped.last_sign * {{ printed_amount('last_number', 'last_digits', 'last_scale', 'scale', 'grouped.unit_family') }} as last_amount,
        {{ printed_step('first_digits', 'grouped.qualifier', 'first_scale') }} as first_step,
        {{ printed_step('last_digits', 'grouped.qualifier', 'last_scale') }} as last_step,
        {{ printed_step('last_digits', 'cast(null as string)', 'last_scale') }} as last_digit
    from grouped
    left join qualifiers on grouped.qualifier = qualifiers.qualifier
    left join roundings on grouped.deck = roundings.deck and grouped.needed_family = roundings.unit_family
    left join known_units on grouped.unit = known_units.unit and grouped.needed_family = known_units.unit_family
    left join known_units as other_units on grouped.unit = other_units.unit and other_units.family_number = 1
),

reaching as (
    select
        *,
        try_cast(first_amount as {{ figure_type() }}) as first_value,
        try_cast(last_amount as {{ figure_type() }}) as last_value,
        {{ reach_of_print('toward', 'first_step', 'qualifier', 'rounding') }} as first_toward,
        {{ reach_of_print('away_from', 'first_step', 'qualifier', 'rounding') }} as first_away,
        {{ reach_of_print('toward', 'last_step', 'qualifier', 'rounding') }} as last_toward,
        {{ reach_of_print('away_from', 'last_step', 'qualifier', 'rounding') }} as last_away,
        {{ reach_is_open('toward', 'qualifier', 'rounding') }} as toward_is_open,
        {{ reach_is_open('away_from', 'qualifier', 'rounding') }} as away_is_open
    from measured
),

sized as (
    select
        *,
        -- decimal(18,6) holds the value and both ends of the interval without loss
        abs(first_value) < {{ figure_limit() }}
        and abs(last_value) < {{ figure_limit() }}
        and first_value = first_amount
        and last_value = last_amount
        {% for reach in ['first_toward', 'first_away', 'last_toward', 'last_away'] %}
        and coalesce({{ reach }}, 0) = coalesce(try_cast({{ reach }} as {{ figure_type() }}), 0)
        {% endfor %}
        and first_step is not null
        and last_step is not null as is_exact
    from reaching
),

-- what would be right in the columns printed and unit, where they cannot be read as they are
judged as (
    select
        *,
        case
            when printed is null or is_nil or turn is not null then null
            when normalised <> trim(normalised) then 'the number without white space around it'
            when regexp_extract(normalised, '約', 0) <> '' then 'the number alone: 約 belongs in the column qualifier'
            when first_number is null or last_number is null
                then
                    'a number such as 1,234.5, △7.3%, +48.1, (5), 45兆953億, 1,000～1,100, with no unit but '
                    || coalesce(unit, '') || ', or 黒字転換, 赤字転換, n.m., or a dash alone'
            when unit_family is null then null
            when {{ contradicts_currency('normalised', 'currency') }} then 'no currency mark, or that of ' || unit
            when first_amount > last_amount then 'a range from the lower number to the upper one'
            when not coalesce(is_exact, false)
                then 'a number with fewer digits: below 100,000,000,000 in its base unit, its rounding interval within 6 decimals'
        end as print_problem,
        case
            when needed_family is null or known_family is null then null
            when unit_family is null and unit = '倍' and needed_family = 'percent' then '%; 倍 says how much something grows, no share or ratio'
            when unit_family is null and known_family = needed_family then 'a unit in ' || reporting_currency || ', as the company reports in'
            when unit_family is null and needed_family = 'percent' then '%, for the measure ' || measure
            when unit_family is null then 'a unit of ' || needed_family || ', as ' || line_item || ' is measured in'
            when unit <> '%' and regexp_extract(normalised, '%', 0) <> '' then '%, as printed'
        end as unit_problem
    from sized
),

-- what cannot be read has no value
valued as (
    select
        *,
        case
            when print_problem is null and unit_problem is null
                then try_cast((first_amount + last_amount) * 0.5 - growth_base as {{ figure_type() }})
        end as value
    from judged
),

final as (
    select
        deck || ':' || seq as figure_id,
        deck,
        company,
        try_cast(regexp_extract(seq, '^[1-9][0-9]*$', 0) as integer) as seq,
        seq as seq_text,
        page,
        {{ page_sort('page') }} as page_sort,
        section,
        label,
        line_item,
        measure,
        period,
        period_type,
        basis,
        as_of,
        {{ stated_or_published_on('as_of', 'published_on') }} as stated_on,
        published_on,
        printed,
        unit,
        known_family as unit_family,
        base_unit,
        currency,
        qualifier,
        word_before,
        word_after,
        remark,
        is_nil,
        turn,
        case when print_problem is null then nullif({{ printed_digits('normalised') }}, '') end as digits,
        value,
        case
            when value is not null
                then try_cast({{ interval_lower('first_value', 'first_toward', 'first_away') }} - growth_base as {{ figure_type() }})
        end as lower_bound,
        case
            when value is not null
                then try_cast({{ interval_upper('last_value', 'last_toward', 'last_away') }} - growth_base as {{ figure_type() }})
        end as upper_bound,
        case
            when value is not null
                then {{ interval_lower_is_open('first_value', 'first_toward', 'first_away', 'toward_is_open', 'away_is_open') }}
        end as lower_is_open,
        case
            when value is not null
                then {{ interval_upper_is_open('last_value', 'last_toward', 'last_away', 'toward_is_open', 'away_is_open') }}
        end as upper_is_open,
        case when value is not null then try_cast(last_digit as {{ figure_type() }}) end as last_digit,
        last_end is not null as is_range,
        is_exact,
        print_problem,
        unit_problem
    from valued
)

select * from final
