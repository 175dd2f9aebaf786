{#
    What growth is measured from: the same forecast's own year before, else what happened, else what was expected last before this was stated.
#}
{% macro can_be_base(statement, level) -%}
    (
        ({{ statement }}.basis = {{ level }}.basis and {{ statement }}.as_of is not distinct from {{ level }}.as_of)
        or ({{ level }}.basis = 'actual' and {{ level }}.as_of is null)
        or ({{ statement }}.basis = {{ level }}.basis and {{ level }}.as_of < {{ statement }}.as_of)
    )
{%- endmacro %}

{% macro base_preference(statement, level) -%}
    case
        when {{ statement }}.basis = {{ level }}.basis and {{ statement }}.as_of is not distinct from {{ level }}.as_of then 1
        when {{ level }}.basis = 'actual' then 2
        else 3
    end, {{ level }}.as_of desc
{%- endmacro %}
