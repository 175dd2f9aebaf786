-- A dash alone says that there is no number; nothing else does.
{% set rows = [
    ('-', 'true'), ('—', 'true'), ('―', 'true'), ('－', 'true'), ('−', 'true'), ('–', 'true'), ('△', 'true'),
    ('', 'false'), ('0', 'false'), ('--', 'false'), ('- ', 'false'), ('-5', 'false'), ('n/a', 'false'),
] %}

with cases as (
    {{ cases(['printed', 'expected'], rows) }}
),

final as (
    select
        printed,
        expected,
        cast({{ printed_is_nil(normalise_printed('printed')) }} as string) as actual
    from cases
    where cast({{ printed_is_nil(normalise_printed('printed')) }} as string) is distinct from expected
)

select * from final
