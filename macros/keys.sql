{#
    Joins are on integers: `line_item_id` (which implies the company), `period_no`, `stated_no` (basis and time of
    statement) and `deck_no` count within a company
    and are packed into one 64-bit number. assert_keys_fit fails before any of them outgrows its place. The text ids
    that people read are made in the marts.
#}

{# An amount: a line item in a period, on a basis, as stated at a time; whichever deck says so. #}
{% macro packed_amount_id(line_item_id, period_no, stated_no) -%}
    ((cast({{ line_item_id }} as bigint) * {{ most_periods() }} + {{ period_no }}) * {{ most_statements() }} + {{ stated_no }})
{%- endmacro %}

{# A fact: what one deck says of an amount by one measure. #}
{% macro packed_fact_id(amount_id, deck_no, measure_no) -%}
    (({{ amount_id }} * {{ most_decks() }} + {{ deck_no }}) * {{ most_measures() }} + {{ measure_no }})
{%- endmacro %}

{% macro most_periods() -%} 4096 {%- endmacro %}

{% macro most_statements() -%} 1024 {%- endmacro %}

{% macro most_decks() -%} 1024 {%- endmacro %}

{% macro most_measures() -%} 16 {%- endmacro %}

{# The name of a fact: what is stated, of when, on which basis and as of when, in which deck. #}
{% macro fact_id(deck, line_item, measure, period, basis, as_of) -%}
    concat_ws(':', {{ deck }}, {{ line_item }}, {{ measure }}, {{ period }}, {{ basis }}, {{ as_of }})
{%- endmacro %}

{# The name of a derivation: of what, when, on which basis and as of when, in which deck, how, and where several prints imply it, by which. #}
{% macro derivation_name(deck, line_item, period, basis, as_of, method, relation, implied_by='cast(null as string)') -%}
    concat_ws(':', {{ deck }}, {{ line_item }}, {{ period }}, {{ basis }}, {{ as_of }}, {{ method }}, {{ relation }}, {{ implied_by }})
{%- endmacro %}

{# The ids of facts begin here; below are those of derivations, below zero those of implied amounts. #}
{% macro least_fact_id() -%} {{ 4096 * 1024 * 1024 * 16 }} {%- endmacro %}
