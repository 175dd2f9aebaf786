{#
    The first of (column, condition, what is accepted) that holds for a row, as problem_column, problem_text, problem_accepted.
    '(row)' stands for the row as a whole.
#}
{% macro first_problem(checks) -%}
    case
        {%- for column, condition, accepted in checks %}
        when {{ condition }} then '{{ column }}'
        {%- endfor %}
    end as problem_column,
        case
        {%- for column, condition, accepted in checks %}
        when {{ condition }} then {{ "coalesce(" ~ column ~ ", '')" if column in ['deck', 'page', 'section', 'label', 'line_item', 'measure', 'period', 'basis', 'as_of', 'printed', 'unit', 'qualifier'] else "coalesce(" ~ column ~ "_text, '')" if column in ['seq'] else "label" }}
        {%- endfor %}
    end as problem_text,
        case
        {%- for column, condition, accepted in checks %}
        when {{ condition }} then {{ accepted }}
        {%- endfor %}
    end as problem_accepted
{%- endmacro %}
