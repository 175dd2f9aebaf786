{# A rate is shown where its interval is not wider than this, in points: beyond it, a print is needed. #}
{% macro widest_rate() -%} 5 {%- endmacro %}

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
