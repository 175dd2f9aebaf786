-- Nothing looks wrong that no check can see. Who fixes it: who transcribed the deck; where the page does print it, a remark
-- that starts with `confirmed:` says so.
{{ config(severity='warn') }}
with suspects as (
    select * from {{ ref('int_suspects') }}
),

final as (
    select
        deck,
        page,
        seq,
        print,
        line_item,
        measure,
        period,
        suspicion,
        looks_like,
        'compare with the page: correct the row, or start its remark with `confirmed:`' as what_to_do
    from suspects
    order by deck, seq, suspicion
)

select * from final
