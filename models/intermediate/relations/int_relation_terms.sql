{% set kinds = ['sum', 'roll_forward', 'part'] %}
-- Every relation that the printed figures of a company take part in, over amounts that are printed or not: all that the checks
-- compare, as one system. One row per relation and member.
with {% for kind in kinds %}
{{ kind }}_terms as (
    select * from {{ ref('int_' ~ kind ~ '_terms') }}
),

{% endfor %}
rates as (
    select * from {{ ref('int_rates') }}
),

epochs as (
    select * from {{ ref('int_line_item_epochs') }}
),

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

rate_terms as (
    {% for role, weight, line_item_id, measure, period_no, stated_no in [
        ('result', -1, 'line_item_id', 'measure', 'period_no', 'stated_no'),
        ('numerator', 1, 'numerator_id', "'level'", 'numerator_period_no', 'numerator_stated_no'),
        ('denominator', -1, 'denominator_id', "'level'", 'denominator_period_no', 'denominator_stated_no'),
    ] %}
    select
        rates.company,
        'recalculation' as kind,
        rates.relation,
        rates.form,
        rates.years,
        rates.line_item_id,
        rates.measure,
        rates.period_no,
        rates.stated_no,
        rates.epoch_no,
        '{{ role }}' as role,
        {{ weight }} as weight,
        rates.{{ line_item_id }} as member_line_item_id,
        {{ measure }} as member_measure,
        rates.{{ period_no }} as member_period_no,
        rates.{{ stated_no }} as member_stated_no,
        epochs.epoch_no as member_epoch_no
    from rates
    inner join epochs
        on rates.{{ line_item_id }} = epochs.line_item_id and rates.epoch_no >= epochs.epoch_no and rates.epoch_no < epochs.before_deck_no
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

terms as (
    select * from rate_terms
    {% for kind in kinds %}
    union all
    select * from {{ kind }}_terms
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
    select distinct
        checks.kind,
        checks.relation,
        variables.variable_id as subject_id
    from checks
    inner join variables on checks.fact_id = variables.fact_id
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
        contradicted.kind is not null as is_contradicted
    from named
    left join contradicted
        on named.kind = contradicted.kind and named.relation = contradicted.relation and named.subject_id = contradicted.subject_id
)

select * from final
