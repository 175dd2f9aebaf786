-- Period footing: a printed half or year with its quarters or halves, expected as soon as the last of them is there.
with facts as (
    select * from {{ ref('int_facts') }}
    where measure = 'level'
),

line_items as (
    select * from {{ ref('stg_line_items') }}
    where period_kind = 'duration' and unit_family not in ('percent', 'multiple')
),

spans as (
    select * from {{ ref('int_period_spans') }}
),

proving_levels as (
    select * from {{ ref('int_proving_levels') }}
    -- a half that was itself added up from quarters proves nothing that the quarters do not
    where method <> 'summed'
),

bound as (
    select
        facts.*,
        spans.span,
        spans.part,
        spans.is_last_part and proving_levels.method <> 'implied' as is_known_last_part,
        proving_levels.source_id,
        proving_levels.lower_bound as part_lower_bound,
        proving_levels.upper_bound as part_upper_bound,
        proving_levels.text as part_text
    from facts
    inner join line_items on facts.line_item = line_items.line_item
    inner join spans on facts.company = spans.company and facts.period = spans.period
    left join proving_levels
        on {{ fact_id('facts.deck', 'facts.line_item', "'level'", 'spans.part', 'facts.basis', 'facts.as_of') }} = proving_levels.slot_id
),

final as (
    select
        'period_footing' as kind,
        span as relation,
        fact_id,
        deck,
        company,
        line_item,
        measure,
        period,
        basis,
        as_of,
        'component' as role,
        line_item as member_line_item,
        part as member_period,
        1 as weight,
        source_id,
        part_lower_bound as lower_bound,
        part_upper_bound as upper_bound,
        part_text as text
    from bound
    qualify count(case when is_known_last_part then source_id end) over (partition by span, fact_id) > 0
)

select * from final
