{#
    Whether amounts of quarters add up to that of the year: flows do; per cents, multiples, prices, amounts per share
    and averages of shares do not.
#}
{% macro adds_up_over_time(unit_family) -%}
    {{ unit_family }} not in ('percent', 'multiple', 'price', 'per_share', 'shares', 'years', 'score')
{%- endmacro %}

{#
    Whether an amount is known sharply enough to be shown. What is printed or added up is. A small difference of large
    rounded amounts proves totals, but is no number to show unless it is known within one per cent on either side; a
    quarter out of cumulative amounts within a half, for decks of that kind print no other. What a rounded rate merely
    implies is shown where it is as sharp as a number of four digits.
#}
{% macro is_sharp_enough(method, value, lower_bound, upper_bound) -%}
    case {{ method }}
        when 'printed' then true
        when 'split_adjusted' then true
        when 'calculated' then true
        when 'summed' then true
        when 'differenced' then {{ upper_bound }} - {{ lower_bound }} <= abs({{ value }})
        when 'solved' then {{ upper_bound }} - {{ lower_bound }} <= cast(0.02 as double) * abs({{ value }})
        when 'implied' then {{ upper_bound }} - {{ lower_bound }} <= cast(0.0005 as double) * abs({{ value }})
    end
{%- endmacro %}

{# The last digit that a figure keeps: what is computed as a double is widened by it. #}
{% macro last_digit() -%} 0.000001 {%- endmacro %}

{# The amounts that calculations give: rows of int_calculation_inputs added up. `inputs` is the CTE with them. #}
{% macro calculated_amounts(inputs) -%}
    select
        amount_id,
        line_item_id,
        period_no,
        stated_no,
        deck_no,
        method,
        calculation_id,
        {{ added_up(inputs) }},
        {{ dbt.listagg("case when weight < 0 then '- ' else '+ ' end || text", "' '", 'order by weight desc, fact_id') }} as sources
    from {{ inputs }}
    group by amount_id, line_item_id, period_no, stated_no, deck_no, method, calculation_id
{%- endmacro %}

{# The order in which ways to obtain an amount are preferred where they are equally sharp. #}
{% macro directness(method) -%}
    case {{ method }}
        when 'printed' then 1
        when 'split_adjusted' then 2
        when 'calculated' then 3
        when 'summed' then 4
        when 'differenced' then 5
        when 'solved' then 6
        when 'implied' then 7
    end
{%- endmacro %}
