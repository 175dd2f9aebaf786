-- What each shown amount is measured from: of the amounts of the base period that are comparable with it the one that
-- is shown itself, else the newest.
-- Where there is one and none is comparable, a row says so. One row per line item, period, basis and comparison.
with amounts as (
    select * from {{ ref('int_latest_amounts') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where {{ is_sharp_enough('method', 'value', 'lower_bound', 'upper_bound') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

compared as (
    {% for compared_with, base_period in comparisons() %}
    select
        amounts.*,
        '{{ compared_with }}' as compared_with,
        periods.{{ base_period }}_no as base_period_no
    from amounts
    inner join periods on amounts.company = periods.company and amounts.period_no = periods.period_no
    where periods.{{ base_period }}_no is not null{% if compared_with == 'previous' %} and periods.period_type in ('quarter', 'instant'){% endif %}

    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

candidates as (
    select
        derivations.*,
        times_of_statement.basis,
        times_of_statement.as_of,
        times_of_statement.expected_on,
        amounts.derivation_id is not null as is_shown
    from derivations
    inner join line_items on derivations.line_item_id = line_items.line_item_id
    inner join times_of_statement on line_items.company = times_of_statement.company and derivations.stated_no = times_of_statement.stated_no
    left join amounts on derivations.derivation_id = amounts.derivation_id
),

bases as (
    select
        compared.line_item_id,
        compared.period_no,
        compared.basis,
        compared.compared_with,
        candidates.derivation_id,
        candidates.value as base_value,
        candidates.lower_bound as base_lower_bound,
        candidates.upper_bound as base_upper_bound,
        {{ are_comparable('compared', 'candidates') }} as is_comparable
    from compared
    inner join candidates
        on
            compared.line_item_id = candidates.line_item_id
            and compared.base_period_no = candidates.period_no
            and {{ can_be_base('compared', 'candidates') }}
    qualify row_number() over (
        partition by compared.line_item_id, compared.period_no, compared.basis, compared.compared_with
        order by {{ least_first(
            ['case when ' ~ are_comparable('compared', 'candidates') ~ ' then 1 else 2 end'] + base_preference('compared', 'candidates') + [
                'case when candidates.is_shown then 1 else 2 end', '-candidates.deck_no',
                'candidates.upper_bound - candidates.lower_bound', 'candidates.derivation_id'
            ]
        ) }}
    ) = 1
),

final as (
    select
        line_item_id,
        period_no,
        basis,
        compared_with,
        is_comparable,
        derivation_id,
        case when is_comparable then base_value end as value,
        case when is_comparable then base_lower_bound end as lower_bound,
        case when is_comparable then base_upper_bound end as upper_bound
    from bases
)

select * from final
