-- The numbers that are packed into one key have room in it.
with figures as (
    select * from {{ ref('int_figures') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

counts as (
    select
        'periods of a company' as counted,
        max(period_no) as most,
        {{ most_periods() }} as room
    from periods
    union all
    select
        'times of statement of a company' as counted,
        max(stated_no) as most,
        {{ most_statements() }} as room
    from figures
    union all
    select
        'decks of a company' as counted,
        max(deck_no) as most,
        {{ most_decks() }} - 1 as room
    from decks
    union all
    select
        'measures' as counted,
        max(measure_no) as most,
        {{ most_measures() }} as room
    from measures
),

final as (
    select * from counts
    where most >= room
)

select * from final
