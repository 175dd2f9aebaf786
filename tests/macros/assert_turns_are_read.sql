-- Words that stand for a number say what became of the sign, or that a rate means nothing.
{% set rows = [
    ('黒字転換', 'turned_to_profit'), ('黒転', 'turned_to_profit'), ('赤字転換', 'turned_to_loss'), ('赤転', 'turned_to_loss'),
    ('黒字化', 'turned_to_profit'), ('赤字転落', 'turned_to_loss'), ('赤字拡大', 'loss_widened'), ('赤字縮小', 'loss_narrowed'),
    ('n.m.', 'not_meaningful'), ('N.M.', 'not_meaningful'), ('N/A', 'not_meaningful'), ('n/a', 'not_meaningful'),
    ('黒字', none), ('黒字転換 ', none), ('n.m', none), ('', none), ('-', none), ('5', none),
] %}

with cases as (
    {{ cases(['printed', 'expected'], rows) }}
),

final as (
    select
        printed,
        expected,
        {{ printed_turn(normalise_printed('printed')) }} as actual
    from cases
    where {{ printed_turn(normalise_printed('printed')) }} is distinct from expected
)

select * from final
