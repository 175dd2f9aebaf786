{{ config(materialized='view') }}
-- Printed amounts that nobody has looked at yet, with what tells a slip of the hand: their digits, their size, the periods beside
-- theirs.
with figures as (
    select * from {{ ref('int_figures') }}
    where
        expressed_as = 'amount' and compared_with is null and value <> 0 and fact_id is not null
        -- someone has looked: the page does print it, or nobody can tell
        and coalesce(remark, '') not like 'confirmed:%'
        and coalesce(remark, '') not like 'misprint:%'
        and coalesce(remark, '') not like 'undecided:%'
),

prints as (
    select
        figure_id,
        replace(digits, '.', '') as digits
    from {{ ref('stg_deck_figures') }}
    where regexp_extract(digits, '^[0-9]+(?:[.][0-9]+)?$', 0) <> ''
),

periods as (
    select * from {{ ref('int_periods') }}
),

final as (
    select
        figures.figure_id,
        figures.fact_id,
        figures.deck,
        figures.deck_no,
        figures.company,
        figures.page,
        figures.line_item_id,
        figures.measure,
        figures.period,
        figures.period_no,
        figures.period_type,
        figures.basis,
        figures.unit,
        figures.unit_family,
        figures.qualifier,
        figures.value,
        periods.previous_period_no,
        periods.year_ago_period_no,
        prints.digits,
        length(regexp_extract(prints.digits, '^0*([0-9]*?)0*$', 1)) as significant_digits,
        abs(cast(figures.value as double)) as size
    from figures
    inner join periods on figures.company = periods.company and figures.period_no = periods.period_no
    left join prints on figures.figure_id = prints.figure_id
)

select * from final
