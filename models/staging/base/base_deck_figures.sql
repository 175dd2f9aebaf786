with figures as (
    {% for entry in listed_decks() %}
    select
        '{{ entry.deck }}' as deck,
        {{ text_of(entry, 'company') }} as company,
        *
    from {{ ref(entry.deck) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
    {% if archive() %}
    union all
    select
        figures.deck,
        decks.company,
        {% for column in ['seq', 'page', 'section', 'label', 'line_item', 'measure', 'period', 'basis', 'as_of', 'printed', 'unit', 'qualifier', 'remark'] %}
        figures.{{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ archive_table('figures') }} as figures
    inner join {{ archive_table('decks') }} as decks on figures.deck = decks.deck
    {% endif %}
),

fiscal_years as (
    select
        company,
        try_cast(fiscal_year as integer) as fiscal_year,
        try_cast(starts_on as date) as starts_on,
        try_cast(ends_on as date) as ends_on
    from {{ landed('fiscal_years') }}
),

-- longer than 53 weeks
long_years as (
    select distinct
        company,
        fiscal_year
    from fiscal_years
    where {{ dbt.datediff('starts_on', 'ends_on', 'day') }} > 380
),

named as (
    select
        figures.*,
        {{ canonical_period('figures.period', 'long_years.company is not null') }} as canonical_period
    from figures
    left join long_years
        on
            figures.company = long_years.company
            and {{ period_first_year('figures.period') }} = long_years.fiscal_year
),

final as (
    select
        deck,
        company,
        seq,
        page,
        section,
        label,
        line_item,
        measure,
        canonical_period as period,
        {{ period_type('canonical_period') }} as period_type,
        basis,
        as_of,
        printed,
        -- a full-width per cent sign is one
        replace(unit, '％', '%') as unit,
        qualifier,
        remark
    from named
)

select * from final
