{{ config(materialized='view') }}
-- Figures of another period, comparison or line item than their label names, and forecasts that do not say when they were
-- stated where those beside them do.
with figures as (
    select * from {{ ref('int_figures') }}
    where
        fact_id is not null
        -- someone has looked
        and coalesce(remark, '') not like 'confirmed:%'
        -- a misprint is excused for the period that its remark names instead, and of a heading's unit for none
        and not (coalesce(remark, '') like 'misprint:%' and instr(remark, period) > 0)
        and coalesce(remark, '') not like 'undecided:%'
),

periods as (
    select * from {{ ref('int_periods') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

-- a label is read once; it may name two periods, as FY26/FY23
labels as (
    select
        label,
        {{ label_names_a_base('label') }} as names_a_base,
        {{ period_in_label('label', 'first') }} as first_period,
        {{ period_in_label('label', 'last') }} as last_period,
        {{ period_in_label('label', 'month_end') }} as month
    from figures
    group by label
),

periods_of_labels as (
    {% for place in ['first_period', 'last_period', 'month'] %}
    select
        label,
        names_a_base,
        {{ place }} as period
    from labels
    where {{ place }} <> ''
    {% if not loop.last %}union{% endif %}
    {% endfor %}
),

-- one row per figure and period that its label names
named as (
    select
        figures.figure_id,
        figures.deck,
        figures.page,
        figures.label,
        figures.line_item,
        figures.measure,
        named_periods.period,
        -- within it, as the half of a year is; or as far as it, as a rate over years or a balance at a quarter's end is
        (periods.starts_on >= named_periods.starts_on and periods.ends_on <= named_periods.ends_on)
        or periods.ends_on = named_periods.ends_on
        or coalesce(
            figures.compared_with is not null and periods_of_labels.names_a_base
            and coalesce(periods.year_ago_period_no, periods.previous_period_no) = named_periods.period_no,
            false
        ) as is_its
    from figures
    inner join periods_of_labels on figures.label = periods_of_labels.label
    inner join periods on figures.company = periods.company and figures.period_no = periods.period_no
    inner join periods as named_periods
        on figures.company = named_periods.company and periods_of_labels.period = named_periods.period
    where periods.ends_on is not null
),

-- one print may state several periods, of which its label names the first
of_prints as (
    select
        figure_id,
        period,
        max(case when is_its then 1 else 0 end) over (partition by deck, page, label, line_item, measure) as is_of_one
    from named
),

of_other_period as (
    select
        figure_id,
        'its label names ' || min(period) || case when min(period) < max(period) then ' and ' || max(period) else '' end as looks_like
    from of_prints
    where is_of_one = 0
    group by figure_id
),

compared as (
    select
        figure_id,
        compared_with,
        {{ comparison_in_label('label') }} as named_comparison
    from figures
    where compared_with in ('year_ago', 'previous')
),

-- growth on the year before whose label says that it is on the quarter before, or the other way round
of_other_comparison as (
    select
        figure_id,
        'its label compares with ' || case named_comparison when 'year_ago' then 'the year before' else 'the quarter before' end as looks_like
    from compared
    where compared_with <> named_comparison
),

-- what each label is of, and how many of the deck's figures with such a label are of the same line item: a label is read once
labelled as (
    select
        figures.deck,
        figures.label,
        figures.line_item_id,
        {{ subject_of_label('figures.label') }} as subject,
        count(*) as figures
    from figures
    group by figures.deck, figures.label, figures.line_item_id
),

subjects as (
    select
        labelled.*,
        own.company,
        own.statement,
        own.segment,
        own.unit_family,
        own.name_ja,
        sum(labelled.figures) over (partition by labelled.deck, labelled.subject) as of_subject,
        sum(labelled.figures) over (partition by labelled.deck, labelled.subject, labelled.line_item_id) as of_item
    from labelled
    inner join line_items as own on labelled.line_item_id = own.line_item_id
),

-- the whole name of another item of the statement, which the deck does not use for this one; a segment's may be named as the total
of_other_item as (
    select
        figures.figure_id,
        'its label names ' || min(line_items.line_item) as looks_like
    from subjects
    inner join line_items
        on
            subjects.company = line_items.company
            and subjects.subject = line_items.name_ja
            and subjects.statement = line_items.statement
            and subjects.unit_family = line_items.unit_family
            and (subjects.segment = line_items.segment or line_items.segment <> 'consolidated')
    inner join figures
        on subjects.deck = figures.deck and subjects.label = figures.label and subjects.line_item_id = figures.line_item_id
    where subjects.subject <> subjects.name_ja and subjects.of_item * 2 <= subjects.of_subject
    group by figures.figure_id
),

-- how many of a page say when they were stated, of those of one period and of those of one line item
forecasts as (
    select
        figure_id,
        basis,
        as_of,
        remark,
        count(*) over of_period as of_period,
        count(as_of) over of_period as dated_of_period,
        count(*) over of_item as of_item,
        count(as_of) over of_item as dated_of_item
    from figures
    where basis in ('forecast', 'plan')
    window
        of_period as (partition by deck, page, basis, period),
        of_item as (partition by deck, page, basis, line_item)
),

undated as (
    select
        figure_id,
        'its page says of the ' || basis || 's beside it when they were stated, and not of this one' as looks_like
    from forecasts
    where
        as_of is null
        and coalesce(remark, '') not like 'misprint:%'
        and (dated_of_period >= 3 * (of_period - dated_of_period) or dated_of_item >= 3 * (of_item - dated_of_item))
),

final as (
    {% for rank, suspicion, found in [
        (10, 'period', 'of_other_period'), (11, 'measure', 'of_other_comparison'), (12, 'as_of', 'undated'), (13, 'line_item', 'of_other_item'),
    ] %}
    select
        {{ rank }} as rank,
        figure_id,
        '{{ suspicion }}' as suspicion,
        looks_like
    from {{ found }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
