{{ config(materialized='view') }}
-- Recalculation: a printed ratio, or a printed growth over several years, with the two amounts that it follows from.
with facts as (
    select * from {{ ref('int_facts') }}
    where value is not null
),

ratio_rules as (
    select * from {{ ref('int_ratio_rules') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
    where is_sharpest
),

parts as (
    {% for side, role, weight in [('numerator', 'numerator', 1), ('denominator', 'denominator', -1)] %}
    select
        line_item_id,
        measure,
        comparison,
        is_standard,
        case comparison when 'change' then 'component' else '{{ role }}' end as role,
        {{ side }}_id as input_line_item_id,
        {{ weight }} as weight
    from ratio_rules
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

-- a quotient is of one period; growth over a range of years is of its end and its beginning
needed as (
    select
        facts.fact_id,
        facts.company,
        facts.line_item_id,
        facts.measure,
        facts.period_no,
        facts.stated_no,
        facts.deck_no,
        parts.comparison,
        parts.is_standard,
        parts.role,
        parts.input_line_item_id,
        parts.weight,
        case
            when parts.comparison = 'quotient' then facts.period_no
            when line_items.period_kind = 'duration' and parts.weight = 1 then periods.last_year_period_no
            when line_items.period_kind = 'duration' then periods.base_year_period_no
            when parts.weight = 1 then periods.closing_period_no
            else periods.opening_period_no
        end as input_period_no
    from facts
    inner join parts on facts.line_item_id = parts.line_item_id and facts.measure = parts.measure
    inner join line_items on parts.input_line_item_id = line_items.line_item_id
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
),

actual as (
    select
        company,
        stated_no
    from times_of_statement
    where basis = 'actual' and as_of is null
),

-- one row per ratio and part: as stated with it, else the beginning of planned growth, which has happened; from the
-- same deck, else the newest before
known as (
    select
        needed.*,
        {{ input_columns('derivations', 'derivation_id') }},
        derivations.oldest_deck_no,
        derivations.comparable_from
    from needed
    left join actual on needed.company = actual.company
    left join derivations
        on
            needed.input_line_item_id = derivations.line_item_id
            and needed.input_period_no = derivations.period_no
            and (
                needed.stated_no = derivations.stated_no
                or (needed.comparison <> 'quotient' and needed.weight = -1 and derivations.stated_no = actual.stated_no)
            )
            and {{ is_known_to('needed', 'derivations') }}
    qualify row_number() over (
        partition by needed.fact_id, needed.role, needed.weight
        order by derivations.deck_no desc, case when needed.stated_no = derivations.stated_no then 1 else 2 end
    ) = 1
),

counted as (
    select
        *,
        count(source_id) over parts_of_fact as known_parts,
        coalesce(min(oldest_deck_no) over parts_of_fact >= max(comparable_from) over parts_of_fact, true) as is_of_one_basis
    from known
    window parts_of_fact as (partition by fact_id)
),

final as (
    select
        {{ check_inputs("'recalculation'", 'comparison', 'counted', 'role') }}
    from counted
    where counted.is_of_one_basis and (counted.known_parts = 2 or not counted.is_standard)
)

select * from final
