-- Figures that no equality vouches for and nobody has looked at yet.
with figures as (
    select * from {{ ref('int_figures') }}
    where
        value <> 0 and fact_id is not null
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

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
    where status = 'consistent' and not is_weak
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
    where is_equality
),

-- two prints of one fact may share one slip, and so may a page and the deck before it
vouched as (
    select distinct check_figures.figure_id
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no
    inner join check_kinds on checks.kind = check_kinds.kind
    where checks.kind not in ('cross_print', 'cross_vintage')
),

final as (
    select
        figures.figure_id,
        figures.fact_id,
        figures.deck,
        figures.deck_no,
        figures.company,
        figures.seq,
        figures.page,
        figures.label,
        figures.line_item,
        figures.line_item_id,
        figures.measure,
        figures.period,
        figures.period_no,
        figures.period_type,
        figures.basis,
        figures.unit,
        figures.unit_family,
        figures.qualifier,
        figures.print,
        figures.value,
        figures.expressed_as = 'amount' and figures.compared_with is null as is_amount,
        periods.previous_period_no,
        periods.year_ago_period_no,
        prints.digits,
        length(regexp_extract(prints.digits, '^0*([0-9]*?)0*$', 1)) as significant_digits,
        abs(cast(figures.value as double)) as size
    from figures
    inner join periods on figures.company = periods.company and figures.period_no = periods.period_no
    left join prints on figures.figure_id = prints.figure_id
    left join vouched on figures.figure_id = vouched.figure_id
    where vouched.figure_id is null
)

select * from final
