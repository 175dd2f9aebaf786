-- Every way in which a period is the signed sum of others of its fiscal year.
with periods as (
    select * from {{ ref('int_periods') }}
),

relations as (
    select
        span,
        whole,
        part,
        cast(weight as integer) as weight,
        cast(count(*) over (partition by span, whole) as integer) as parts,
        min(cast(weight as integer)) over (partition by span, whole) = 1 as is_sum
    from {{ ref('period_relations') }}
),

-- a short year does not have all parts of all relations
found as (
    select
        wholes.company,
        relations.span,
        wholes.period_no,
        wholes.ends_on,
        parts.period_no as part_period_no,
        parts.ends_on as part_ends_on,
        parts.period_type as part_type,
        relations.weight,
        relations.parts,
        relations.is_sum,
        count(*) over (partition by wholes.company, relations.span, wholes.period_no) as parts_found
    from periods as wholes
    inner join relations on wholes.place = relations.whole
    inner join periods as parts
        on
            wholes.company = parts.company
            and wholes.fiscal_year = parts.fiscal_year
            and relations.part = parts.place
),

final as (
    select
        company,
        cast(dense_rank() over (order by company, span, period_no) as integer) as span_id,
        span,
        period_no,
        part_period_no,
        part_ends_on,
        weight,
        parts,
        is_sum,
        part_ends_on = ends_on as is_last_part,
        min(part_type) over (partition by company, span, period_no) = max(part_type) over (partition by company, span, period_no) as is_of_like_parts
    from found
    where parts_found = parts
)

select * from final
