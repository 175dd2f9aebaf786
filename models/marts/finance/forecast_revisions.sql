-- What was expected, what is expected now, and when that changed.
with guidance_history as (
    select * from {{ ref('guidance_history') }}
    where is_revision
),

final as (
    select
        company,
        line_item,
        name_ja,
        name_en,
        statement,
        segment,
        display_order,
        target_period,
        target_period_type,
        fiscal_year,
        period_sort,
        ends_on,
        basis,
        as_of,
        stated,
        stated_on,
        deck,
        currency,
        printed,
        previously_printed,
        amount_mn,
        previous_amount_mn,
        change_mn,
        per_share,
        previous_per_share,
        change_per_share,
        change_pct,
        previously_stated_on,
        is_latest
    from guidance_history
)

select * from final
