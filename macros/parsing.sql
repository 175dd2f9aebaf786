{#
    How a printed string is read. Nothing outside this file knows it.

    A printed number is, after full-width characters and the other minus signs are mapped to ASCII,
        [sign[space]][¥]digits[.digits][%][減|増]     or     (digits[.digits][%])
    digits are grouped by commas in threes or not at all. A dash alone says that there is no number. All else is invalid:
    a pattern decides, then a cast; a bare try_cast would also read 1e5, 1_000 and ' 12 '.
#}

{% macro normalise_printed(printed) -%}
    translate({{ printed }}, '０１２３４５６７８９，．％（）＋￥△▲−－–‐‑―', '0123456789,.%()+¥-------—')
{%- endmacro %}

{% macro printed_digits_pattern() -%}
    ([1-9][0-9]{0,2}(?:,[0-9]{3})+(?:[.][0-9]+)?|(?:0|[1-9][0-9]*)(?:[.][0-9]+)?)
{%- endmacro %}

{# The digits of a normalised print, without commas, or '' where it is no number. #}
{% macro printed_digits(normalised) -%}
    replace(
        regexp_extract({{ normalised }}, '^(?:[-+] ?)?¥?{{ printed_digits_pattern() }}%?[減増]?$', 1)
        || regexp_extract({{ normalised }}, '^[(]{{ printed_digits_pattern() }}%?[)]$', 1),
        ',', ''
    )
{%- endmacro %}

{% macro printed_is_nil(normalised) -%}
    ({{ normalised }} in ('-', '—'))
{%- endmacro %}

{# -1 or 1: a minus sign, enclosing parentheses and 減 negate. #}
{% macro printed_sign(normalised) -%}
    case when regexp_extract({{ normalised }}, '^[-(]|減$', 0) <> '' then -1 else 1 end
{%- endmacro %}

{# How many digits stand behind the decimal point. #}
{% macro printed_decimals(digits) -%}
    length(regexp_extract({{ digits }}, '[.]([0-9]+)$', 1))
{%- endmacro %}

{# How many zeros end a number that has no decimal point: 60 -> 1, 0 and 60.0 -> 0. #}
{% macro printed_trailing_zeros(digits) -%}
    length(regexp_extract({{ digits }}, '^[1-9][0-9]*?(0*)$', 1))
{%- endmacro %}

{# 10 to an integer power as a decimal; `**` gives a double. Null outside the range that a figure may have. #}
{% macro power_of_ten(exponent) -%}
    case {{ exponent }}
        {%- for n in range(-4, 0) %}
        when {{ n }} then 0.{{ '0' * (-n - 1) }}1
        {%- endfor %}
        {%- for n in range(0, 13) %}
        when {{ n }} then 1{{ '0' * n }}
        {%- endfor %}
    end
{%- endmacro %}
