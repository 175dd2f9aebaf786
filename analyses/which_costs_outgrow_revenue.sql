-- Which costs outgrow the revenue that they serve?
-- Growth of each cost less growth of its segment's revenue, in points.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

cost_by_nature as (
    select * from {{ ref('cost_by_nature') }}
    where basis = 'actual'
),

segment_results as (
    select * from {{ ref('segment_results') }}
    where basis = 'actual'
),

final as (
    select
        cost_by_nature.company,
        cost_by_nature.period,
        cost_by_nature.segment_name_en,
        cost_by_nature.name_en,
        cost_by_nature.currency,
        cost_by_nature.amount_mn,
        cost_by_nature.ratio_to_revenue_pct,
        cost_by_nature.yoy_pct,
        segment_results.revenue_yoy_pct,
        cost_by_nature.yoy_pct - segment_results.revenue_yoy_pct as outgrows_revenue_pt
    from cost_by_nature
    inner join decks on cost_by_nature.company = decks.company and cost_by_nature.period = decks.current_period
    inner join segment_results
        on
            cost_by_nature.company = segment_results.company
            and cost_by_nature.segment = segment_results.segment
            and cost_by_nature.period = segment_results.period
)

select * from final
order by company asc, outgrows_revenue_pt desc
