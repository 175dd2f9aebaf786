-- What the deck before let us check, this deck lets us check too, or a row says what it does not print any more.
with tie_outs as (
    select * from {{ ref('tie_outs') }}
),

final as (
    select
        tie_out_id as tie_out,
        concat_ws(', ', 'kind ' || kind, 'relation ' || relation, 'line_item ' || line_item) as as_not_printed,
        deck,
        measure,
        'the deck before was checked by this relation and this deck is not: '
        || 'land what is missing, or say in not_printed.csv, from this deck on, that the company does not print it' as what_to_do,
        company
    from tie_outs
    where status = 'lost' and not is_explained
    order by tie_out_id
)

select * from final
