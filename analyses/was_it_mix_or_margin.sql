-- Did gross margin change because segments earn more, or because revenue moved between them?
-- In points of consolidated gross margin.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

periods as (
    select * from {{ ref('periods') }}
),

segment_results as (
    select * from {{ ref('segment_results') }}
    where basis = 'actual'
),

shares as (
    select
        segments.company,
        segments.period,
        segments.segment,
        segments.name_en,
        segments.display_order,
        cast(segments.revenue_mn as double) / consolidated.revenue_mn as revenue_share,
        cast(segments.gross_profit_mn as double) / segments.revenue_mn as gross_margin
    from segment_results as segments
    inner join segment_results as consolidated
        on segments.company = consolidated.company and segments.period = consolidated.period and consolidated.segment = 'consolidated'
    where segments.segment <> 'consolidated'
),

final as (
    select
        now.company,
        now.period,
        now.name_en,
        cast(100 * (now.revenue_share - year_ago.revenue_share) * year_ago.gross_margin as {{ rate_type() }}) as mix_effect_pt,
        cast(100 * now.revenue_share * (now.gross_margin - year_ago.gross_margin) as {{ rate_type() }}) as margin_effect_pt
    from shares as now
    inner join decks on now.company = decks.company and now.period = decks.current_period
    inner join periods on now.company = periods.company and now.period = periods.period
    inner join shares as year_ago
        on now.company = year_ago.company and periods.year_ago_period = year_ago.period and now.segment = year_ago.segment
)

select * from final
order by company asc, margin_effect_pt desc
