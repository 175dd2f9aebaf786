{# A rate is shown where its interval is not wider than this, in points: beyond it, a print is needed. #}
{% macro widest_rate() -%} 5 {%- endmacro %}

{# A change of a rate is shown where its interval is not wider than this, in points. #}
{% macro widest_change_of_rate() -%} 1 {%- endmacro %}

{#
    By how many points a ratio changed, from aliases with ratio_pct, source, exact_pct and width_of_pct: from the amounts where
    both ratios are recomputed, else between the ratios as shown. What is known less sharply than to a point is no change to show.
#}
{% macro change_in_points(ratio, base) -%}
    cast(case
            when coalesce({{ ratio }}.width_of_pct, 0) + coalesce({{ base }}.width_of_pct, 0) > {{ widest_change_of_rate() }} then null
            when {{ ratio }}.source = 'calculated' and {{ base }}.source = 'calculated' then {{ ratio }}.exact_pct - {{ base }}.exact_pct
            else {{ ratio }}.ratio_pct - {{ base }}.ratio_pct
        end as {{ rate_type() }})
{%- endmacro %}

{# What became of an amount that has no growth rate, for its base is zero or below or its sign turns. #}
{% macro turn_of(value, base) -%}
    case
        when {{ base }} = 0 and {{ value }} <> 0 then 'from_zero'
        when {{ base }} > 0 and {{ value }} < 0 then 'turned_to_loss'
        when {{ base }} < 0 and {{ value }} > 0 then 'turned_to_profit'
        when {{ base }} < 0 and {{ value }} < {{ base }} then 'loss_widened'
        when {{ base }} < 0 and {{ value }} > {{ base }} then 'loss_narrowed'
        when {{ base }} < 0 and {{ value }} = {{ base }} then 'loss_unchanged'
    end
{%- endmacro %}

{# Whether an amount and its base, both intervals, can have turned as a deck says. #}
{% macro turn_is_possible(turn, amount_lower, amount_upper, base_lower, base_upper) -%}
    case {{ turn }}
        when 'turned_to_profit' then {{ base_lower }} < 0 and {{ amount_upper }} > 0
        when 'turned_to_loss' then {{ base_upper }} > 0 and {{ amount_lower }} < 0
        when 'loss_widened' then {{ base_lower }} < 0 and {{ amount_lower }} < {{ base_upper }}
        when 'loss_narrowed' then {{ base_lower }} < 0 and {{ amount_upper }} > {{ base_lower }} and {{ amount_lower }} < 0
    end
{%- endmacro %}
