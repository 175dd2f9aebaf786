-- A dash alone says that there is no number, with a per cent sign too; nothing else does. A triangle alone has lost its digits.
{% set rows = [
    ('-', 'true'), ('—', 'true'), ('―', 'true'), ('－', 'true'), ('−', 'true'), ('–', 'true'), ('‐', 'true'), ('‒', 'true'), ('─', 'true'), ('━', 'true'),
    ('ー', 'true'), ('ｰ', 'true'), ('➖', 'true'), ('-%', 'true'), ('－%', 'true'), ('―%', 'true'), ('—％', 'true'),
    ('', 'false'), ('0', 'false'), ('--', 'false'), ('- ', 'false'), (' -', 'false'), ('-5', 'false'), ('n/a', 'false'), ('△', 'false'), ('%', 'false'),
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
