-- All that takes part in a check besides the fact that is checked.
{% set kinds = ['footing', 'period_footing', 'growth', 'ratio', 'print', 'share_footing', 'roll_forward', 'large_deal', 'reasonableness'] %}
with {% for kind in kinds %}
{{ kind }}_inputs as (
    select * from {{ ref('int_' ~ kind ~ '_inputs') }}
),

{% endfor %}
final as (
    {% for kind in kinds %}
    select * from {{ kind }}_inputs
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from final
