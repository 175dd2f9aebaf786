-- Relations of each company that hold but for a residual with known bounds, and what they are made of. One row per relation and
-- component; a component without a line item is a constant.
with companies as (
    select * from {{ ref('stg_companies') }}
),

reasonableness as (
    select
        company,
        relation,
        line_item,
        component,
        component_period,
        try_cast(weight as integer) as weight,
        form,
        coalesce(try_cast(residual_lower_pct as {{ figure_type() }}), -{{ unbounded() }}) as residual_lower_pct,
        coalesce(try_cast(residual_upper_pct as {{ figure_type() }}), {{ unbounded() }}) as residual_upper_pct
    from {{ landed('reasonableness') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

reasonableness_of_company as (
    {{ of_each_company(
        'reasonableness', ['relation'],
        ['line_item', 'component', 'component_period', 'weight', 'form', 'residual_lower_pct', 'residual_upper_pct']
    ) }}
),

final as (
    select
        rules.company,
        rules.relation,
        rules.line_item,
        line_items.line_item_id,
        rules.component,
        components.line_item_id as component_id,
        rules.component_period,
        rules.weight,
        rules.form,
        rules.residual_lower_pct,
        rules.residual_upper_pct,
        rules.is_standard
    from reasonableness_of_company as rules
    inner join line_items on rules.company = line_items.company and rules.line_item = line_items.line_item
    left join line_items as components on rules.company = components.company and rules.component = components.line_item
    -- a relation of which the company does not have all components is none: assert_rules_fit_their_company names it
    qualify
        count(components.line_item_id) over (partition by rules.company, rules.relation)
        = count(rules.component) over (partition by rules.company, rules.relation)
)

select * from final
