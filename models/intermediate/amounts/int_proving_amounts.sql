{{ config(materialized='view') }}
-- The one amount of each deck that stands for a part when a printed total is proven: as printed, else as it follows
-- from other printed amounts, else as printed growth or a printed ratio implies it.
with derivations as (
    select * from {{ ref('int_derivations') }}
    where is_most_direct
),

implied_amounts as (
    select * from {{ ref('int_implied_amounts') }}
),

candidates as (
    {% for source, id, method in [('derivations', 'derivation_id', 'method'), ('implied_amounts', 'implied_id', "'implied'")] %}
    select
        amount_id,
        line_item_id,
        deck_no,
        {{ id }} as source_id,
        {{ method }} as method,
        value,
        lower_bound,
        upper_bound,
        lower_is_open,
        upper_is_open,
        oldest_deck_no,
        newest_deck_no,
        comparable_from,
        comparable_before,
        text,
        {{ loop.index }} as preference
    from {{ source }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select * from candidates
    qualify row_number() over (partition by amount_id, deck_no order by preference asc, upper_bound - lower_bound, source_id desc) = 1
)

select * from final
