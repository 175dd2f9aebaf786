{{ config(materialized='view') }}
-- Parts that do not exceed their printed whole, and shares that add up to 100 %. One row per relation and member; the whole of
-- shares is no variable, it is 100.
with variables as (
    select * from {{ ref('int_variables') }}
),

members as (
    select * from {{ ref('int_calculations') }}
),

occurring_amounts as (
    select * from {{ ref('int_occurring_amounts') }}
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

-- a whole of less than nothing is below its parts
wholes as (
    select
        company,
        line_item_id,
        period_no,
        stated_no,
        epoch_no,
        case when min(upper_bound) <= 0 then 'at_least' else 'at_most' end as form
    from variables
    where measure = 'level' and turn is null
    group by company, line_item_id, period_no, stated_no, epoch_no
),

in_wholes as (
    select
        wholes.company,
        'sub_items' as kind,
        members.calculation as relation,
        wholes.form,
        members.total_id as line_item_id,
        'level' as measure,
        wholes.period_no,
        wholes.stated_no,
        wholes.epoch_no,
        members.weight,
        members.line_item_id as member_line_item_id,
        epochs.epoch_no as member_epoch_no
    from wholes
    inner join members on wholes.line_item_id = members.total_id and members.comparison = 'at_most'
    inner join epochs
        on members.line_item_id = epochs.line_item_id and wholes.epoch_no >= epochs.epoch_no and wholes.epoch_no < epochs.before_deck_no
    left join occurring_amounts
        on
            members.line_item_id = occurring_amounts.line_item_id
            and wholes.period_no = occurring_amounts.period_no
            and wholes.stated_no = occurring_amounts.stated_no
            and epochs.epoch_no = occurring_amounts.epoch_no
    window whole as (partition by members.calculation_id, wholes.period_no, wholes.stated_no, wholes.epoch_no)
    qualify count(occurring_amounts.line_item_id) over whole = count(*) over whole
),

shares as (
    select distinct
        company,
        line_item_id,
        period_no,
        stated_no,
        epoch_no
    from variables
    where measure = 'share_pct'
),

wholes_of_shares as (
    select
        calculation_id,
        count(*) as all_members
    from members
    where comparison = 'equals' and not is_total
    group by calculation_id
),

shared as (
    select
        shares.company,
        members.calculation_id,
        members.calculation,
        members.total_id,
        members.weight,
        shares.line_item_id,
        shares.period_no,
        shares.stated_no,
        shares.epoch_no,
        count(*) over (partition by members.calculation_id, shares.period_no, shares.stated_no, shares.epoch_no) as known_members,
        wholes_of_shares.all_members
    from shares
    inner join members on shares.line_item_id = members.line_item_id and members.comparison = 'equals' and not members.is_total
    inner join wholes_of_shares on members.calculation_id = wholes_of_shares.calculation_id
),

in_shares as (
    {% for weight, member, epoch in [('weight', 'line_item_id', 'epoch_no'), ('-1', 'cast(null as integer)', 'cast(null as integer)')] %}
    select distinct
        company,
        'share_footing' as kind,
        calculation as relation,
        'sum' as form,
        total_id as line_item_id,
        'share_pct' as measure,
        period_no,
        stated_no,
        epoch_no,
        {{ weight }} as weight,
        {{ member }} as member_line_item_id,
        {{ epoch }} as member_epoch_no
    from shared
    where known_members = all_members and known_members > 1
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

parts as (
    select * from in_wholes
    union all
    select * from in_shares
),

final as (
    select
        company,
        kind,
        relation,
        form,
        1 as years,
        line_item_id,
        measure,
        period_no,
        stated_no,
        epoch_no,
        case when member_line_item_id is null then 'whole' else 'member' end as role,
        weight,
        member_line_item_id,
        measure as member_measure,
        period_no as member_period_no,
        stated_no as member_stated_no,
        member_epoch_no
    from parts
)

select * from final
