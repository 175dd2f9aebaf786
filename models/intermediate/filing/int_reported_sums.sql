-- Each sum that XBRL's Calculations 1.1 could check in a deck, and why it may not: it adds what is there, so that a part that
-- the report does not have would be a false alarm.
with prints as (
    select * from {{ ref('int_reported_prints') }}
    where expressed_as = 'amount'
),

members as (
    select * from {{ ref('int_calculations') }}
    where comparison = 'equals'
),

-- one row per fact, whether it can be said or not
reported as (
    select
        fact_id,
        company,
        deck,
        deck_no,
        line_item_id,
        line_item,
        measure,
        period_no,
        period,
        period_sort,
        stated_no,
        basis,
        as_of,
        mode,
        bool_or(omitted_because is null) as is_stated,
        bool_or(omitted_because is null and rounding not in ('exact', mode)) as is_rounded_otherwise,
        min(omitted_because) as omitted_because
    from prints
    group by
        fact_id, company, deck, deck_no, line_item_id, line_item, measure, period_no, period, period_sort, stated_no, basis, as_of, mode
),

-- one row per printed total and term of a calculation, whether the deck prints the term or not
terms as (
    select
        totals.fact_id as total_fact_id,
        totals.company,
        totals.deck,
        totals.deck_no,
        totals.line_item as total,
        totals.measure,
        totals.period,
        totals.period_sort,
        totals.basis,
        totals.as_of,
        members.calculation,
        members.line_item,
        members.is_total,
        parts.fact_id,
        case
            when parts.fact_id is null then 'not printed'
            when not parts.is_stated then parts.omitted_because
            when parts.is_rounded_otherwise then 'rounded otherwise'
        end as problem
    from reported as totals
    inner join members as relations on totals.line_item_id = relations.line_item_id and relations.is_total
    inner join members on relations.calculation_id = members.calculation_id
    left join reported as parts
        on
            members.line_item_id = parts.line_item_id
            and totals.measure = parts.measure
            and totals.period_no = parts.period_no
            and totals.stated_no = parts.stated_no
            and totals.deck_no = parts.deck_no
),

final as (
    select
        total_fact_id,
        company,
        deck,
        deck_no,
        calculation,
        total,
        measure,
        period,
        period_sort,
        basis,
        as_of,
        cast(count(*) - 1 as integer) as components,
        count(problem) = 0 as is_complete,
        {{ dbt.listagg("case when problem is not null then line_item || ' (' || problem || ')' end", "', '", 'order by line_item') }} as omitted_because
    from terms
    group by total_fact_id, company, deck, deck_no, calculation, total, measure, period, period_sort, basis, as_of
    -- a total of which the deck prints no component states no sum
    having count(case when not is_total then fact_id end) > 0
)

select * from final
