-- The amounts that anything printed speaks of, printed themselves or not: stated, grown or grown from, divided or divided by.
with variables as (
    select * from {{ ref('int_variables') }}
    where measure = 'level'
),

growth_terms as (
    select * from {{ ref('int_growth_terms') }}
    where member_measure = 'level'
),

ratio_terms as (
    select * from {{ ref('int_ratio_terms') }}
    where member_measure = 'level'
),

final as (
    select
        line_item_id,
        period_no,
        stated_no,
        epoch_no
    from variables
    {% for terms in ['growth_terms', 'ratio_terms'] %}
    union
    select
        member_line_item_id as line_item_id,
        member_period_no as period_no,
        member_stated_no as stated_no,
        member_epoch_no as epoch_no
    from {{ terms }}
    {% endfor %}
)

select * from final
