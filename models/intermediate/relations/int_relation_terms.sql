{% set kinds = ['sum', 'growth', 'ratio', 'roll_forward', 'part'] %}
-- Every relation that the printed figures of a company take part in, over amounts that are printed or not: all that the checks
-- compare, as one system. One row per relation and member.
with {% for kind in kinds %}
{{ kind }}_terms as (
    select * from {{ ref('int_' ~ kind ~ '_terms') }}
),

{% endfor %}
variables as (
    select * from {{ ref('int_variables') }}
),

measures as (
    select * from {{ ref('stg_measures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
    where status = 'inconsistent'
),

explanations as (
    select * from {{ ref('int_explanations') }}
),

terms as (
    {% for kind in kinds %}
    select * from {{ kind }}_terms
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

named as (
    select
        terms.*,
        {{ packed_fact_id(packed_amount_id('terms.line_item_id', 'terms.period_no', 'terms.stated_no'), 'terms.epoch_no', 'measures.measure_no') }}
            as subject_id,
        {{ packed_fact_id(
            packed_amount_id('terms.member_line_item_id', 'terms.member_period_no', 'terms.member_stated_no'),
            'terms.member_epoch_no', 'member_measures.measure_no'
        ) }} as variable_id
    from terms
    inner join measures on terms.measure = measures.measure
    inner join measures as member_measures on terms.member_measure = member_measures.measure
),

contradicted as (
    select
        checks.kind,
        checks.relation,
        variables.variable_id as subject_id,
        bool_or(explanations.tie_out_id is not null) as is_explained
    from checks
    inner join variables on checks.fact_id = variables.fact_id
    left join explanations on checks.tie_out_id = explanations.tie_out_id and checks.status = explanations.status
    group by checks.kind, checks.relation, variables.variable_id
),

final as (
    select
        cast(dense_rank() over (order by named.company, named.kind, named.relation, named.subject_id) as integer) as relation_no,
        named.company,
        named.kind,
        named.relation,
        named.form,
        named.years,
        named.role,
        named.variable_id,
        named.weight,
        named.member_line_item_id,
        named.member_measure,
        named.member_period_no,
        contradicted.kind is not null as is_contradicted,
        coalesce(contradicted.is_explained, false) as is_explained
    from named
    left join contradicted
        on named.kind = contradicted.kind and named.relation = contradicted.relation and named.subject_id = contradicted.subject_id
)

select * from final
