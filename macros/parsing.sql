{#
    How a printed string is read: by the characters and patterns of print_forms.sql, then by a cast. Nothing else knows it in SQL.
    A bare try_cast would also read 1e5, 1_000 and ' 12 '.
#}

{% macro normalise_printed(printed) -%}
    translate({{ printed }}, '{{ print_characters() }}', '{{ read_characters() }}')
{%- endmacro %}

{% macro printed_is_nil(normalised) -%}
    (regexp_extract({{ normalised }}, '{{ nil_pattern() }}', 0) <> '')
{%- endmacro %}

{# What a word says in place of a number; null where it is none. #}
{% macro printed_turn(normalised) -%}
    case
        when {{ normalised }} in ('黒字転換', '黒字化', '黒転') then 'turned_to_profit'
        when {{ normalised }} in ('赤字転換', '赤字転落', '赤転') then 'turned_to_loss'
        when {{ normalised }} in ('赤字拡大', '損失拡大') then 'loss_widened'
        when {{ normalised }} in ('赤字縮小', '損失縮小') then 'loss_narrowed'
        when lower({{ normalised }}) in ('n.m.', 'nm', 'n/m', 'n.a.', 'n/a', 'na') then 'not_meaningful'
    end
{%- endmacro %}

{#
    The ends of a range: 1,000~1,100, or joined by `to` ($1.2 billion to $1.3 billion), or by a hyphen between numbers without a sign
    ($3.10-$3.40); spaces around what joins them are none of theirs. What is no range is its own first end and has no last one.
#}
{% macro range_first(normalised) -%}
    coalesce({{ range_end(normalised, 1) }}, {{ normalised }})
{%- endmacro %}

{% macro range_last(normalised) -%}
    {{ range_end(normalised, 2) }}
{%- endmacro %}

{% macro range_end(normalised, which) -%}
    {%- set mark = '[' ~ currency_marks() ~ ']?' -%}
    case
        {%- for likeness, pattern in [
            ('%_~_%', '^([^~]*[^~ ]) ?~ ?([^~ ][^~]*)$'),
            ('%_ to _%', '^(.*[^ ]) to ([^ ].*)$'),
            ('%_-_%', '^(' ~ mark ~ '[0-9](?:[^-~]*[^-~ ])?) ?- ?(' ~ mark ~ '[0-9][^-~]*)$'),
        ] %}
        when {{ normalised }} like '{{ likeness }}' then nullif(regexp_extract({{ normalised }}, '{{ pattern }}', {{ which }}), '')
        {%- endfor %}
    end
{%- endmacro %}

{# A print without the unit that it repeats: 45兆953億円 in 億円 -> 45兆953, $1.2 billion in $ billion -> $1.2. #}
{% macro without_unit(normalised, unit) -%}
    {%- set without = namespace(mark=unit) -%}
    {%- for mark in currency_marks() %}{% set without.mark = "replace(" ~ without.mark ~ ", '" ~ mark ~ " ', '')" %}{% endfor -%}
    {%- set word = without.mark -%}
    case
        when right({{ normalised }}, length({{ word }}) + 1) = ' ' || {{ word }}
            then left({{ normalised }}, length({{ normalised }}) - length({{ word }}) - 1)
        when right({{ normalised }}, length({{ word }})) = {{ word }} and {{ word }} not in ('%', '{{ currency_marks() | list | join("', '") }}')
            then left({{ normalised }}, length({{ normalised }}) - length({{ word }}))
        else {{ normalised }}
    end
{%- endmacro %}

{#
    The number of a normalised print without its unit: no sign, no commas, but its groups (1兆2345億). Null where it is none.
    Where the last group names nothing (45兆953), the unit that was taken off has to say what it counts.
#}
{% macro printed_number(bare, normalised) -%}
    case
        when {{ bare }} = {{ normalised }} and regexp_extract({{ bare }}, '[兆億万千][0-9]+(?:[.][0-9]+)?[^兆億万千]?$', 0) <> '' then null
        when regexp_extract({{ bare }}, '{{ printed_pattern() }}', 0) <> ''
            then replace(regexp_extract({{ bare }}, '[0-9][0-9,.兆億万千]*', 0), ',', '')
    end
{%- endmacro %}

{# From the first digit of a normalised print to its last, without commas: what the ledger has of it. #}
{% macro printed_digits(normalised) -%}
    replace(regexp_extract({{ normalised }}, '{{ digits_pattern() }}', 0), ',', '')
{%- endmacro %}

{# -1 or 1: a minus sign, enclosing parentheses, 減 and a word that something fell negate. #}
{% macro printed_sign(normalised) -%}
    case when regexp_extract({{ normalised }}, '{{ negative_pattern() }}', 0) <> '' then -1 else 1 end
{%- endmacro %}

{#
    The sign that a normalised print has, or the mark of a sign in a text: - or + or ±, or nothing. Of a range it is that of the
    first end.
#}
{% macro printed_sign_mark(normalised) -%}
    {%- set before = "regexp_extract(" ~ normalised ~ ", '^[^0-9]*', 0)" -%}
    case
        when {{ normalised }} is null then ''
        when right({{ normalised }}, 1) = '減' or regexp_extract({{ before }}, '{{ negative_pattern() }}', 0) <> '' then '-'
        when instr({{ before }}, '+') > 0 then '+'
        when instr({{ before }}, '±') > 0 then '±'
        else ''
    end
{%- endmacro %}

{# What a sign is called, for messages. #}
{% macro sign_name(sign) -%}
    case {{ sign }} when '-' then 'minus sign' when '+' then 'plus sign' else '± sign' end
{%- endmacro %}

{#
    Whether the unit that a text prints beside a number is that of the landed row: in full, with the group that the print ends in
    (1.2兆 in 円 is 1.2兆円), its first part (74.8万 in 万回線), or the mark of its currency.
#}
{% macro unit_is_as_printed(text_unit, normalised, unit, currency) -%}
    {%- set in_full -%}
    (case when right({{ normalised }}, length({{ unit }})) = {{ unit }} then '' else regexp_extract({{ normalised }}, '{{ last_group_pattern() }}', 0) end || {{ unit }})
    {%- endset -%}
    case
        when {{ text_unit }} in ({{ unit }}, {{ in_full }}) then true
        when {{ text_unit }} in ('{{ scale_words().split(',') | join("', '") }}') then left({{ in_full }}, length({{ text_unit }})) = {{ text_unit }}
        when {{ text_unit }} in ('{{ currency_marks() | list | join("', '") }}') then not {{ contradicts_currency(text_unit, currency) }}
        else false
    end
{%- endmacro %}

{# What 兆, 億, 万 or 千 counts in the base unit of a family: money is kept in millions. Null where it cannot be counted. #}
{% macro group_scale(group, unit_family) -%}
    {%- set scales = {'兆': ('1000000', 'null'), '億': ('100', '100000000'), '万': ('0.01', '10000'), '千': ('0.001', '1000')} -%}
    cast(case
        when {{ unit_family }} = 'money' then {{ scales[group][0] }}
        when {{ unit_family }} not in ('percent', 'multiple') then {{ scales[group][1] }}
    end as {{ scale_type() }})
{%- endmacro %}

{# What the last group of a number counts: itself where it names none, for then the unit says it. #}
{% macro last_group_scale(number, unit_scale, unit_family) -%}
    case right({{ number }}, 1)
        {%- for group in '兆億万千' %}
        when '{{ group }}' then {{ group_scale(group, unit_family) }}
        {%- endfor %}
        else cast({{ unit_scale }} as {{ scale_type() }})
    end
{%- endmacro %}

{# Whether a number has no groups, which most have not. #}
{% macro is_plain(number) -%}
    try_cast({{ number }} as {{ number_type() }}) is not null
{%- endmacro %}

{# The digits of the last group: 953 of 45兆953. #}
{% macro last_group(number) -%}
    case
        when {{ is_plain(number) }} then {{ number }}
        else regexp_extract({{ number }}, '([0-9.]+)[兆億万千]?$', 1)
    end
{%- endmacro %}

{#
    The amount of a printed number in the base unit of its family, by its last group (last_group) and what that counts; null where a
    group is larger than the one before it allows.
#}
{% macro printed_amount(number, digits, scale, unit_scale, unit_family) -%}
    {%- set last -%} try_cast({{ digits }} as {{ number_type() }}) * {{ scale }} {%- endset -%}
    case
        when {{ is_plain(number) }} then try_cast({{ number }} as {{ number_type() }}) * cast({{ unit_scale }} as {{ scale_type() }})
        when regexp_extract({{ number }}, '[兆億万千][0-9]', 0) = '' then {{ last }}
        when {{ last }} < case
            {%- for group in '万億兆' %}
            when regexp_extract({{ number }}, '{{ group }}[0-9]', 0) <> '' then {{ group_scale(group, unit_family) }}
            {%- endfor %}
        end
            then {{ last }}
            {%- for group in '兆億万' %}
            + coalesce(try_cast(regexp_extract({{ number }}, '([0-9]+){{ group }}[0-9]', 1) as {{ number_type() }}), 0)
            * coalesce({{ group_scale(group, unit_family) }}, 0)
            {%- endfor %}
    end
{%- endmacro %}

{# How many digits stand behind the decimal point. #}
{% macro printed_decimals(digits) -%}
    case when instr({{ digits }}, '.') > 0 then length({{ digits }}) - instr({{ digits }}, '.') else 0 end
{%- endmacro %}

{# How many zeros end a number that has no decimal point: 60 -> 1, 0 and 60.0 -> 0. #}
{% macro printed_trailing_zeros(digits) -%}
    length(regexp_extract({{ digits }}, '^[1-9][0-9]*?(0*)$', 1))
{%- endmacro %}

{# 10 to an integer power as a decimal; `**` gives a double. Null outside the range that a figure may have. #}
{% macro power_of_ten(exponent) -%}
    case {{ exponent }}
        {%- for n in range(-6, 0) %}
        when {{ n }} then 0.{{ '0' * (-n - 1) }}1
        {%- endfor %}
        {%- for n in range(0, 17) %}
        when {{ n }} then 1{{ '0' * n }}
        {%- endfor %}
    end
{%- endmacro %}

{# Whether a print has the mark of another currency than its unit's. #}
{% macro contradicts_currency(normalised, currency) -%}
    case regexp_extract({{ normalised }}, '[{{ currency_marks() }}]', 0)
        when '' then false
        when '¥' then coalesce({{ currency }}, '') not in ('JPY', 'CNY')
        when '$' then coalesce({{ currency }}, '') not in ('USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD')
        when '€' then coalesce({{ currency }}, '') <> 'EUR'
        when '£' then coalesce({{ currency }}, '') <> 'GBP'
        when '₩' then coalesce({{ currency }}, '') <> 'KRW'
    end
{%- endmacro %}

{#
    A page as a text that sorts as the pages do: ⅳ, 1, 2, 12-2, 100, A-1. Null where it is no page: a number, numbers joined by
    hyphens, letters before them, or a small Roman number.
#}
{% macro page_sort(page) -%}
    case
        {%- for letter, roman in [('ⅰ', 'i'), ('ⅱ', 'ii'), ('ⅲ', 'iii'), ('ⅳ', 'iv'), ('ⅴ', 'v'), ('ⅵ', 'vi'), ('ⅶ', 'vii'), ('ⅷ', 'viii'), ('ⅸ', 'ix'), ('ⅹ', 'x'), ('ⅺ', 'xi'), ('ⅻ', 'xii')] %}
        when {{ page }} in ('{{ letter }}', '{{ roman }}') then '0000.{{ '%04d' % loop.index }}'
        {%- endfor %}
        when regexp_extract({{ page }}, '^[0-9]{1,4}$', 0) <> '' then '0001.' || lpad({{ page }}, 4, '0')
        when regexp_extract({{ page }}, '^[0-9]{1,4}-[0-9]{1,4}$', 0) <> ''
            then '0001.' || lpad(regexp_extract({{ page }}, '^[0-9]+', 0), 4, '0') || '-' || lpad(regexp_extract({{ page }}, '[0-9]+$', 0), 4, '0')
        when regexp_extract({{ page }}, '^[A-Z]{1,3}-?[0-9]{1,4}$', 0) <> ''
            then regexp_extract({{ page }}, '^[A-Z]+', 0) || '.' || lpad(regexp_extract({{ page }}, '[0-9]+$', 0), 4, '0')
    end
{%- endmacro %}
