-- What stands between operating profit and profit, and what it consists of.
with lines as (
    select * from {{ ref('int_statement_lines') }}
    where is_stated
),

below_operating as (
    select * from lines
    where
        unit_family = 'money'
        and (
            statement = 'profit_and_loss_below_operating'
            or line_item in (
                'net_finance_income', 'equity_method_income', 'ordinary_profit', 'profit_before_tax', 'income_tax_expense', 'profit',
                'profit_attributable_to_non_controlling_interests', 'profit_attributable_to_owners'
            )
        )
),

-- the rate on the day on which the period ends
exchange_rates as (
    select * from lines
    where line_item = 'usd_jpy_rate'
),

final as (
    select
        {{ line_columns('below_operating', ['below_operating.part_of']) }},
        below_operating.value as amount_mn,
        below_operating.source as amount_source,
        exchange_rates.value as usd_rate,
        {{ growth_columns('below_operating') }},
        {{ trailing_columns('below_operating') }}
    from below_operating
    left join exchange_rates
        on
            below_operating.company = exchange_rates.company
            and below_operating.ends_on = exchange_rates.ends_on
            and below_operating.basis = exchange_rates.basis
            and below_operating.line_item = 'foreign_exchange_gain_loss'
)

select * from final
