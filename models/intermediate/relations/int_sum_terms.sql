{{ config(materialized='view') }}
{% set rounds = [1, 2] %}
-- Calculations, and periods with their parts, of amounts that are printed or not: wherever two of their members occur, and
-- once more with the members that this brings in. One row per sum and member.
with occurring_amounts as (
    select * from {{ ref('int_occurring_amounts') }}
),

members as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals'
),

line_items as (
    select * from {{ ref('int_line_items') }}
    where period_kind = 'duration' and {{ adds_up_over_time('unit_family') }}
),

period_parts as (
    select * from {{ ref('int_period_parts') }}
    where is_sum
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

spans as (
    select
        company,
        span,
        span_id,
        period_no,
        part_period_no as member_period_no,
        weight
    from period_parts
    union all
    select distinct
        company,
        span,
        span_id,
        period_no,
        period_no as member_period_no,
        -1 as weight
    from period_parts
),

{% for round in rounds %}
{% set known = 'occurring_amounts' if loop.first else 'in_spans_' ~ (round - 1) %}
met_{{ round }} as (
    select distinct
        members.calculation_id,
        known.period_no,
        known.stated_no,
        known.epoch_no
    from {{ known }} as known
    inner join members on known.line_item_id = members.line_item_id
),

-- each member in the epoch of the sum, which is the newest of its members' epochs
calculated_{{ round }} as (
    select
        met.calculation_id,
        met.period_no,
        met.stated_no,
        met.epoch_no as sum_epoch_no,
        members.line_item_id,
        epochs.epoch_no
    from met_{{ round }} as met
    inner join members on met.calculation_id = members.calculation_id
    inner join epochs
        on members.line_item_id = epochs.line_item_id and met.epoch_no >= epochs.epoch_no and met.epoch_no < epochs.before_deck_no
    left join {{ known }} as known
        on
            members.line_item_id = known.line_item_id
            and met.period_no = known.period_no
            and met.stated_no = known.stated_no
            and epochs.epoch_no = known.epoch_no
    window of_sum as (partition by met.calculation_id, met.period_no, met.stated_no, met.epoch_no)
    qualify count(known.line_item_id) over of_sum > 1 and max(epochs.epoch_no) over of_sum = met.epoch_no
),

in_sums_{{ round }} as (
    select * from {{ known }}
    union
    select
        line_item_id,
        period_no,
        stated_no,
        epoch_no
    from calculated_{{ round }}
),

spanned_{{ round }} as (
    select
        spans.span_id,
        known.line_item_id,
        known.stated_no,
        known.epoch_no
    from in_sums_{{ round }} as known
    inner join line_items on known.line_item_id = line_items.line_item_id
    inner join spans on line_items.company = spans.company and known.period_no = spans.member_period_no
    group by spans.span_id, known.line_item_id, known.stated_no, known.epoch_no
    having count(*) > 1
),

in_spans_{{ round }} as (
    select * from in_sums_{{ round }}
    union
    select
        spanned.line_item_id,
        spans.member_period_no as period_no,
        spanned.stated_no,
        spanned.epoch_no
    from spanned_{{ round }} as spanned
    inner join spans on spanned.span_id = spans.span_id
),

{% endfor %}
of_line_items as (
    select
        members.company,
        'footing' as kind,
        members.calculation as relation,
        members.total_id as line_item_id,
        calculated.period_no,
        calculated.stated_no,
        calculated.sum_epoch_no as epoch_no,
        members.weight,
        calculated.line_item_id as member_line_item_id,
        calculated.period_no as member_period_no,
        calculated.epoch_no as member_epoch_no
    from calculated_{{ rounds | last }} as calculated
    inner join members on calculated.calculation_id = members.calculation_id and calculated.line_item_id = members.line_item_id
),

of_periods as (
    select
        spans.company,
        'period_footing' as kind,
        spans.span as relation,
        spanned.line_item_id,
        spans.period_no,
        spanned.stated_no,
        spanned.epoch_no,
        spans.weight,
        spanned.line_item_id as member_line_item_id,
        spans.member_period_no,
        spanned.epoch_no as member_epoch_no
    from spanned_{{ rounds | last }} as spanned
    inner join spans on spanned.span_id = spans.span_id
),

sums as (
    select * from of_line_items
    union all
    select * from of_periods
),

final as (
    select
        company,
        kind,
        relation,
        'sum' as form,
        1 as years,
        line_item_id,
        'level' as measure,
        period_no,
        stated_no,
        epoch_no,
        'member' as role,
        weight,
        member_line_item_id,
        'level' as member_measure,
        member_period_no,
        stated_no as member_stated_no,
        member_epoch_no
    from sums
)

select * from final
