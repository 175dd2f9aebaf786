-- Every landed figure with a number is in a fact, every figure in figure_audit, every fact in facts.
with figures as (
    select * from {{ ref('base_deck_figures') }}
),

staged as (
    select * from {{ ref('int_figures') }}
    where not is_nil and fact_id is not null and (value is not null or turn is not null)
),

audited as (
    select * from {{ ref('figure_audit') }}
),

facts as (
    select * from {{ ref('facts') }}
),

counts as (
    select
        'rows landed in seeds/decks/ and rows of figure_audit' as compared,
        (select count(*) from figures) as expected,
        (select count(*) from audited) as found
    union all
    select
        'figures that state something and prints of facts' as compared,
        (select count(*) from staged) as expected,
        (select cast(sum(prints) as bigint) from facts) as found
),

final as (
    select * from counts
    where expected = 0 or expected is distinct from found
)

select * from final
