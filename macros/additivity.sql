{# Which rows of a statement mart may be added up; `additivity` is an alias of int_additivity, joined by `same_line`. #}
{% macro additivity_columns(additivity) -%}
    coalesce({{ additivity }}.is_total, false) as is_total,
        coalesce({{ additivity }}.adds_up, false) as adds_up
{%- endmacro %}

{# One line item in one period, on one basis. #}
{% macro same_line(a, b) -%}
    {{ a }}.line_item_id = {{ b }}.line_item_id and {{ a }}.period_no = {{ b }}.period_no and {{ a }}.basis = {{ b }}.basis
{%- endmacro %}

{# The key of a dimension in one column, for clients that join on one: iij:1Q25. #}
{% macro dimension_key(company, id) -%} {{ company }} || ':' || {{ id }} {%- endmacro %}

{#
    The same for a mart with several amounts in a row: the parts may be added up where all of them are known of each amount that
    is known of any, else the total may. `parts` is how many there are, `window` the rows of one total. `beside` are further amounts and
    how many parts of each add up: none of them may be known of some parts alone.
#}
{% macro row_adds_up(amounts, is_total, parts, window, beside={}) -%}
    case
            when
                {%- for amount in amounts %}
                count(case when not {{ is_total }} then {{ amount }} end) over ({{ window }}) in (0, {{ parts }}) and
                {%- endfor %}
                {%- for amount, parts_of_amount in beside.items() %}
                count(case when not {{ is_total }} then {{ amount }} end) over ({{ window }}) in (0, {{ parts_of_amount }}) and
                {%- endfor %}
                (
                    {%- for amount in amounts %}
                    {{ 'or ' if not loop.first }}count(case when not {{ is_total }} then {{ amount }} end) over ({{ window }}) = {{ parts }}
                    {%- endfor %}
                )
                then not {{ is_total }}
            else {{ is_total }}
        end as adds_up
{%- endmacro %}

{#
    The rows of a mart that add up, of every quarter that quarterly_results has: where a part, or the whole in its stead, has no
    such row, there is one without amounts. `part` is the mart's column that names the part, `total` the name of the whole,
    `columns` are the amounts to take along.
#}
{% macro every_quarter(mart, part, total, columns) -%}
with quarters as (
    select * from {{ ref('quarterly_results') }}
),

of_mart as (
    select * from {{ ref(mart) }}
    where basis = 'actual' and period_type = 'quarter' and adds_up
),

-- what has ever been added up
parts as (
    select
        company,
        {{ part }},
        max_by(name_ja, period_sort) as name_ja,
        max_by(name_en, period_sort) as name_en,
        max(display_order) as display_order,
        count(case when {{ part }} <> '{{ total }}' then 1 end) over (partition by company) as parts_of_company
    from of_mart
    group by company, {{ part }}
),

final as (
    select
        quarters.company,
        parts.{{ part }},
        parts.name_ja,
        parts.name_en,
        parts.display_order,
        case
            when of_mart.company is null then 0
            when parts.{{ part }} = '{{ total }}' and parts.parts_of_company > 0 then parts.parts_of_company
            else 1
        end as parts_covered,
        parts.parts_of_company,
        quarters.period_key,
        quarters.period,
        quarters.period_type,
        quarters.fiscal_year,
        quarters.fiscal_quarter,
        quarters.half_period,
        quarters.year_period,
        quarters.period_sort,
        quarters.starts_on,
        quarters.ends_on,
        of_mart.deck,
        quarters.currency,
        {% for column in columns %}
        of_mart.{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from quarters
    inner join parts on quarters.company = parts.company
    left join of_mart on quarters.company = of_mart.company and quarters.period = of_mart.period and parts.{{ part }} = of_mart.{{ part }}
)

select * from final
{%- endmacro %}
