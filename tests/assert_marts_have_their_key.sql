-- A key of a mart that is there twice or has a null: no engine is asked to enforce what its YAML declares as primary_key.
{% set marts = [
    'amounts',
    'audit_check_kinds',
    'balance_sheet',
    'capital_expenditure',
    'cash_flow',
    'core_companies',
    'core_decks',
    'core_line_items',
    'core_segments',
    'cost_by_nature',
    'deck_against_filing',
    'deck_coverage',
    'derivation_inputs',
    'derivations',
    'disclosures',
    'dividends',
    'facts',
    'figure_audit',
    'finance_ratios',
    'finance_restatements',
    'financial_position',
    'forecast_revisions',
    'guidance',
    'guidance_history',
    'income_statement',
    'interconnection_charges',
    'mobile_plans',
    'mobile_subscriptions',
    'operations_large_deals',
    'order_book',
    'periods',
    'profit_and_loss_below_operating',
    'profit_bridge',
    'quarterly_orders',
    'quarterly_results',
    'quarterly_segments',
    'relations',
    'revenue_by_service',
    'security_and_cloud',
    'segment_results',
    'sga_expenses',
    'tie_out_figures',
    'tie_out_inputs',
    'tie_outs',
    'time_spine_daily',
    'time_spine_quarterly',
    'workforce',
] %}
{% set declared = {} %}
{% for node in graph.nodes.values() if node.resource_type == 'model' %}
{% for constraint in node.constraints if constraint.type == 'primary_key' %}
{% do declared.update({node.name: {'columns': constraint.columns, 'has_company': 'company' in node.columns}}) %}
{% endfor %}
{% endfor %}
{% if execute and declared.keys() | sort != marts %}
    {% do exceptions.raise_compiler_error(
        'tests/assert_marts_have_their_key.sql lists the marts that declare a primary_key; it lacks or should not have: '
        ~ ((declared.keys() | reject('in', marts) | list) + (marts | reject('in', declared) | list)) | join(', ')
    ) %}
{% endif %}
with keys as (
    {% for mart in marts %}
    {% set key = declared.get(mart, {'columns': ['1'], 'has_company': false}) %}
    select
        '{{ mart }}' as mart,
        concat_ws(
            ', ',
            {{ key.columns | join(',\n            ') }}
        ) as row_key,
        count(*) as rows_with_key,
        {{ 'min(company)' if key.has_company else 'cast(null as string)' }} as company
    from {{ ref(mart) }}
    group by
        {{ key.columns | join(',\n        ') }}
    having
        count(*) > 1
        or {{ key.columns | join(' is null\n        or ') }} is null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select * from keys
)

select * from final
