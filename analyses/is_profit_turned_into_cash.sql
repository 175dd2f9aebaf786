-- Is profit turned into cash?
-- Operating and free cash flow beside profit, before and after the payments of leases.
with cash_flow as (
    select * from {{ ref('cash_flow') }}
    where basis = 'actual' and period_type in ('quarter', 'year')
),

profit as (
    select * from {{ ref('income_statement') }}
    where line_item = 'profit_attributable_to_owners' and basis = 'actual'
),

pivoted as (
    select
        company,
        period,
        max(case when line_item = 'operating_cash_flow' then amount_mn end) as operating_cash_flow_mn,
        max(case when line_item = 'free_cash_flow' then amount_mn end) as free_cash_flow_mn,
        max(case when line_item = 'payments_of_leases' then amount_mn end) as payments_of_leases_mn
    from cash_flow
    group by company, period
),

final as (
    select
        profit.company,
        profit.period_type,
        pivoted.period,
        profit.period_sort,
        profit.currency,
        profit.amount_mn as profit_mn,
        pivoted.operating_cash_flow_mn,
        pivoted.free_cash_flow_mn,
        pivoted.free_cash_flow_mn + pivoted.payments_of_leases_mn as free_cash_flow_after_leases_mn,
        case when profit.amount_mn > 0 then {{ percent_of('pivoted.operating_cash_flow_mn', 'profit.amount_mn') }} end as cash_conversion_pct
    from pivoted
    inner join profit on pivoted.company = profit.company and pivoted.period = profit.period
    where pivoted.operating_cash_flow_mn is not null
)

select * from final
order by company, period_type, period_sort
