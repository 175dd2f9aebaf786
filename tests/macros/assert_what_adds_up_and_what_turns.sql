-- Which families add up over time, and what becomes of an amount that has no growth rate.
{% set families = [
    ('money', 'true'), ('people', 'true'), ('lines', 'true'), ('percent', 'false'), ('multiple', 'false'), ('price', 'false'), ('per_share', 'false'),
    ('shares', 'false'),
] %}
{% set turns = [
    ('1', '-1', 'turned_to_profit'), ('-1', '1', 'turned_to_loss'), ('-2', '-1', 'loss_widened'), ('-1', '-2', 'loss_narrowed'),
    ('0', '-1', 'loss_narrowed'), ('1', '0', 'from_zero'), ('-1', '0', 'from_zero'), ('0', '0', none), ('0', '1', none), ('2', '1', none),
    ('1', none, none),
] %}

with families as (
    {{ cases(['family', 'expected'], families) }}
),

turns as (
    {{ cases(['value', 'base', 'expected'], turns) }}
),

typed_turns as (
    select
        cast(value as {{ figure_type() }}) as value,
        cast(base as {{ figure_type() }}) as base,
        expected
    from turns
),

judged as (
    select
        family as judged,
        expected,
        cast({{ adds_up_over_time('family') }} as string) as actual
    from families
    union all
    select
        concat_ws(' from ', cast(value as string), cast(base as string)) as judged,
        expected,
        {{ turn_of('value', 'base') }} as actual
    from typed_turns
),

final as (
    select * from judged
    where actual is distinct from expected
)

select * from final
