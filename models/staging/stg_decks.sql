with source as (
    select * from {{ ref('decks') }}
),

final as (
    select
        deck,
        company,
        title_ja,
        title_en,
        published_on as published,
        {{ stated_on('published_on') }} as published_on,
        current_period,
        rounding,
        cast(case rounding when 'half_up' then 0.5 when 'truncate' then 0 end as decimal(3, 1)) as rounding_toward_zero,
        cast(case rounding when 'half_up' then 0.5 when 'truncate' then 1 end as decimal(3, 1)) as rounding_away_from_zero
    from source
)

select * from final
