-- The amounts that anything printed speaks of, printed themselves or not: stated, grown or grown from, divided or divided by.
with variables as (
    select * from {{ ref('int_variables') }}
    where measure = 'level'
),

rates as (
    select * from {{ ref('int_rates') }}
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

final as (
    select
        line_item_id,
        period_no,
        stated_no,
        epoch_no
    from variables
    {% for side in ['numerator', 'denominator'] %}
    union
    select
        rates.{{ side }}_id as line_item_id,
        rates.{{ side }}_period_no as period_no,
        rates.{{ side }}_stated_no as stated_no,
        epochs.epoch_no
    from rates
    inner join epochs
        on rates.{{ side }}_id = epochs.line_item_id and rates.epoch_no >= epochs.epoch_no and rates.epoch_no < epochs.before_deck_no
    {% endfor %}
)

select * from final
