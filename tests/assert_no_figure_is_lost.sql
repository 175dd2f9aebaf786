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

landed_by_company as (
    select
        company,
        count(*) as landed
    from figures
    group by company
),

audited_by_company as (
    select
        company,
        count(*) as audited
    from audited
    group by company
),

staged_by_company as (
    select
        company,
        count(*) as staged
    from staged
    group by company
),

prints_by_company as (
    select
        company,
        sum(prints) as prints
    from facts
    group by company
),

counts as (
    select
        landed_by_company.company,
        'rows landed and rows of figure_audit' as compared,
        landed_by_company.landed as expected,
        coalesce(audited_by_company.audited, 0) as found
    from landed_by_company
    left join audited_by_company on landed_by_company.company = audited_by_company.company
    union all
    select
        staged_by_company.company,
        'figures that state something and prints of facts' as compared,
        staged_by_company.staged as expected,
        cast(coalesce(prints_by_company.prints, 0) as bigint) as found
    from staged_by_company
    left join prints_by_company on staged_by_company.company = prints_by_company.company
    union all
    select
        cast(null as string) as company,
        'rows landed, of any company' as compared,
        1 as expected,
        0 as found
    from figures
    having count(*) = 0
),

final as (
    select * from counts
    where expected <> found
)

select * from final
