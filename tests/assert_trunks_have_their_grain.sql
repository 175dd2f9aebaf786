-- One row per what a model says it has one row of: a join below the grain would multiply amounts without a trace.
{% set grains = {
    'int_line_items': ['line_item_id'],
    'int_periods': ['company', 'period_no'],
    'int_times_of_statement': ['company', 'stated_no'],
    'int_figures': ['figure_id'],
    'int_facts': ['fact_id'],
    'int_vintages': ['fact_id'],
    'int_printed_amounts': ['amount_id', 'deck_no', 'method'],
    'int_derivations': ['derivation_id'],
    'int_growth_bases': ['amount_id', 'deck_no', 'compared_with'],
    'int_implied_amounts': ['implied_id'],
    'int_proving_amounts': ['amount_id', 'deck_no'],
    'int_checks': ['kind', 'relation', 'fact_id'],
    'int_check_figures': ['check_no', 'figure_id'],
    'int_figure_slack': ['figure_id'],
    'int_explanations': ['tie_out_id', 'status'],
    'int_line_item_epochs': ['line_item_id', 'epoch_no'],
    'int_variables': ['figure_id'],
    'int_relation_terms': ['relation_no', 'role', 'variable_id'],
    'int_latest_amounts': ['line_item_id', 'period_no', 'basis'],
    'int_amounts': ['line_item_id', 'period_no', 'basis'],
    'int_shown_bases': ['line_item_id', 'period_no', 'basis', 'compared_with'],
    'int_growth': ['line_item_id', 'period_no', 'basis', 'compared_with'],
    'int_trailing_twelve_months': ['line_item_id', 'period_no'],
    'int_statement_lines': ['line_item_id', 'period_no', 'basis'],
    'int_additivity': ['statement', 'line_item_id', 'period_no', 'basis'],
    'int_ratios': ['ratio', 'measure', 'line_item_id', 'period_no', 'basis'],
    'int_progress': ['line_item_id', 'period_no'],
} %}
with counts as (
    {% for model, grain in grains.items() %}
    select
        '{{ model }}' as model,
        '{{ grain | join(", ") }}' as grain,
        concat_ws(', ', {{ grain | join(', ') }}) as row_key,
        count(*) as rows_with_key
    from {{ ref(model) }}
    group by {{ grain | join(', ') }}
    having count(*) > 1
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

final as (
    select * from counts
)

select * from final
