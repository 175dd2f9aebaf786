with figures as (
    {% for entry in listed_decks() %}
    select
        '{{ entry.deck }}' as deck,
        {{ text_of(entry, 'company') }} as company,
        *
    from {{ ref(entry.deck) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {% if archive() %}
    union all
    select
        figures.deck,
        decks.company,
        {% for column in ['seq', 'page', 'section', 'label', 'line_item', 'measure', 'period', 'basis', 'as_of', 'printed', 'unit', 'qualifier', 'remark'] %}
        figures.{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ archive_table('figures') }} as figures
    inner join {{ archive_table('decks') }} as decks on figures.deck = decks.deck
    {% endif %}
),

final as (
    select
        deck,
        company,
        seq,
        page,
        section,
        label,
        line_item,
        measure,
        {{ canonical_period('period') }} as period,
        {{ period_type(canonical_period('period')) }} as period_type,
        basis,
        as_of,
        printed,
        -- a full-width per cent sign is one
        replace(unit, '％', '%') as unit,
        qualifier,
        remark
    from figures
)

select * from final
