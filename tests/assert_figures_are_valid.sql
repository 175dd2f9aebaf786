-- Every landed row can be read. Who fixes it: who transcribed the deck.
with figures as (
    select * from {{ ref('int_figures') }}
),

final as (
    select
        'seeds/decks/' || deck || '.csv' as deck_file,
        seq_text as seq,
        problem_column as in_column,
        '"' || problem_text || '"' as found,
        problem_accepted as accepted
    from figures
    where problem_column is not null
)

select * from final
