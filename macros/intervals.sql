{#
    What a rounded figure can stand for, and when two such intervals agree.

    A print stands for value - toward zero .. value + away from zero, counted in steps of its last digit:
        half_up    half a step on both sides, the end away from zero not included
        truncate   up to one step away from zero, not included
        unknown    one step on both sides, included
    Zero has no side: what the wider side allows holds for both.
    A qualifier (seeds/reference/qualifiers.csv) replaces these by steps of the last digit that is not a trailing zero, for who
    hedges a number rounds it too: 約440 is 430..450, 約1,340 is 1,330..1,350, 10強 is 10..20, 10台 is 10 to under 20. An empty step
    has no end: 以上 has no upper end, 以下 reaches down to zero.

    An end that is not included is open: lower_is_open, upper_is_open. A sum or quotient never reaches an end that one
    of its parts
    does not reach.
#}

{#
    The width of one step of a printed number, in its base unit, by its last group (last_group) and what that counts: 116.9 -> 0.1
    of the unit, 440 -> 1, with a qualifier 440 -> 10.
#}
{% macro printed_step(digits, qualifier, scale) -%}
    cast(
        {{ power_of_ten(
            "case when " ~ printed_decimals(digits) ~ " > 0 then -" ~ printed_decimals(digits)
            ~ " when " ~ qualifier ~ " is null then 0 else " ~ printed_trailing_zeros(digits) ~ " end"
        ) }} as {{ number_type() }}
    ) * {{ scale }}
{%- endmacro %}

{# How many steps a rounding reaches toward or away_from zero. #}
{% macro rounding_reach(side, rounding) -%}
    cast(case {{ rounding }}
        when 'half_up' then 0.5
        when 'truncate' then {{ 1 if side == 'away_from' else 0 }}
        when 'unknown' then 1
    end as decimal(3, 1))
{%- endmacro %}

{#
    How far the interval of a print reaches toward or away_from zero, in its base unit; null has no end.
    For a model that has the columns of qualifiers, and is_rounded of the unit.
#}
{% macro reach_of_print(side, step, qualifier, rounding) -%}
    {{ step }} * case
        when {{ qualifier }} is not null then step_{{ side }}_zero
        when is_rounded then {{ rounding_reach(side, rounding) }}
        else 0
    end
{%- endmacro %}

{# Whether that end is open, where there is one. For a model that has the columns of qualifiers, and is_rounded of the unit. #}
{% macro reach_is_open(side, qualifier, rounding) -%}
    case
        when {{ qualifier }} is not null then is_open_{{ side }}_zero
        when is_rounded then {{ rounding ~ " in ('half_up', 'truncate')" if side == 'away_from' else 'false' }}
        else false
    end
{%- endmacro %}

{#
    Lower and upper end of a value, given its distances toward and away from zero (null: open). Zero has no side: the
    wider one counts for both.
#}
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

{# Whether the ends of a value are open, given whether its distances are; a distance of null has no end. #}
{% macro interval_lower_is_open(value, toward_zero, away_from_zero, toward_is_open, away_is_open) -%}
    case
        when {{ value }} > 0 then {{ toward_is_open }} and {{ toward_zero }} is not null
        when {{ value }} < 0 then {{ away_is_open }} or {{ away_from_zero }} is null
        when {{ value }} = 0 then ({{ toward_is_open }} or {{ away_is_open }}) and {{ toward_zero }} is not null
    end
{%- endmacro %}

{% macro interval_upper_is_open(value, toward_zero, away_from_zero, toward_is_open, away_is_open) -%}
    case
        when {{ value }} > 0 then {{ away_is_open }} or {{ away_from_zero }} is null
        when {{ value }} < 0 then {{ toward_is_open }} and {{ toward_zero }} is not null
        when {{ value }} = 0 then {{ toward_is_open }} or {{ away_is_open }} or {{ away_from_zero }} is null
    end
{%- endmacro %}

{# Whether two intervals have a number in common. #}
{% macro intervals_meet(a_lower, a_upper, a_lower_is_open, a_upper_is_open, b_lower, b_upper, b_lower_is_open, b_upper_is_open) -%}
    (
        {{ ends_in_order(a_lower, a_lower_is_open, b_upper, b_upper_is_open) }}
        and {{ ends_in_order(b_lower, b_lower_is_open, a_upper, a_upper_is_open) }}
    )
{%- endmacro %}

{# Whether a number lies from a lower end to an upper one: what several intervals share is possible so. #}
{% macro ends_in_order(lower, lower_is_open, upper, upper_is_open) -%}
    ({{ lower }} < {{ upper }} or ({{ lower }} = {{ upper }} and not ({{ lower_is_open }}) and not ({{ upper_is_open }})))
{%- endmacro %}

{#
    Whether 100 * numerator / denominator - offset can be a printed per cent, all of them intervals and the denominator
    above zero.
    Cross-multiplied: a quotient would be a double, and wrong where intervals just touch. Of a quotient of zero it does not matter
    whether the denominator reaches its end.
#}
{% macro quotient_meets(
    numerator_lower, numerator_upper, numerator_lower_is_open, numerator_upper_is_open,
    denominator_lower, denominator_upper, denominator_lower_is_open, denominator_upper_is_open,
    percent_lower, percent_upper, percent_lower_is_open, percent_upper_is_open, offset
) -%}
    (
        {{ ends_in_order(
            exact_product('100', numerator_lower),
            numerator_lower_is_open ~ " or case when " ~ numerator_lower ~ " > 0 then " ~ denominator_upper_is_open
            ~ " when " ~ numerator_lower ~ " < 0 then " ~ denominator_lower_is_open ~ " else false end",
            exact_product(
                percent_upper ~ " + " ~ offset,
                "case when " ~ numerator_lower ~ " >= 0 then " ~ denominator_upper ~ " else " ~ denominator_lower ~ " end"
            ),
            percent_upper_is_open
        ) }}
        and {{ ends_in_order(
            exact_product(
                percent_lower ~ " + " ~ offset,
                "case when " ~ numerator_upper ~ " >= 0 then " ~ denominator_lower ~ " else " ~ denominator_upper ~ " end"
            ),
            percent_lower_is_open,
            exact_product('100', numerator_upper),
            numerator_upper_is_open ~ " or case when " ~ numerator_upper ~ " > 0 then " ~ denominator_lower_is_open
            ~ " when " ~ numerator_upper ~ " < 0 then " ~ denominator_upper_is_open ~ " else false end"
        ) }}
    )
{%- endmacro %}

{#
    100 * numerator / denominator - offset, to be shown, never to be compared. The caller sees to it that the
    denominator is above zero.
#}
{% macro percent_of(numerator, denominator, offset=0, type=none) -%}
    {%- set rate = "100 * cast(" ~ numerator ~ " as double) / nullif(" ~ denominator ~ ", 0) - " ~ offset -%}
    {#- over next to nothing it has no room in its type: then it is the largest that has -#}
    {{ rounded(
        'case when ' ~ rate ~ ' >= ' ~ figure_limit() ~ ' then ' ~ figure_limit() ~ ' when ' ~ rate ~ ' <= -' ~ figure_limit() ~ ' then -' ~ figure_limit()
        ~ ' else ' ~ rate ~ ' end',
        type or rate_type()
    ) }}
{%- endmacro %}

{#
    numerator / denominator, to be shown, never to be compared; null where it has no room in its type. The caller sees to it that the
    denominator is above zero.
#}
{% macro quotient_of(numerator, denominator, type=none) -%}
    {{ rounded('cast(' ~ numerator ~ ' as double) / nullif(' ~ denominator ~ ', 0)', type or rate_type()) }}
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

{% macro weighted_lower_is_open(weight, lower_is_open, upper_is_open) -%}
    case when {{ weight }} >= 0 then {{ lower_is_open }} else {{ upper_is_open }} end
{%- endmacro %}

{% macro weighted_upper_is_open(weight, lower_is_open, upper_is_open) -%}
    case when {{ weight }} >= 0 then {{ upper_is_open }} else {{ lower_is_open }} end
{%- endmacro %}

{#
    An amount times (100 + percent) to the number of years, and an amount times 100 to it: exact for up to four years and rates of
    up to four decimals, of three in the fourth year, as long as 38 digits hold it; else null.
#}
{% macro compounded(amount, percent, years) -%}
    case
        {%- for n in range(1, 5) %}
        when {{ years }} = {{ n }} and {{ about_compounded(amount, percent, years) }} < 1e19
            then cast({{ amount }} as decimal(19, 6)){% for _ in range(n) %} * cast(100 + {{ percent }} as decimal({{ 13 if n == 4 else 14 }}, {{ 3 if n == 4 else 4 }})){% endfor %}
        {%- endfor %}
    end
{%- endmacro %}

{% macro about_compounded(amount, percent, years) -%}
    cast({{ amount }} as double) * power(100 + cast({{ percent }} as double), {{ years }})
{%- endmacro %}

{% macro uncompounded(amount, years) -%}
    cast({{ amount }} as decimal(19, 6)) * cast({{ power_of_ten('2 * ' ~ years) }} as decimal(17, 0))
{%- endmacro %}

{# Whether denominator * (1 + percent) ^ years can be the numerator, all of them intervals above zero. #}
{% macro compound_growth_meets(
    numerator_lower, numerator_upper, numerator_lower_is_open, numerator_upper_is_open,
    denominator_lower, denominator_upper, denominator_lower_is_open, denominator_upper_is_open,
    percent_lower, percent_upper, percent_lower_is_open, percent_upper_is_open, years
) -%}
    (
        {{ compound_ends_in_order(
            numerator_lower, numerator_lower_is_open,
            denominator_upper, percent_upper, denominator_upper_is_open ~ ' or ' ~ percent_upper_is_open, years, '<'
        ) }}
        and {{ compound_ends_in_order(
            numerator_upper, numerator_upper_is_open,
            denominator_lower, percent_lower, denominator_lower_is_open ~ ' or ' ~ percent_lower_is_open, years, '>'
        ) }}
    )
{%- endmacro %}

{# Exactly where 38 digits hold the numbers; where they do not, as doubles. #}
{% macro compound_ends_in_order(target, target_is_open, amount, percent, is_open, years, order) -%}
    {%- set exact_target, exact = uncompounded(target, years), compounded(amount, percent, years) -%}
    case
        when {{ exact }} is null
            then cast({{ target }} as double) * power(100, {{ years }}) {{ order }} {{ about_compounded(amount, percent, years) }}
        when {{ exact_target }} = {{ exact }} then not ({{ target_is_open }}) and not ({{ is_open }})
        else {{ exact_target }} {{ order }} {{ exact }}
    end
{%- endmacro %}

{# A bound that was computed in binary fractions, as a figure; beyond any figure it is open, and never without room in its type. #}
{% macro as_bound(value) -%}
    cast(least(greatest({{ value }}, -{{ unbounded() }}), {{ unbounded() }}) as {{ figure_type() }})
{%- endmacro %}

{# A bound as shown: null where it is open. #}
{% macro shown_bound(bound) -%}
    case when abs({{ bound }}) < {{ figure_limit() }} then {{ bound }} end
{%- endmacro %}

{# Whether two ranges have another lower or upper end, by more than half of the last digit: what rounding can make of one end. #}
{% macro ranges_differ(are_ranges, lower, other_lower, upper, other_upper, last_digit) -%}
    coalesce(
        {{ are_ranges }}
        and (abs({{ lower }} - {{ other_lower }}) > {{ last_digit }} * 0.5 or abs({{ upper }} - {{ other_upper }}) > {{ last_digit }} * 0.5),
        false
    )
{%- endmacro %}
