with source as (
    select * from {{ ref('qualifiers') }}
),

-- 約弱 stands around a number: what it begins with before, the rest after it
opening_words as (
    select
        source.qualifier,
        openings.qualifier as opening
    from source
    inner join source as openings
        on source.stands = 'around' and openings.stands = 'before' and left(source.qualifier, length(openings.qualifier)) = openings.qualifier
    qualify row_number() over (partition by source.qualifier order by length(openings.qualifier) desc) = 1
),

final as (
    select
        source.qualifier,
        source.stands,
        case source.stands when 'before' then source.qualifier else coalesce(opening_words.opening, '') end as word_before,
        case source.stands when 'before' then '' else substr(source.qualifier, 1 + length(coalesce(opening_words.opening, ''))) end as word_after,
        cast(source.step_toward_zero as decimal(3, 1)) as step_toward_zero,
        cast(source.step_away_from_zero as decimal(3, 1)) as step_away_from_zero,
        cast(source.is_open_toward_zero as boolean) as is_open_toward_zero,
        cast(source.is_open_away_from_zero as boolean) as is_open_away_from_zero,
        source.reading
    from source
    left join opening_words on source.qualifier = opening_words.qualifier
)

select * from final
