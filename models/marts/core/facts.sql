with facts as (
    select * from {{ ref('int_facts') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- what the deck before said of the same thing; a forecast that changes is a new forecast, not a restatement
followed as (
    select
        *,
        lag(deck) over statements as previous_deck,
        lag(value) over statements as previous_value,
        lag(lower_bound) over statements as previous_lower_bound,
        lag(upper_bound) over statements as previous_upper_bound,
        row_number() over (
            partition by company, line_item, measure, period, basis order by stated_on desc, published_on desc
        ) = 1 as is_latest
    from facts
    window statements as (
        partition by company, line_item, measure, period, basis, as_of order by published_on
    )
),

final as (
    select
        followed.fact_id,
        followed.deck,
        followed.company,
        followed.line_item,
        line_items.name_ja,
        line_items.name_en,
        followed.measure,
        followed.period,
        periods.period_type,
        periods.starts_on,
        periods.ends_on,
        followed.basis,
        followed.as_of,
        followed.stated_on,
        followed.value,
        {{ shown_bound('followed.lower_bound') }} as lower_bound,
        {{ shown_bound('followed.upper_bound') }} as upper_bound,
        followed.base_unit as unit,
        followed.prints,
        followed.has_conflicting_prints,
        followed.figure_id,
        followed.all_prints as printed,
        followed.is_latest,
        coalesce(
            not {{ intervals_overlap('followed.lower_bound', 'followed.upper_bound', 'followed.previous_lower_bound', 'followed.previous_upper_bound') }},
            false
        ) as is_restatement,
        followed.previous_deck,
        followed.previous_value
    from followed
    inner join line_items on followed.line_item = line_items.line_item
    inner join periods on followed.company = periods.company and followed.period = periods.period
)

select * from final
