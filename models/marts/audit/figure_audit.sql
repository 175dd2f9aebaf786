-- One count for each kind of check that compares figures; a new kind is a row of check_kinds.csv and a column here.
{% set kinds = {
    'footing': 'footings', 'period_footing': 'period_footings', 'cross_print': 'cross_prints', 'cross_vintage': 'cross_vintages',
    'recalculation': 'recalculations', 'bridge': 'bridges', 'share_footing': 'share_footings', 'sub_items': 'sub_items', 'roll_forward': 'roll_forwards', 'reasonableness': 'reasonableness_checks',
} %}
with figures as (
    select * from {{ ref('int_figures') }}
),

check_figures as (
    select * from {{ ref('int_check_figures') }}
),

checks as (
    select * from {{ ref('int_checks') }}
),

check_kinds as (
    select * from {{ ref('stg_check_kinds') }}
),

explanations as (
    select * from {{ ref('int_explanations') }}
    where status = 'incomplete'
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

slack as (
    select * from {{ ref('int_figure_slack') }}
),

prints as (
    select
        figure_id,
        deck,
        page,
        seq_text,
        last_digit
    from {{ ref('stg_deck_figures') }}
),

-- the numbers of the text that became figures: one that states several facts, several rows
entries as (
    select
        *,
        {{ words_of('entry') }} as landed_row
    from {{ ref('stg_ledger') }}
    where disposition = 'figure'
),

-- one row per figure that the text of its deck has, and which of its marks the text tells
in_text as (
    select
        prints.figure_id,
        max(case when coalesce(entries.printed_sign, '') = '?' then 0 else 1 end) as tells_sign,
        max(case when coalesce(entries.printed_unit, '?') = '?' then 0 else 1 end) as tells_unit
    from entries
    inner join prints
        on
            entries.deck = prints.deck
            and entries.page = prints.page
            and entries.landed_row = prints.seq_text
    group by prints.figure_id
),

-- whether an error of each kind would be noticed: one more or less in the last digit; a tenth off; the other sign; a unit
-- ten times as large or as small
sizes as (
    select
        figures.figure_id,
        cast(prints.last_digit as double) as last_digit,
        abs(cast(figures.value as double)) as size,
        case when figures.value > 0 then slack.slack_below else slack.slack_above end as slack_toward_zero,
        case when figures.value > 0 then slack.slack_above else slack.slack_below end as slack_away_from_zero,
        case when figures.value > 0 then slack.sign_slack_below else slack.sign_slack_above end as sign_slack,
        in_text.figure_id is not null as is_in_text,
        coalesce(in_text.tells_sign, 0) = 1 as tells_sign,
        coalesce(in_text.tells_unit, 0) = 1 as tells_unit
    from figures
    inner join prints on figures.figure_id = prints.figure_id
    left join slack on figures.figure_id = slack.figure_id
    left join in_text on figures.figure_id = in_text.figure_id
),

noticed as (
    select
        *,
        -- half of what a decimal of six places keeps is lost in a double
        coalesce(greatest(slack_toward_zero, slack_away_from_zero) <= last_digit * 1.000001, false) as by_last_digit,
        coalesce(greatest(slack_toward_zero, slack_away_from_zero) <= 0.1 * size, false) as by_size,
        coalesce(sign_slack <= 2 * size, false) as by_sign,
        coalesce(slack_toward_zero <= 0.9 * size and slack_away_from_zero <= 9 * size, false) as by_unit
    from sizes
),

shown as (
    select
        figure_id,
        {{ list_of({'last digit': 'by_last_digit', 'gross': 'by_size', 'sign': 'by_sign', 'unit': 'by_unit'}) }} as errors_shown_by_checks,
        {{ list_of({
            'last digit': 'by_last_digit or is_in_text', 'gross': 'by_size or is_in_text',
            'sign': 'by_sign or tells_sign', 'unit': 'by_unit or tells_unit',
        }) }} as errors_shown
    from noticed
),

periods as (
    select * from {{ ref('int_periods') }}
),

-- a figure takes part in a check once
counts as (
    select
        check_figures.figure_id,
        count(case when checks.status in ('consistent', 'inconsistent') then 1 end) as tie_outs,
        count(case when checks.status = 'inconsistent' then 1 end) as inconsistent_tie_outs,
        count(case when checks.status in ('consistent', 'inconsistent') and check_kinds.is_equality then 1 end) as equalities,
        count(case when checks.status in ('consistent', 'inconsistent') and checks.is_weak then 1 end) as weak_tie_outs,
        count(case when checks.status in ('consistent', 'inconsistent') and check_kinds.is_equality and not checks.is_weak then 1 end)
            as sharp_equalities,
        count(case when checks.status = 'uncheckable' then 1 end) as uncheckable,
        {% for kind, column in kinds.items() %}
        count(case when checks.status in ('consistent', 'inconsistent') and checks.kind = '{{ kind }}' then 1 end) as {{ column }},
        {% endfor %}
        min(explanations.evidence) as not_printed
    from check_figures
    inner join checks on check_figures.check_no = checks.check_no
    inner join check_kinds on checks.kind = check_kinds.kind
    left join explanations on checks.tie_out_id = explanations.tie_out_id
    group by check_figures.figure_id
),

final as (
    select
        figures.figure_id,
        figures.deck,
        figures.company,
        figures.page,
        figures.section,
        figures.seq,
        figures.label,
        figures.line_item,
        line_items.name_ja,
        line_items.name_en,
        figures.measure,
        figures.period,
        periods.period_type,
        periods.fiscal_year,
        periods.quarter,
        periods.period_sort,
        figures.basis,
        figures.as_of,
        figures.printed,
        figures.unit as printed_unit,
        figures.qualifier,
        figures.value,
        {{ shown_bound('figures.lower_bound') }} as lower_bound,
        {{ shown_bound('figures.upper_bound') }} as upper_bound,
        figures.base_unit as unit,
        cast(coalesce(counts.tie_outs, 0) as integer) as tie_outs,
        cast(coalesce(counts.inconsistent_tie_outs, 0) as integer) as inconsistent_tie_outs,
        cast(coalesce(counts.weak_tie_outs, 0) as integer) as weak_tie_outs,
        {% for column in kinds.values() %}
        cast(coalesce(counts.{{ column }}, 0) as integer) as {{ column }},
        {% endfor %}
        coalesce(counts.tie_outs, 0) > 0 as is_tied,
        coalesce(counts.equalities, 0) > 0 as is_in_an_equality,
        coalesce(counts.sharp_equalities, 0) > 0 as is_protected,
        case
            when counts.tie_outs > 0 then null
            when figures.is_nil then 'a dash states nothing'
            when counts.uncheckable > 0 then 'a rate from a base of zero or below, or one that a deck does not state as a number'
            else coalesce(counts.not_printed, 'nothing else that is printed states or implies it')
        end as untied_because,
        shown.errors_shown,
        shown.errors_shown_by_checks,
        {{ rounded('slack.slack_below', figure_type()) }} as slack_below,
        {{ rounded('slack.slack_above', figure_type()) }} as slack_above,
        figures.remark
    from figures
    inner join line_items on figures.line_item_id = line_items.line_item_id
    left join counts on figures.figure_id = counts.figure_id
    left join slack on figures.figure_id = slack.figure_id
    left join shown on figures.figure_id = shown.figure_id
    left join periods on figures.company = periods.company and figures.period_no = periods.period_no
)

select * from final
