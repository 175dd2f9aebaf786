{% set concepts = ['revenue', 'cost_of_sales', 'gross_profit', 'segment_profit'] %}
-- A segment appears where one of its amounts, or its margin, is stated; of the others the row says why they are not known.
with lines as (
    select
        *,
        case concept when 'operating_profit' then 'segment_profit' else concept end as segment_concept
    from {{ ref('int_statement_lines') }}
    where
        statement in ('income_statement', 'segment_results')
        and concept in ('revenue', 'cost_of_sales', 'gross_profit', 'gross_margin', 'segment_profit', 'operating_profit')
),

decks as (
    select * from {{ ref('stg_decks') }}
),

line_items as (
    select * from {{ ref('int_line_items') }}
),

calculations as (
    select * from {{ ref('int_calculations') }}
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where measure = 'level'
),

-- of a forecast, what was stated last
of_one_time as (
    select
        *,
        first_value(stated_no) over (
            partition by company, segment, period_no, basis order by case when is_stated then 1 else 2 end, expected_on desc, stated_no desc
        ) as latest_stated_no
    from lines
),

-- a segment has one line item of each concept (assert_reference_data_is_sound)
pivoted as (
    select
        company,
        segment,
        segment_name_ja,
        segment_name_en,
        segment_display_order,
        period_no,
        period,
        period_type,
        fiscal_year,
        quarter,
        period_sort,
        starts_on,
        ends_on,
        basis,
        as_of,
        stated_no,
        max_by(deck, case when is_stated then deck_no end) as deck,
        max(currency) as currency,
        max(case when segment_concept = 'revenue' then line_item end) as revenue_item,
        max(case when segment_concept = 'gross_profit' then line_item end) as gross_profit_item,
        max(case when segment_concept = 'gross_margin' then value end) as margin_pct,
        max(case when segment_concept = 'gross_margin' then source end) as margin_source,
        min(case when segment_concept = 'revenue' then oldest_deck_no end) as oldest_deck_no,
        max(case when segment_concept = 'revenue' then newest_deck_no end) as newest_deck_no,
        max(case when segment_concept = 'revenue' then comparable_from end) as comparable_from,
        min(case when segment_concept = 'revenue' then comparable_before end) as comparable_before,
        max(case when is_stated then comparable_from end) as basis_from_no,
        {% for concept in concepts %}
        {% for column in ['value', 'source', 'yoy_change', 'yoy_pct', 'yoy_source', 'yoy_turn', 'qoq_change', 'qoq_pct', 'qoq_source', 'qoq_turn'] %}
        max(case when segment_concept = '{{ concept }}' then {{ column }} end) as {{ concept }}_{{ column }},
        {% endfor %}
        max(case when segment_concept = '{{ concept }}' then trailing_twelve_months end) as trailing_{{ concept }}{% if not loop.last %},{% endif %}

        {% endfor %}
    from of_one_time
    where stated_no = latest_stated_no
    group by
        company, segment, segment_name_ja, segment_name_en, segment_display_order, period_no, period, period_type, fiscal_year, quarter, period_sort,
        starts_on, ends_on, basis, as_of, stated_no
    having bool_or(is_stated)
),

segments as (
    select
        company,
        count(distinct segment) as segments
    from line_items
    where statement = 'segment_results'
    group by company
),

-- of how many segments the profits add up to that of the company; of none where it has no such calculation
sums_of_profits as (
    select
        calculations.company,
        calculations.calculation_id,
        count(*) as parts
    from calculations
    inner join line_items on calculations.line_item_id = line_items.line_item_id
    inner join line_items as totals on calculations.total_id = totals.line_item_id
    where
        calculations.comparison = 'equals' and not calculations.is_total
        and line_items.concept = 'segment_profit' and line_items.segment <> 'consolidated'
        and totals.concept in ('segment_profit', 'operating_profit') and totals.segment = 'consolidated'
    group by calculations.company, calculations.calculation_id
),

profits as (
    select
        company,
        max(parts) as parts
    from sums_of_profits
    group by company
),

final as (
    select
        pivoted.company,
        pivoted.segment,
        pivoted.segment_name_ja as name_ja,
        pivoted.segment_name_en as name_en,
        case when pivoted.segment <> 'consolidated' then 'consolidated' end as part_of,
        pivoted.segment = 'consolidated' as is_total,
        {{ row_adds_up(
            ['pivoted.revenue_value', 'pivoted.gross_profit_value', 'pivoted.cost_of_sales_value'], "(pivoted.segment = 'consolidated')",
            'segments.segments', 'partition by pivoted.company, pivoted.period_no, pivoted.stated_no',
            {'pivoted.segment_profit_value': 'coalesce(profits.parts, -1)'}
        ) }},
        pivoted.segment_display_order as display_order,
        {{ period_columns('pivoted') }},
        decks.deck as basis_from,
        {% for concept in concepts %}
        pivoted.{{ concept }}_value as {{ concept }}_mn,
        coalesce(pivoted.{{ concept }}_source, 'not_stated') as {{ concept }}_source,
        {% if concept == 'revenue' %}
        case when consolidated.revenue_value > 0 then {{ percent_of('pivoted.revenue_value', 'consolidated.revenue_value') }} end as revenue_share_pct,
        {% endif %}
        {% if concept == 'gross_profit' %}
        cast(coalesce(ratios.ratio_pct, pivoted.margin_pct) as {{ rate_type() }}) as gross_margin_pct,
        case when ratios.ratio_pct is not null then ratios.source else coalesce(pivoted.margin_source, ratios.source, 'not_stated') end as gross_margin_source,
        ratios.yoy_pt as gross_margin_yoy_pt,
        {% endif %}
        {% for growth in ['yoy', 'qoq'] %}
        pivoted.{{ concept }}_{{ growth }}_change as {{ concept }}_{{ growth }}_change_mn,
        pivoted.{{ concept }}_{{ growth }}_pct,
        coalesce(pivoted.{{ concept }}_{{ growth }}_source, 'not_stated') as {{ concept }}_{{ growth }}_source,
        pivoted.{{ concept }}_{{ growth }}_turn,
        {% endfor %}
        pivoted.trailing_{{ concept }} as trailing_{{ concept }}_mn{% if not loop.last %},{% endif %}

        {% endfor %}
    from pivoted
    left join segments on pivoted.company = segments.company
    left join profits on pivoted.company = profits.company
    left join decks on pivoted.company = decks.company and pivoted.basis_from_no = decks.deck_no
    left join pivoted as consolidated on {{ stated_together('pivoted', 'consolidated') }} and consolidated.segment = 'consolidated'
    -- gross profit to the revenue of the same segment, whatever else it is divided by
    left join ratios
        on
            pivoted.company = ratios.company
            and pivoted.gross_profit_item = ratios.line_item
            and pivoted.revenue_item = ratios.denominator
            and pivoted.period_no = ratios.period_no
            and pivoted.basis = ratios.basis
)

select * from final
