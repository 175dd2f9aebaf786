-- The growth that decks print, as the deck that stated it last has it: change and per cent of one comparison, one row
-- per line item, period, basis and comparison.
with facts as (
    select * from {{ ref('int_facts') }}
    where compared_with in ('year_ago', 'previous', 'fiscal_year_end') and value is not null
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- amounts that a later deck states otherwise
corrected as (
    select
        line_item_id,
        period_no,
        max(deck_no) as deck_no
    from {{ ref('int_facts') }}
    where measure = 'level' and basis = 'actual' and not agrees_with_previous
    group by line_item_id, period_no
),

-- growth is not of an amount, nor from one, that is stated otherwise since
standing as (
    select facts.*
    from facts
    inner join periods on facts.company = periods.company and facts.period_no = periods.period_no
    left join corrected
        on facts.line_item_id = corrected.line_item_id and facts.period_no = corrected.period_no and facts.basis = 'actual'
    left join corrected as corrected_bases
        on
            facts.line_item_id = corrected_bases.line_item_id
            and corrected_bases.period_no = case facts.compared_with
                when 'year_ago' then periods.year_ago_period_no
                when 'previous' then periods.previous_period_no
                when 'fiscal_year_end' then periods.fiscal_year_end_period_no
            end
    where coalesce(corrected.deck_no, 0) <= facts.deck_no and coalesce(corrected_bases.deck_no, 0) <= facts.deck_no
),

-- of one deck: a change and a per cent of two decks need not belong together
latest as (
    select
        *,
        max(deck_no) over (partition by line_item_id, period_no, basis, compared_with, stated_no) as latest_deck_no,
        first_value(stated_no) over (
            partition by line_item_id, period_no, basis, compared_with order by stated_on desc, deck_no desc
        ) as latest_stated_no
    from standing
),

final as (
    select
        line_item_id,
        period_no,
        basis,
        compared_with,
        stated_no,
        deck_no,
        {% for measure, name in [('amount', 'change'), ('percent', 'pct')] %}
        -- a deck has one fact of each measure
        max(case when expressed_as = '{{ measure }}' then value end) as {{ name }},
        max(case when expressed_as = '{{ measure }}' then lower_bound end) as {{ name }}_lower,
        max(case when expressed_as = '{{ measure }}' then upper_bound end) as {{ name }}_upper{% if not loop.last %},{% endif %}

        {% endfor %}
    from latest
    where deck_no = latest_deck_no and stated_no = latest_stated_no
    group by line_item_id, period_no, basis, compared_with, stated_no, deck_no
)

select * from final
