-- Every landed figure with a number is in a fact, every figure in figure_audit, every fact in facts.
{# what is counted: what it says, the rows that are expected, those that are found, and how often a row counts as found #}
{% set counted = [
    ('rows landed', 'rows of figure_audit', 'figures', 'audited', '1'),
    ('figures that state something', 'prints of facts', 'staged', 'facts', 'prints'),
] %}

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

-- one row per row of either side, so that a company that only one of them has is counted too
compared as (
    {% for expected, found, landed, kept, prints in counted %}
    select
        company,
        '{{ expected }} and {{ found }}' as compared,
        1 as expected,
        0 as found
    from {{ landed }}
    union all
    select
        company,
        '{{ expected }} and {{ found }}' as compared,
        0 as expected,
        {{ prints }} as found
    from {{ kept }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

counts as (
    select
        company,
        compared,
        sum(expected) as expected,
        sum(found) as found
    from compared
    group by company, compared
),

-- nothing landed, or nothing stated, is no pass
missing as (
    {% for expected, found, landed, kept, prints in counted %}
    select
        cast(null as string) as company,
        '{{ expected }}, of any company' as compared,
        1 as expected,
        count(*) as found
    from {{ landed }}
    having count(*) = 0
    {{ "union all" if not loop.last }}
    {% endfor %}
),

final as (
    select * from counts
    where expected <> found
    union all
    select * from missing
)

select * from final
