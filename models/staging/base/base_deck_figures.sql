{% for deck in seeds_in('decks') %}
select
    '{{ deck }}' as deck,
    seq,
    page,
    section,
    label,
    line_item,
    measure,
    period,
    basis,
    as_of,
    printed,
    unit,
    qualifier,
    remark
from {{ ref(deck) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
