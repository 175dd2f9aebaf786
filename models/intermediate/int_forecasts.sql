-- What the company expects: its latest forecasts and plans of amounts, with the second halves that follow from them.
with growth as (
    select * from {{ ref('int_growth') }}
    where value is not null
),

actuals as (
    select * from growth
    where basis = 'actual'
),

periods as (
    select * from {{ ref('int_periods') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where unit_family = 'money' and period_kind = 'duration'
),

decks as (
    select * from {{ ref('stg_decks') }}
),

stated as (
    select
        growth.company,
        growth.line_item,
        growth.period,
        growth.basis,
        growth.as_of,
        {{ stated_or_published_on('growth.as_of', 'decks.published_on') }} as stated_on,
        growth.deck,
        growth.value,
        growth.source,
        growth.yoy_pct
    from growth
    inner join line_items on growth.line_item = line_items.line_item
    inner join decks on growth.deck = decks.deck
    where growth.basis in ('forecast', 'plan')
),

halves as (
    select
        years.company,
        years.period as year_period,
        first_halves.period as first_half_period,
        second_halves.period as second_half_period,
        second_halves.year_ago_period
    from periods as years
    inner join periods as first_halves
        on years.company = first_halves.company and first_halves.period_type = 'half' and years.starts_on = first_halves.starts_on
    inner join periods as second_halves
        on years.company = second_halves.company and second_halves.period_type = 'half' and years.ends_on = second_halves.ends_on
    where years.period_type = 'year'
),

-- what a forecast of the year leaves for the second half, given that of the first; a second half that is stated needs none
implied as (
    select
        years.company,
        years.line_item,
        halves.second_half_period as period,
        years.basis,
        years.as_of,
        years.stated_on,
        years.deck,
        years.value - first_halves.value as value,
        'implied' as source,
        case
            when year_ago.value > 0 then {{ percent_of('years.value - first_halves.value', 'year_ago.value', 100) }}
        end as yoy_pct
    from stated as years
    inner join halves on years.company = halves.company and years.period = halves.year_period
    inner join stated as first_halves
        on
            years.company = first_halves.company and years.line_item = first_halves.line_item
            and halves.first_half_period = first_halves.period
            and years.basis = first_halves.basis and years.as_of is not distinct from first_halves.as_of
    left join stated as second_halves
        on
            years.company = second_halves.company and years.line_item = second_halves.line_item
            and halves.second_half_period = second_halves.period and years.basis = second_halves.basis
    left join actuals as year_ago
        on years.company = year_ago.company and years.line_item = year_ago.line_item and halves.year_ago_period = year_ago.period
    where second_halves.company is null
),

final as (
    select * from stated
    union all
    select * from implied
)

select * from final
