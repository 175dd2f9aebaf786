{#
    What a rounded figure can stand for, and when two such intervals agree. All intervals are closed.

    A print stands for value - toward zero .. value + away from zero, counted in steps of its last digit:
        half_up    half a step on both sides
        truncate   up to one step away from zero
    A qualifier (seeds/reference/qualifiers.csv) replaces these by steps of the last digit that is not a trailing zero, for who
    hedges a number rounds it too: 約440 is 430..450, 約1,340 is 1,330..1,350, 10強 is 10..20. An empty step is open: 以上 has no upper end,
    以下 reaches down to zero.
#}

{# The width of one step, as printed: 116.9 -> 0.1, 440 -> 1, with a qualifier 440 -> 10. #}
{% macro printed_step(digits, qualifier) -%}
    cast(
        {{ power_of_ten(
            "case when " ~ printed_decimals(digits) ~ " > 0 then -" ~ printed_decimals(digits)
            ~ " when " ~ qualifier ~ " is null then 0 else " ~ printed_trailing_zeros(digits) ~ " end"
        ) }} as {{ figure_type() }}
    )
{%- endmacro %}

{#
    How far the interval of a print reaches toward or away_from zero, in its base unit; null is open.
    For a model that joins qualifiers, units and decks under these names.
#}
{% macro reach_of_print(side, step, qualifier) -%}
    {{ exact_product(
        exact_product(step, 'units.scale'),
        'case when ' ~ qualifier ~ ' is not null then qualifiers.step_' ~ side ~ '_zero'
        ~ ' when units.is_rounded then decks.rounding_' ~ side ~ '_zero else 0 end'
    ) }}
{%- endmacro %}

{# Lower and upper end of a value, given its distances toward and away from zero (null: open). Zero has no side: the wider one counts for both. #}
{% macro interval_lower(value, toward_zero, away_from_zero) -%}
    case
        when {{ value }} is null then null
        when {{ value }} > 0 then greatest({{ value }} - coalesce({{ toward_zero }}, {{ value }}), 0)
        when {{ value }} < 0 then coalesce({{ value }} - {{ away_from_zero }}, -{{ unbounded() }})
        when {{ toward_zero }} is null or {{ away_from_zero }} is null then 0
        else -greatest({{ toward_zero }}, {{ away_from_zero }})
    end
{%- endmacro %}

{% macro interval_upper(value, toward_zero, away_from_zero) -%}
    case
        when {{ value }} is null then null
        when {{ value }} > 0 then coalesce({{ value }} + {{ away_from_zero }}, {{ unbounded() }})
        when {{ value }} < 0 then least({{ value }} + coalesce({{ toward_zero }}, -{{ value }}), 0)
        when {{ away_from_zero }} is null then {{ unbounded() }}
        when {{ toward_zero }} is null then 0
        else greatest({{ toward_zero }}, {{ away_from_zero }})
    end
{%- endmacro %}

{% macro intervals_overlap(a_lower, a_upper, b_lower, b_upper) -%}
    ({{ a_lower }} <= {{ b_upper }} and {{ b_lower }} <= {{ a_upper }})
{%- endmacro %}

{#
    Whether several prints can state one number, given the interval that they share. One number rounds one way: where the intervals only touch
    they cannot, unless one of the prints is exact.
#}
{% macro prints_agree(shared_lower, shared_upper, has_exact_print) -%}
    ({{ shared_lower }} < {{ shared_upper }} or ({{ shared_lower }} = {{ shared_upper }} and {{ has_exact_print }}))
{%- endmacro %}

{#
    Whether 100 * numerator / denominator - offset can be a printed per cent, all of them intervals and the denominator above zero.
    Cross-multiplied: a quotient would be a double, and wrong where intervals just touch.
#}
{% macro quotient_overlaps(numerator_lower, numerator_upper, denominator_lower, denominator_upper, percent_lower, percent_upper, offset) -%}
    (
        {{ exact_product('100', numerator_lower) }} <= {{ exact_product(
            percent_upper ~ " + " ~ offset, "case when " ~ numerator_lower ~ " >= 0 then " ~ denominator_upper ~ " else " ~ denominator_lower ~ " end"
        ) }}
        and {{ exact_product('100', numerator_upper) }} >= {{ exact_product(
            percent_lower ~ " + " ~ offset, "case when " ~ numerator_upper ~ " >= 0 then " ~ denominator_lower ~ " else " ~ denominator_upper ~ " end"
        ) }}
    )
{%- endmacro %}

{# 100 * numerator / denominator - offset, to be shown, never to be compared. The caller sees to it that the denominator is above zero. #}
{% macro percent_of(numerator, denominator, offset=0, type=none) -%}
    cast(100 * cast({{ numerator }} as double) / nullif({{ denominator }}, 0) - {{ offset }} as {{ type or rate_type() }})
{%- endmacro %}

{# numerator / denominator, to be shown, never to be compared. The caller sees to it that the denominator is above zero. #}
{% macro quotient_of(numerator, denominator, type=none) -%}
    cast(cast({{ numerator }} as double) / nullif({{ denominator }}, 0) as {{ type or rate_type() }})
{%- endmacro %}

{# Ends of the quotient of percent_of over intervals, to be shown. #}
{% macro quotient_lower(numerator_lower, denominator_lower, denominator_upper, offset) -%}
    {{ percent_of(numerator_lower, "case when " ~ numerator_lower ~ " >= 0 then " ~ denominator_upper ~ " else " ~ denominator_lower ~ " end", offset, figure_type()) }}
{%- endmacro %}

{% macro quotient_upper(numerator_upper, denominator_lower, denominator_upper, offset) -%}
    {{ percent_of(numerator_upper, "case when " ~ numerator_upper ~ " >= 0 then " ~ denominator_lower ~ " else " ~ denominator_upper ~ " end", offset, figure_type()) }}
{%- endmacro %}

{# Ends of weight * interval; a negative weight turns the interval round. #}
{% macro weighted_lower(weight, lower, upper) -%}
    {{ weight }} * case when {{ weight }} >= 0 then {{ lower }} else {{ upper }} end
{%- endmacro %}

{% macro weighted_upper(weight, lower, upper) -%}
    {{ weight }} * case when {{ weight }} >= 0 then {{ upper }} else {{ lower }} end
{%- endmacro %}

{# (100 + percent) to the number of years, exactly; four years are what a decimal of 38 digits holds. #}
{% macro compounded(percent, years) -%}
    {%- set factor = '(100 + cast(' ~ percent ~ ' as decimal(19, 4)))' -%}
    case {{ years }}
        {%- for n in range(1, 5) %}
        when {{ n }} then {{ ([factor] * n) | join(' * ') }}
        {%- endfor %}
    end
{%- endmacro %}

{# Whether denominator * (1 + percent) ^ years can be the numerator, all of them intervals above zero. #}
{% macro compound_growth_overlaps(numerator_lower, numerator_upper, denominator_lower, denominator_upper, percent_lower, percent_upper, years) -%}
    (
        cast({{ numerator_lower }} as decimal(19, 4)) * cast({{ power_of_ten('2 * ' ~ years) }} as decimal(12, 0))
        <= cast({{ denominator_upper }} as decimal(18, 4)) * {{ compounded(percent_upper, years) }}
        and cast({{ numerator_upper }} as decimal(19, 4)) * cast({{ power_of_ten('2 * ' ~ years) }} as decimal(12, 0))
        >= cast({{ denominator_lower }} as decimal(18, 4)) * {{ compounded(percent_lower, years) }}
    )
{%- endmacro %}

{# A bound as shown: null where it is open. #}
{% macro shown_bound(bound) -%}
    case when abs({{ bound }}) < {{ unbounded() }} then {{ bound }} end
{%- endmacro %}
