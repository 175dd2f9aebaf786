{#
    The characters and the patterns of printed numbers: the one list by which staging and scripts/printed.py read.
    Plain Jinja, for Python renders this file too; the patterns are such that RE2, Java and Python match them alike.

    Characters that print the same thing are mapped one for one, so that a place in a text stays its place:
    full-width ones to ASCII, hyphens and minus signs to -, triangles to △, and dashes that are never a sign to —.
#}
{%- macro print_characters() -%}
    {{- '０１２３４５６７８９，．％（）＋￥＄￡￦～〜　\u00a0' -}}
    {{- '−－–‐‑⁻﹣' -}}
    {{- '▲∆Δ⊿▼▽' -}}
    {{- '―ーｰ─━‒➖' -}}
{%- endmacro -%}

{%- macro read_characters() -%}
    {{- '0123456789,.%()+¥$£₩~~  ' -}}
    {{- '-------' -}}
    {{- '△△△△△△' -}}
    {{- '———————' -}}
{%- endmacro -%}

{# The marks of currencies that a number may have before it; what each can stand for: contradicts_currency. #}
{%- macro currency_marks() -%}
    ¥$€£₩
{%- endmacro -%}

{# Digits, grouped by commas in threes or not at all, with decimals or none. #}
{%- macro plain_number_pattern() -%}
    (?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]*)(?:[.][0-9]+)?
{%- endmacro -%}

{# 45兆953, 1兆2,345億, 1.2兆, 3万5千: groups of at most four digits below the first, decimals in the last alone. #}
{%- macro number_pattern() -%}
    {%- set whole = '(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)' -%}
    {%- set four = '[1-9](?:[0-9]{0,3}|,[0-9]{3})' -%}
    (?:{{ plain_number_pattern() }}[兆億万千]?|(?:{{ whole }}兆(?:{{ four }}億)?(?:{{ four }}万)?|{{ whole }}億(?:{{ four }}万)?|{{ whole }}万){{ four }}(?:[.][0-9]+)?[億万千]?)
{%- endmacro -%}

{# Words that say before a per cent that something fell: down 3.2%, a decrease of 3.2%. What rose needs none. #}
{%- macro falling_words() -%}
    (?:[Dd]own|[Dd]ecreased|[Dd]eclined|[Ff]ell|[Dd]ecrease of|[Dd]ecline of)(?: by)?
{%- endmacro -%}

{#
    A printed number: a sign before or after a currency mark, or 増 or 減 behind, or a word that it fell, or parentheses; ± before zero
    alone.
    Two marks of a sign contradict or repeat each other and are refused, as are spaces but for one after a sign or mark.
#}
{%- macro printed_pattern() -%}
    {%- set currency = '[' ~ currency_marks() ~ '] ?' -%}
    {%- set mark = '(?:' ~ currency ~ ')?' -%}
    ^(?:{{ mark }}(?:[-+△] ?)?{{ number_pattern() }}%?|[-+△] ?{{ currency }}{{ number_pattern() }}%?|{{ number_pattern() }}%[増減]|{{ falling_words() }} {{ number_pattern() }}%|{{ mark }}[(] ?{{ mark }}{{ number_pattern() }}(?:%? ?[)]|[)]%)|± ?0(?:[.]0+)?%?)$
{%- endmacro -%}

{# A dash alone says that there is no number, with a % too. #}
{%- macro nil_pattern() -%}
    ^[-—]%?$
{%- endmacro -%}

{# What negates: a minus sign, a triangle, parentheses, 減, a word that something fell. #}
{%- macro negative_pattern() -%}
    [-△(]|減$|^{{ falling_words() }}
{%- endmacro -%}

{# From the first digit to the last: what a ledger keeps of a print. #}
{%- macro digits_pattern() -%}
    [0-9](?:.*[0-9])?
{%- endmacro -%}

{# The group that a print ends in, which is said before its unit: 1.2兆 of 円. #}
{%- macro last_group_pattern() -%}
    [兆億万千]?$
{%- endmacro -%}

{# What a unit may begin with, and stands for the whole where a text leaves the rest out: 74.8万 of 万回線. #}
{%- macro scale_words() -%}
    十億,百万,千万,兆,億,万,千
{%- endmacro -%}
