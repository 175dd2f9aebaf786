-- What is known of each line item in each period and basis, whichever way it is obtained: a value with its source, or
-- the reason why there is none.
-- One row per line item, period and basis. `is_stated` is false where no deck speaks of the amount and it is merely
-- implied or solved.
with latest_amounts as (
    select * from {{ ref('int_latest_amounts') }}
),

derivations as (
    select * from {{ ref('int_derivations') }}
),

implied_amounts as (
    select * from {{ ref('int_implied_amounts') }}
),

printed_growth as (
    select * from {{ ref('int_printed_growth') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

times_of_statement as (
    select * from {{ ref('int_times_of_statement') }}
),

shown as (
    select
        line_item_id,
        period_no,
        basis,
        stated_no,
        deck_no,
        derivation_id,
        value,
        lower_bound,
        upper_bound,
        oldest_deck_no,
        newest_deck_no,
        comparable_from,
        comparable_before,
        case
            when has_conflicting_prints then 'conflicting'
            when is_undecided then 'undecided'
            when method = 'printed' then 'printed'
            else 'calculated'
        end as source,
        true as is_stated,
        1 as preference
    from latest_amounts
),

implied as (
    select
        implied_amounts.line_item_id,
        implied_amounts.period_no,
        times_of_statement.basis,
        implied_amounts.stated_no,
        implied_amounts.deck_no,
        implied_amounts.implied_id as derivation_id,
        implied_amounts.value,
        implied_amounts.lower_bound,
        implied_amounts.upper_bound,
        implied_amounts.oldest_deck_no,
        implied_amounts.newest_deck_no,
        implied_amounts.comparable_from,
        implied_amounts.comparable_before,
        {{ is_sharp_enough("'implied'", 'implied_amounts.value', 'implied_amounts.lower_bound', 'implied_amounts.upper_bound') }} as is_sharp
    from implied_amounts
    inner join line_items on implied_amounts.line_item_id = line_items.line_item_id
    inner join times_of_statement
        on line_items.company = times_of_statement.company and implied_amounts.stated_no = times_of_statement.stated_no
    qualify row_number() over (
        partition by implied_amounts.line_item_id, implied_amounts.period_no, times_of_statement.basis
        order by implied_amounts.deck_no desc, implied_amounts.upper_bound - implied_amounts.lower_bound, implied_amounts.implied_id desc
    ) = 1
),

unshown as (
    select
        derivations.line_item_id,
        derivations.period_no,
        times_of_statement.basis,
        max_by(derivations.stated_no, derivations.deck_no) as stated_no,
        max(derivations.deck_no) as deck_no,
        -- a quarter between cumulative amounts is one that the company reports
        bool_or(derivations.method = 'differenced') as is_stated
    from derivations
    inner join line_items on derivations.line_item_id = line_items.line_item_id
    inner join times_of_statement on line_items.company = times_of_statement.company and derivations.stated_no = times_of_statement.stated_no
    group by derivations.line_item_id, derivations.period_no, times_of_statement.basis
),

grown as (
    select
        line_item_id,
        period_no,
        basis,
        max_by(stated_no, deck_no) as stated_no,
        max(deck_no) as deck_no
    from printed_growth
    group by line_item_id, period_no, basis
),

{% set no_amount -%}
        cast(null as bigint) as derivation_id,
        cast(null as {{ figure_type() }}) as value,
        cast(null as {{ figure_type() }}) as lower_bound,
        cast(null as {{ figure_type() }}) as upper_bound,
        cast(null as integer) as oldest_deck_no,
        cast(null as integer) as newest_deck_no,
        cast(null as integer) as comparable_from,
        cast(null as integer) as comparable_before,
{%- endset %}

known as (
    select * from shown
    union all
    select
        line_item_id,
        period_no,
        basis,
        stated_no,
        deck_no,
        derivation_id,
        case when is_sharp then value end as value,
        case when is_sharp then lower_bound end as lower_bound,
        case when is_sharp then upper_bound end as upper_bound,
        oldest_deck_no,
        newest_deck_no,
        comparable_from,
        comparable_before,
        case when is_sharp then 'implied' else 'too_coarse' end as source,
        false as is_stated,
        2 as preference
    from implied
    union all
    select
        line_item_id,
        period_no,
        basis,
        stated_no,
        deck_no,
        {{ no_amount }}
        'too_coarse' as source,
        is_stated,
        3 as preference
    from unshown
    union all
    select
        line_item_id,
        period_no,
        basis,
        stated_no,
        deck_no,
        {{ no_amount }}
        'not_stated' as source,
        true as is_stated,
        4 as preference
    from grown
),

final as (
    select
        *,
        bool_or(is_stated) over (partition by line_item_id, period_no, basis) as is_said
    from known
    qualify row_number() over (partition by line_item_id, period_no, basis order by preference) = 1
)

select
    line_item_id,
    period_no,
    basis,
    stated_no,
    deck_no,
    derivation_id,
    value,
    lower_bound,
    upper_bound,
    oldest_deck_no,
    newest_deck_no,
    comparable_from,
    comparable_before,
    source,
    is_said as is_stated
from final
