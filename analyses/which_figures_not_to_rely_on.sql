-- Which figures of the deck should a model not rely on?
-- Those that nothing proves, and those that contradict another, by page.
with decks as (
    select * from {{ ref('core_decks') }}
    where is_latest
),

figure_audit as (
    select * from {{ ref('figure_audit') }}
),

deck_coverage as (
    select * from {{ ref('deck_coverage') }}
),

final as (
    select
        figure_audit.company,
        figure_audit.deck,
        figure_audit.page,
        deck_coverage.title_ja,
        count(*) as figures,
        count(case when not figure_audit.is_tied then 1 end) as in_no_check,
        count(case when figure_audit.inconsistent_tie_outs > 0 then 1 end) as contradicted,
        {{ percent_of('count(case when figure_audit.is_in_an_equality then 1 end)', 'count(*)') }} as in_an_equality_pct,
        count(case when figure_audit.is_in_an_equality and not figure_audit.is_protected then 1 end) as in_weak_ones_alone
    from figure_audit
    inner join decks on figure_audit.deck = decks.deck
    left join deck_coverage on figure_audit.deck = deck_coverage.deck and figure_audit.page = deck_coverage.page
    group by figure_audit.company, figure_audit.deck, figure_audit.page, deck_coverage.title_ja
)

select * from final
order by company, in_an_equality_pct, page
