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

-- one row per row of either side, so that a company that only one of them has is counted too
compared as (
    select
        company,
        'rows landed and rows of figure_audit' as compared,
        1 as expected,
        0 as found
    from figures
    union all
    select
        company,
        'rows landed and rows of figure_audit' as compared,
        0 as expected,
        1 as found
    from audited
    union all
    select
        company,
        'figures that state something and prints of facts' as compared,
        1 as expected,
        0 as found
    from staged
    union all
    select
        company,
        'figures that state something and prints of facts' as compared,
        0 as expected,
        prints as found
    from facts
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
    select
        cast(null as string) as company,
        'rows landed, of any company' as compared,
        1 as expected,
        count(*) as found
    from figures
    having count(*) = 0
    union all
    select
        cast(null as string) as company,
        'figures that state something, of any company' as compared,
        1 as expected,
        count(*) as found
    from staged
    having count(*) = 0
),

final as (
    select * from counts
    where expected <> found
    union all
    select * from missing
)

select * from final
