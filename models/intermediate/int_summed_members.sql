-- Which levels of quarters and halves add up to that of a longer period, where all of them are there.
with levels as (
    select * from {{ ref('int_levels_within_period') }}
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where period_kind = 'duration' and unit_family not in ('percent', 'multiple')
),

spans as (
    select * from {{ ref('int_period_spans') }}
),

best as (
    select
        levels.*,
        row_number() over (
            partition by levels.slot_id order by levels.upper_bound - levels.lower_bound, levels.method <> 'printed', levels.level_id
        ) as precision_rank
    from levels
    inner join line_items on levels.line_item = line_items.line_item
),

final as (
    select
        spans.span,
        best.deck,
        best.company,
        best.line_item,
        spans.period,
        spans.period_type,
        best.basis,
        best.as_of,
        best.level_id,
        best.method,
        best.value,
        best.lower_bound,
        best.upper_bound,
        best.text,
        spans.ends_on
    from best
    inner join spans on best.company = spans.company and best.period = spans.part
    where best.precision_rank = 1
    qualify count(*) over (partition by spans.span, best.deck, best.line_item, spans.period, best.basis, best.as_of) = spans.parts
)

select * from final
