-- An amount per share that falls by almost half from one deck to the next, or a number of shares that almost doubles,
-- is a split until a row says otherwise.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where unit_family in ('per_share', 'shares') and basis = 'actual' and value > 0
),

periods as (
    select * from {{ ref('int_periods') }}
),

rules as (
    select * from {{ ref('int_restatement_rules') }}
    where reason in ('share_split', 'real_change')
),

-- an amount that a later deck states first beside that of the year before, which only decks before state
followed as (
    select
        lines.company,
        lines.line_item_id,
        lines.line_item,
        lines.unit_family,
        lines.period,
        lines.period_no,
        lines.deck,
        lines.deck_no,
        lines.value,
        before.period as previous_period,
        before.deck as previous_deck,
        before.value as previous_value
    from lines
    inner join periods on lines.company = periods.company and lines.period_no = periods.period_no
    inner join lines as before on lines.line_item_id = before.line_item_id and periods.year_ago_period_no = before.period_no
    where before.newest_deck_no < lines.oldest_deck_no
),

final as (
    select
        followed.deck,
        followed.line_item,
        followed.period || ': ' || {{ format_number('followed.value') }} as stated,
        followed.previous_period || ' in ' || followed.previous_deck || ': ' || {{ format_number('followed.previous_value') }} as stated_before,
        'if shares were split, add a row to seeds/reference/restatements.csv with reason share_split and the factor; if not, one with reason real_change'
            as what_to_do,
        followed.company
    from followed
    left join rules
        on
            followed.line_item_id = rules.line_item_id
            and followed.deck_no = rules.deck_no
            and coalesce(rules.period_no, followed.period_no) = followed.period_no
    where
        rules.reason is null
        and (
            (followed.unit_family = 'per_share' and followed.value <= 0.6 * followed.previous_value)
            or (followed.unit_family = 'shares' and followed.value >= 1.7 * followed.previous_value)
        )
)

select * from final
