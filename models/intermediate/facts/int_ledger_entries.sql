{{ config(materialized='view') }}
-- The numbers of a deck that became figures or large deals, with the row that each became: one print that states several
-- facts became several rows.
with ledger as (
    select * from {{ ref('stg_ledger') }}
    where disposition in ('figure', 'large_deal')
),

entries as (
    select
        *,
        {{ words_of('entry') }} as landed_row
    from ledger
),

final as (
    select
        deck,
        page,
        place,
        number,
        printed_sign,
        printed_unit,
        printed_qualifier,
        disposition,
        entry,
        landed_row
    from entries
)

select * from final
