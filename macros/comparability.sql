{#
    What may be compared. A break (restatement, reclassification, split) ends the span of decks within which a line
    item's amounts are of one basis. Every amount carries
        oldest_deck_no, newest_deck_no          between which decks the prints that it rests on were stated
        comparable_from, comparable_before      the decks in which its line items, all that it rests on, are of the same basis as there
    and two amounts are comparable where each was stated within the other's span.
#}

{% macro are_comparable(a, b) -%}
    (
        {{ a }}.oldest_deck_no >= {{ b }}.comparable_from
        and {{ a }}.newest_deck_no < {{ b }}.comparable_before
        and {{ b }}.oldest_deck_no >= {{ a }}.comparable_from
        and {{ b }}.newest_deck_no < {{ a }}.comparable_before
    )
{%- endmacro %}

{#
    How an amount that a deck does not print is known to it: from that deck, else from the newest deck before it whose
    basis still holds.
    A join condition; pick the newest with `newest_first`.
#}
{% macro is_known_to(needed, amounts) -%}
    {{ amounts }}.deck_no <= {{ needed }}.deck_no and {{ needed }}.deck_no < {{ amounts }}.comparable_before
{%- endmacro %}

{# The columns of a sum of weighted amounts: value, interval, what is to be known of the prints, and comparability. `source` is the alias whose columns are added. #}
{% macro added_up(source) -%}
    cast(sum({{ source }}.weight * {{ source }}.value) as {{ figure_type() }}) as value,
    cast(sum({{ weighted_lower(source ~ '.weight', source ~ '.lower_bound', source ~ '.upper_bound') }}) as {{ figure_type() }}) as lower_bound,
    cast(sum({{ weighted_upper(source ~ '.weight', source ~ '.lower_bound', source ~ '.upper_bound') }}) as {{ figure_type() }}) as upper_bound,
    bool_or({{ weighted_lower_is_open(source ~ '.weight', source ~ '.lower_is_open', source ~ '.upper_is_open') }}) as lower_is_open,
    bool_or({{ weighted_upper_is_open(source ~ '.weight', source ~ '.lower_is_open', source ~ '.upper_is_open') }}) as upper_is_open,
    bool_or({{ source }}.is_undecided) as is_undecided,
    bool_or({{ source }}.has_conflicting_prints) as has_conflicting_prints,
    min({{ source }}.oldest_deck_no) as oldest_deck_no,
    max({{ source }}.newest_deck_no) as newest_deck_no,
    max({{ source }}.comparable_from) as comparable_from,
    min({{ source }}.comparable_before) as comparable_before
{%- endmacro %}
