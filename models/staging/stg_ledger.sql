with ledgers as (
    {% for ledger in seeds_in('ledgers') %}
    select
        '{{ ledger | replace('_ledger', '') }}' as deck,
        page,
        line,
        position,
        number,
        disposition,
        entry
    from {{ ref(ledger) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select
        deck,
        cast(page as integer) as page,
        cast(line as integer) as line,
        cast(position as integer) as position,
        number,
        disposition,
        entry
    from ledgers
)

select * from final
