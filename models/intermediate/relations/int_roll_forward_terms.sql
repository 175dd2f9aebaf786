{{ config(materialized='view') }}
-- Balances with the balance before and the flows between, where both balances occur. One row per roll-forward and member.
with occurring_amounts as (
    select * from {{ ref('int_occurring_amounts') }}
),

roll_forwards as (
    select * from {{ ref('int_roll_forwards') }}
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type in ('quarter', 'half', 'nine_months', 'year')
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
    where basis = 'actual'
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

members as (
    select
        company,
        balance_id,
        flow_id as member_line_item_id,
        weight,
        'period_no' as place
    from roll_forwards
    {% for place, weight in [('opening_period_no', 1), ('closing_period_no', -1)] %}
    union all
    select distinct
        company,
        balance_id,
        balance_id as member_line_item_id,
        {{ weight }} as weight,
        '{{ place }}' as place
    from roll_forwards
    {% endfor %}
),


rolled as (
    select
        periods.*,
        closings.line_item_id,
        closings.stated_no,
        closings.epoch_no
    from occurring_amounts as closings
    inner join members
        on closings.line_item_id = members.balance_id and members.place = 'closing_period_no'
    inner join times_of_statement on members.company = times_of_statement.company and closings.stated_no = times_of_statement.stated_no
    inner join periods on members.company = periods.company and closings.period_no = periods.closing_period_no
    inner join occurring_amounts as openings
        on
            closings.line_item_id = openings.line_item_id
            and periods.opening_period_no = openings.period_no
            and closings.stated_no = openings.stated_no
            and closings.epoch_no = openings.epoch_no
),

final as (
    select
        rolled.company,
        'roll_forward' as kind,
        'over_' || rolled.period_type as relation,
        'sum' as form,
        1 as years,
        rolled.line_item_id,
        'level' as measure,
        rolled.closing_period_no as period_no,
        rolled.stated_no,
        rolled.epoch_no,
        'member' as role,
        members.weight,
        members.member_line_item_id,
        'level' as member_measure,
        case members.place
            when 'period_no' then rolled.period_no
            when 'opening_period_no' then rolled.opening_period_no
            else rolled.closing_period_no
        end as member_period_no,
        rolled.stated_no as member_stated_no,
        epochs.epoch_no as member_epoch_no
    from rolled
    inner join members on rolled.line_item_id = members.balance_id
    inner join epochs
        on
            members.member_line_item_id = epochs.line_item_id
            and rolled.epoch_no >= epochs.epoch_no
            and rolled.epoch_no < epochs.before_deck_no
)

select * from final
