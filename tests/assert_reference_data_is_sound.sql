-- Each row of the reference data is there once and has values that are known.
-- (What the rules say of a company's line items: assert_rules_fit_their_company.)
{% set keys = keys_of_seeds() %}
{% set of_one_company = ['not_printed', 'printed_signs', 'roundings'] %}
-- what the cells of a row may hold: seed, key, columns, when it is a problem, what is accepted
{% set values = [
    ('balances', 'balance', "coalesce(balance, '') not in ('credit', 'debit')", 'credit or debit'),
    ('calculations', 'weight', "coalesce(weight, '') not in ('1', '-1')", '1 or -1'),
    ('calculations', 'comparison', "coalesce(comparison, '') not in ('equals', 'at_most')", 'equals or at_most'),
    ('calculations', 'component', 'component = total', 'a component other than the total'),
    ('check_kinds', 'is_equality',
        "try_cast(is_equality as boolean) is null or try_cast(display_order as integer) is null or meaning_en is null or meaning_ja is null",
        'true or false, an order and a meaning in both languages'),
    ('concepts', 'rank', "regexp_extract(coalesce(rank, ''), '^[1-9]$', 0) = ''", '1 for the first choice, 2 for what stands in its place'),
    ('known_discrepancies', 'reason', "coalesce(reason, '') <> 'deck_error'", 'deck_error'),
    ('known_discrepancies', 'printed', "(printed is null or addends is null) and tie_out_id not like 'all_relations:%'",
        'printed and addends of the check, as the failing build shows them'),
    ('known_discrepancies', 'evidence', 'evidence is null', 'what shows that the deck is in error'),
    ('measures', 'compared_with', "coalesce(compared_with, 'year_ago') not in ('year_ago', 'previous', 'fiscal_year_end', 'whole')",
        'empty, year_ago, previous, fiscal_year_end or whole'),
    ('measures', 'expressed_as', "coalesce(expressed_as, '') not in ('amount', 'percent')", 'amount or percent'),
    ('not_printed', 'relation', 'relation is null', 'the relation that the check is of'),
    ('not_printed', 'evidence', 'evidence is null', 'what the company does not print'),
    ('printed_signs', 'sign', "coalesce(sign, '') <> '-1'", '-1'),
    ('ratios', 'measure', "coalesce(measure, '') not in ('level', 'share_pct')", 'level or share_pct'),
    ('ratios', 'comparison', "coalesce(comparison, '') not in ('quotient', 'multiple', 'change', 'cagr')", 'quotient, multiple, change or cagr'),
    ('reasonableness', 'component_period',
        "coalesce(component_period, '') not in ('same', 'previous', 'year_ago', 'opening', 'closing', 'quarter', 'quarter_after', 'first_quarter_of_half', 'first_quarter_of_year') and component is not null",
        'same, previous, year_ago, opening, closing, quarter, quarter_after, first_quarter_of_half or first_quarter_of_year'),
    ('reasonableness', 'component', "component is null and coalesce(form, '') <> 'product'", 'a line item; a constant only in a product'),
    ('reasonableness', 'form', "coalesce(form, '') not in ('sum', 'product')", 'sum or product'),
    ('reasonableness', 'weight',
        "coalesce(try_cast(weight as integer), 0) = 0 or (form = 'product' and component is not null and weight not in ('1', '-1'))",
        'a whole number other than 0; of a factor 1, of a divisor -1'),
    ('reasonableness', 'residual_lower_pct',
        "(residual_lower_pct is not null and try_cast(residual_lower_pct as decimal(18, 6)) is null) or (residual_upper_pct is not null and try_cast(residual_upper_pct as decimal(18, 6)) is null) or coalesce(residual_lower_pct, residual_upper_pct) is null or coalesce(try_cast(residual_lower_pct as decimal(18, 6)) > try_cast(residual_upper_pct as decimal(18, 6)), false)",
        'numbers, the lower not above the upper; one of them may be empty'),
    ('reasonableness', 'evidence', 'evidence is null', 'what the bounds are taken from'),
    ('restatements', 'reason',
        "coalesce(reason, '') not in ('error_correction', 'real_change', 'reclassification', 'accounting_policy', 'scope_of_consolidation', 'share_split')",
        'error_correction, real_change, reclassification, accounting_policy, scope_of_consolidation or share_split'),
    ('restatements', 'factor',
        "(reason = 'share_split') <> (coalesce(try_cast(factor as decimal(18, 6)), 0) > 0) or (try_cast(factor as decimal(18, 6)) is null and factor is not null)",
        'new shares per old one of a share_split, empty for any other reason'),
    ('restatements', 'evidence', 'evidence is null', 'where the deck says so'),
    ('roll_forwards', 'weight', "coalesce(weight, '') not in ('1', '-1')", '1 or -1'),
    ('roundings', 'rounding', "coalesce(rounding, '') not in ('half_up', 'truncate', 'unknown')", 'half_up, truncate or unknown'),
    ('unit_families', 'item_type', "item_type is null or numerator is null", 'a type of items and the unit that it is measured in'),
    ('unit_families', 'power_of_ten', "coalesce(try_cast(power_of_ten as integer), 99) not between -6 and 6", '-6 to 6'),
    ('units', 'scale', "coalesce(try_cast(scale as decimal(18, 8)), 0) <= 0", 'a scale above 0'),
] %}
with line_items as (
    select * from {{ ref('int_line_items') }}
),

companies as (
    select * from {{ ref('stg_companies') }}
),

decks as (
    select * from {{ ref('stg_decks') }}
),

qualifiers as (
    select * from {{ ref('stg_qualifiers') }}
),

units as (
    select * from {{ ref('stg_units') }}
),

unit_families as (
    select distinct unit_family from units
),

measures as (
    select * from {{ ref('stg_measures') }}
),

measures_of_company as (
    select
        companies.company,
        measures.measure
    from companies
    cross join measures
),

periods as (
    select * from {{ ref('int_periods') }}
),

problems as (
    {% for seed, columns in keys.items() %}
    select
        '{{ seed }}' as seed,
        concat_ws(' ', {{ columns | join(', ') }}) as row_key,
        '{{ columns | join(", ") }}' as in_column,
        cast(count(*) as string) || ' rows' as found,
        'one row' as accepted,
        {{ owner_of_row(columns) }}
    from {{ landed(seed) }}
    group by {{ columns | join(', ') }}
    having count(*) > 1
    union all
    {% if columns[0] == 'company' %}
    {% set or_empty = '' if seed in of_one_company else ', or empty for any' %}
    {% set and_not_empty = '' if seed in of_one_company else ' and rules.company is not null' %}
    select
        '{{ seed }}' as seed,
        concat_ws(' ', rules.{{ columns | join(', rules.') }}) as row_key,
        'company' as in_column,
        rules.company as found,
        'a company of companies.csv{{ or_empty }}' as accepted,
        {{ owner_of_row(columns, 'rules') }}
    from {{ landed(seed) }} as rules
    left join companies on rules.company = companies.company
    where companies.company is null{{ and_not_empty }}
    union all
    {% endif %}
    {% endfor %}
    {% for seed, column, condition, accepted in values %}
    select
        '{{ seed }}' as seed,
        concat_ws(' ', {{ keys[seed] | join(', ') }}) as row_key,
        '{{ column }}' as in_column,
        cast({{ column }} as string) as found,
        '{{ accepted }}' as accepted,
        {{ owner_of_row(keys[seed]) }}
    from {{ landed(seed) }}
    where {{ condition }}
    union all
    {% endfor %}
    select
        'calculations' as seed,
        concat_ws(' ', company, calculation) as row_key,
        'total' as in_column,
        {{ dbt.listagg('distinct total', "', '") }} as found,
        'one total and one comparison for each calculation' as accepted,
        {{ owner_of_row(['company']) }}
    from {{ landed('calculations') }}
    group by company, calculation
    having count(distinct total) > 1 or count(distinct comparison) > 1
    union all
    select
        'reasonableness' as seed,
        concat_ws(' ', company, relation) as row_key,
        'line_item, form, residual_lower_pct, residual_upper_pct' as in_column,
        {{ dbt.listagg("distinct concat_ws(' ', line_item, form, residual_lower_pct, residual_upper_pct)", "', '") }} as found,
        'the same in each row of a relation' as accepted,
        {{ owner_of_row(['company']) }}
    from {{ landed('reasonableness') }}
    group by company, relation
    having count(distinct concat_ws(' ', line_item, form, residual_lower_pct, residual_upper_pct)) > 1
    union all
    select
        'qualifiers' as seed,
        qualifier as row_key,
        'stands' as in_column,
        stands as found,
        'before, after or around: where the word stands by its number' as accepted,
        {{ owner_of_row([]) }}
    from qualifiers
    where coalesce(stands, '') not in ('before', 'after', 'around')
    union all
    select
        'qualifiers' as seed,
        qualifier as row_key,
        'step_toward_zero, step_away_from_zero, is_open_toward_zero, is_open_away_from_zero' as in_column,
        concat_ws(
            ', ', cast(step_toward_zero as string), cast(step_away_from_zero as string), cast(is_open_toward_zero as string),
            cast(is_open_away_from_zero as string)
        ) as found,
        '0 or 1 each, or one of them empty; true or false each' as accepted,
        {{ owner_of_row([]) }}
    from qualifiers
    where
        coalesce(step_toward_zero, 0) not in (0, 1)
        or coalesce(step_away_from_zero, 0) not in (0, 1)
        or (step_toward_zero is null and step_away_from_zero is null)
        or is_open_toward_zero is null
        or is_open_away_from_zero is null
    union all
    select
        'line_items' as seed,
        line_items.company || ' ' || coalesce(line_items.line_item, '') as row_key,
        'statement, segment, concept, unit_family, period_kind, display_order, names' as in_column,
        concat_ws(
            ', ', line_items.statement, line_items.segment, line_items.concept, line_items.unit_family, line_items.period_kind,
            line_items.name_ja, line_items.name_en
        ) as found,
        'a listed statement and segment, a concept, a unit family of units.csv, duration or instant, an order, both names' as accepted,
        {{ owner_of_row(['company'], 'line_items') }}
    from line_items
    left join unit_families on line_items.unit_family = unit_families.unit_family
    where
        line_items.segment_display_order is null
        or unit_families.unit_family is null
        or coalesce(line_items.period_kind, '') not in ('duration', 'instant')
        or line_items.statement_name_ja is null
        or line_items.display_order is null
        or (
            line_items.statement = 'segment_results'
            and line_items.concept not in ('revenue', 'cost_of_sales', 'gross_profit', 'gross_margin', 'segment_profit', 'operating_profit', 'operating_margin')
        )
        or line_items.concept is null
        or line_items.name_ja is null
        or line_items.name_en is null
    union all
    select
        'units' as seed,
        unit as row_key,
        'unit, unit_family, currency, scale' as in_column,
        concat_ws(', ', unit, unit_family, currency, cast(max(scale) as string)) as found,
        'each unit once in a family and currency, with a scale above 0 of at most 6 decimals; a currency for money, price and per_share alone' as accepted,
        {{ owner_of_row([]) }}
    from units
    group by unit, unit_family, currency
    having
        count(*) > 1
        or max(case when scale > 0 and scale = cast(scale as {{ scale_type() }}) then 0 else 1 end) = 1
        or (currency is not null) is distinct from coalesce(unit_family in ('money', 'price', 'per_share'), false)
    union all
    select
        'line_items' as seed,
        company || ' ' || line_item as row_key,
        'company, line_item' as in_column,
        cast(count(*) as string) || ' rows of int_line_items' as found,
        'one row' as accepted,
        {{ owner_of_row(['company']) }}
    from line_items
    group by company, line_item
    having count(*) > 1
    union all
    select
        'line_items' as seed,
        company || ' ' || {{ dbt.listagg('line_item', "', '", 'order by line_item') }} as row_key,
        'segment, concept' as in_column,
        segment || ', ' || concept as found,
        'one line item of each concept in a segment, for segment_results has one column of it' as accepted,
        {{ owner_of_row(['company']) }}
    from line_items
    where
        statement in ('income_statement', 'segment_results')
        and concept in ('revenue', 'cost_of_sales', 'gross_profit', 'gross_margin', 'segment_profit', 'operating_profit')
    group by company, segment, concept
    having count(*) > 1
    {% for column, known, accepted in [
        ('line_item', 'line_items', 'a line item, or empty where the company has the concept for another thing'),
        ('measure', 'measures_of_company', 'a measure of seeds/reference/measures.csv'),
    ] %}
    union all
    select
        'concepts' as seed,
        concat_ws(' ', concepts.company, concepts.concept, concepts.members) as row_key,
        '{{ column }}' as in_column,
        concepts.{{ column }} as found,
        '{{ accepted }}' as accepted,
        {{ owner_of_row(['company'], 'concepts') }}
    from {{ landed('concepts') }} as concepts
    left join {{ known }} as known
        on concepts.{{ column }} = known.{{ column }} and coalesce(concepts.company, known.company) = known.company
    where (concepts.{{ column }} is not null or '{{ column }}' = 'measure') and concepts.line_item is not null and known.company is null
    {% endfor %}
    {% for seed in ['not_printed', 'roundings'] %}
    union all
    select
        '{{ seed }}' as seed,
        concat_ws(' ', rules.{{ keys[seed] | join(', rules.') }}) as row_key,
        'from_deck' as in_column,
        rules.from_deck as found,
        'a deck of the company, or empty for all of them' as accepted,
        {{ owner_of_row(['company'], 'rules') }}
    from {{ landed(seed) }} as rules
    left join decks on rules.company = decks.company and rules.from_deck = decks.deck
    where rules.from_deck is not null and decks.deck is null
    {% endfor %}
    union all
    select
        'roundings' as seed,
        concat_ws(' ', roundings.company, roundings.from_deck, roundings.unit_family) as row_key,
        'unit_family' as in_column,
        roundings.unit_family as found,
        'a unit family of units.csv, or empty for all others' as accepted,
        {{ owner_of_row(['company'], 'roundings') }}
    from {{ landed('roundings') }} as roundings
    left join unit_families on roundings.unit_family = unit_families.unit_family
    where roundings.unit_family is not null and unit_families.unit_family is null
    union all
    select
        'unit_families' as seed,
        families.unit_family as row_key,
        'unit_family' as in_column,
        families.unit_family as found,
        'a unit family of units.csv' as accepted,
        {{ owner_of_row([]) }}
    from {{ ref('unit_families') }} as families
    left join unit_families on families.unit_family = unit_families.unit_family
    where unit_families.unit_family is null
    union all
    select
        'balances' as seed,
        concat_ws(' ', balances.company, balances.line_item) as row_key,
        'line_item' as in_column,
        balances.line_item as found,
        'a line item of seeds/reference/line_items.csv in money' as accepted,
        {{ owner_of_row(['company'], 'balances') }}
    from {{ landed('balances') }} as balances
    left join line_items
        on balances.line_item = line_items.line_item and coalesce(balances.company, line_items.company) = line_items.company
    group by balances.company, balances.line_item
    having coalesce(max(line_items.unit_family), '') <> 'money'
    union all
    select
        'not_printed' as seed,
        concat_ws(' ', rules.company, rules.kind, rules.relation) as row_key,
        'kind' as in_column,
        rules.kind as found,
        'a kind of seeds/reference/check_kinds.csv' as accepted,
        {{ owner_of_row(['company'], 'rules') }}
    from {{ landed('not_printed') }} as rules
    left join {{ ref('check_kinds') }} as check_kinds on rules.kind = check_kinds.kind
    where check_kinds.kind is null
    union all
    select
        'restatements' as seed,
        concat_ws(' ', restatements.deck, restatements.line_item) as row_key,
        'deck' as in_column,
        restatements.deck as found,
        'a listed deck' as accepted,
        {{ owner_of_row(['deck'], 'restatements') }}
    from {{ landed('restatements') }} as restatements
    left join decks on restatements.deck = decks.deck
    where decks.deck is null
    {% for column, known, accepted in [
        ('line_item', 'line_items', 'a line item of the company'),
        ('segment', 'line_items', 'a segment of the company that a line item is of'),
        ('measure', 'measures_of_company', 'a measure of seeds/reference/measures.csv'),
        ('period', 'periods', 'a period of the company'),
    ] %}
    union all
    select distinct
        'restatements' as seed,
        concat_ws(' ', restatements.deck, restatements.line_item) as row_key,
        '{{ column }}' as in_column,
        restatements.{{ column }} as found,
        '{{ accepted }}' as accepted,
        {{ owner_of_row(['deck'], 'restatements') }}
    from {{ landed('restatements') }} as restatements
    inner join decks on restatements.deck = decks.deck
    left join {{ known }} as known on decks.company = known.company and restatements.{{ column }} = known.{{ column }}
    where restatements.{{ column }} is not null and known.{{ column }} is null
    {% endfor %}
),

owned as (
    {{ with_owner('problems') }}
),

final as (
    select
        {{ file_of_seed('seed', 'company') }} as file,
        row_key,
        in_column,
        found,
        accepted,
        company
    from owned
)

select * from final
