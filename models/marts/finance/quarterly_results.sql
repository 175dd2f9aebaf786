-- What BI wants by default: one row per company and quarter, actuals alone, each amount in a column of its own.
{% set flows = [
    'revenue', 'cost_of_sales', 'gross_profit', 'sga_expenses', 'operating_profit', 'ordinary_profit', 'profit_before_tax', 'income_tax_expense',
    'profit_attributable_to_owners', 'recurring_revenue', 'personnel_expenses', 'operating_cash_flow', 'investing_cash_flow', 'free_cash_flow',
    'financing_cash_flow', 'capex', 'capex_depreciation', 'adjusted_ebitda',
] %}
{% set balances = {
    'total_assets': 'total_assets_mn', 'equity_attributable_to_owners': 'equity_mn', 'cash_and_cash_equivalents': 'cash_mn',
    'net_cash_after_leases': 'net_cash_after_leases_mn',
} %}
{% set grown = ['revenue', 'gross_profit', 'operating_profit', 'profit_attributable_to_owners'] %}
{% set trailing = ['revenue', 'operating_profit', 'profit_attributable_to_owners', 'operating_cash_flow', 'free_cash_flow', 'capex', 'adjusted_ebitda'] %}
{% set ratios = {
    'gross_margin': 'gross_margin', 'operating_margin': 'operating_margin', 'profit_margin': 'profit_margin', 'recurring_revenue': 'recurring_share',
    'equity_ratio': 'equity_ratio',
} %}
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where
        basis = 'actual' and is_stated and quarter is not null
        and line_item in (
            {% for line_item in flows + balances.keys() | list + ['basic_earnings_per_share', 'headcount'] %}
            '{{ line_item }}'{% if not loop.last %},{% endif %}

            {% endfor %}
        )
),

decks as (
    select * from {{ ref('stg_decks') }}
),

ratios as (
    select * from {{ ref('int_ratios') }}
    where basis = 'actual' and ratio in ('{{ ratios | join("', '") }}')
),

periods as (
    select * from {{ ref('int_periods') }}
    where period_type = 'quarter'
),

-- one row per company and quarter: what the quarter brought, and what there is on the day on which it ends
pivoted as (
    select
        company,
        quarter,
        max_by(deck, deck_no) as deck,
        max(currency) as currency,
        {% for line_item in flows %}
        max(case when line_item = '{{ line_item }}' then value end) as {{ line_item }}_mn,
        {% endfor %}
        {% for line_item, column in balances.items() %}
        max(case when line_item = '{{ line_item }}' then value end) as {{ column }},
        {% endfor %}
        max(case when line_item = 'basic_earnings_per_share' then value end) as basic_earnings_per_share,
        max(case when line_item = 'headcount' then value end) as headcount,
        {% for line_item in grown %}
        {% for growth in ['yoy', 'qoq'] %}
        max(case when line_item = '{{ line_item }}' then {{ growth }}_change end) as {{ line_item }}_{{ growth }}_change_mn,
        max(case when line_item = '{{ line_item }}' then {{ growth }}_pct end) as {{ line_item }}_{{ growth }}_pct,
        max(case when line_item = '{{ line_item }}' then {{ growth }}_turn end) as {{ line_item }}_{{ growth }}_turn,
        {% endfor %}
        {% endfor %}
        {% for line_item in trailing %}
        max(case when line_item = '{{ line_item }}' then trailing_twelve_months end) as trailing_{{ line_item }}_mn{% if not loop.last %},{% endif %}

        {% endfor %}
    from lines
    group by company, quarter
),

-- which amounts are of a basis that began with a later deck: quarters of two bases add up to nothing
restated as (
    select
        lines.company,
        lines.quarter,
        {{ dbt.listagg("lines.line_item || ' since ' || decks.deck", "'; '", 'order by lines.line_item') }} as bases
    from lines
    inner join decks on lines.company = decks.company and lines.comparable_from = decks.deck_no
    where lines.line_item in ('{{ flows | join("', '") }}')
    group by lines.company, lines.quarter
),

pivoted_ratios as (
    select
        ratios.company,
        periods.quarter,
        {% for ratio, column in ratios.items() %}
        max(case when ratios.ratio = '{{ ratio }}' then ratios.ratio_pct end) as {{ column }}_pct,
        max(case when ratios.ratio = '{{ ratio }}' then ratios.yoy_pt end) as {{ column }}_yoy_pt{% if not loop.last %},{% endif %}

        {% endfor %}
    from ratios
    inner join periods on ratios.company = periods.company and ratios.period_no in (periods.period_no, periods.closing_period_no)
    group by ratios.company, periods.quarter
),

-- every quarter to the last, from the start of the year in which something is known first: of the fiscal and of the calendar year
spans as (
    select
        pivoted.company,
        min(periods.fiscal_year) as first_fiscal_year,
        cast({{ dbt.date_trunc('year', 'min(periods.starts_on)') }} as date) as first_day,
        max(periods.period_sort) as last_sort,
        max(pivoted.currency) as currency
    from pivoted
    inner join periods on pivoted.company = periods.company and pivoted.quarter = periods.period
    group by pivoted.company
),

final as (
    select
        periods.company,
        {{ dimension_key('periods.company', 'periods.period') }} as period_key,
        periods.period,
        periods.period_type,
        periods.fiscal_year,
        periods.fiscal_quarter,
        periods.half_period,
        periods.year_period,
        periods.period_sort,
        periods.starts_on,
        periods.ends_on,
        pivoted.deck,
        restated.bases,
        spans.currency,
        {% for line_item in flows %}
        pivoted.{{ line_item }}_mn,
        {% endfor %}
        pivoted.basic_earnings_per_share,
        {% for column in balances.values() %}
        pivoted.{{ column }},
        {% endfor %}
        cast(pivoted.headcount as integer) as headcount,
        {% for column in ratios.values() %}
        pivoted_ratios.{{ column }}_pct,
        pivoted_ratios.{{ column }}_yoy_pt,
        {% endfor %}
        case when pivoted.profit_before_tax_mn > 0 then {{ percent_of('pivoted.income_tax_expense_mn', 'pivoted.profit_before_tax_mn') }} end as tax_rate_pct,
        {% for line_item in grown %}
        {% for growth in ['yoy', 'qoq'] %}
        pivoted.{{ line_item }}_{{ growth }}_change_mn,
        pivoted.{{ line_item }}_{{ growth }}_pct,
        pivoted.{{ line_item }}_{{ growth }}_turn,
        {% endfor %}
        {% endfor %}
        {% for line_item in trailing %}
        pivoted.trailing_{{ line_item }}_mn{% if not loop.last %},{% endif %}

        {% endfor %}
    from periods
    inner join spans
        on
            periods.company = spans.company
            and (periods.fiscal_year >= spans.first_fiscal_year or periods.starts_on >= spans.first_day)
            and periods.period_sort <= spans.last_sort
    left join pivoted on periods.company = pivoted.company and periods.period = pivoted.quarter
    left join restated on periods.company = restated.company and periods.period = restated.quarter
    left join pivoted_ratios on periods.company = pivoted_ratios.company and periods.period = pivoted_ratios.quarter
)

select * from final
