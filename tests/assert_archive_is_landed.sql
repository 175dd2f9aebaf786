-- Every company of the archive is landed. Who fixes it: who wrote its files. The other companies are landed without it.
{{ config(severity='warn') }}

with problems as (
    {% if archive() %}
    select * from {{ archive_table('problems') }}
    {% else %}
    select
        cast(null as string) as company,
        cast(null as string) as path,
        cast(null as string) as problem
    where false
    {% endif %}
),

final as (
    select
        company,
        path as file,
        problem,
        'the company is left out until its files are right' as what_follows
    from problems
)

select * from final
