with ledgers as (
    {% for entry in listed_decks(with_ledger=true) %}
    select
        '{{ entry.deck }}' as deck,
        page,
        line,
        position,
        box,
        number,
        sign,
        unit,
        qualifier,
        disposition,
        entry
    from {{ ref(entry.deck ~ '_ledger') }}
    {% if not loop.last %}union all{% endif %}
    {% else %}
    select
        {% for column in ['deck', 'page', 'line', 'position', 'box', 'number', 'sign', 'unit', 'qualifier', 'disposition', 'entry'] %}
        cast(null as string) as {{ column }}{{ "," if not loop.last }}
        {% endfor %}
    where false
    {% endfor %}
),

final as (
    select
        deck,
        page,
        cast(line as integer) as line,
        cast(position as integer) as position,
        box,
        coalesce('line ' || line || ', position ' || position, 'box ' || box, 'no place') as place,
        number,
        sign as printed_sign,
        unit as printed_unit,
        qualifier as printed_qualifier,
        disposition,
        entry
    from ledgers
)

select * from final
