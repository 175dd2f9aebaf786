"""What it leaves: balance sheet, cash flow, capital expenditure."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts, distinct
from reporting.panels import (
    column_panel,
    name,
    named_bar_panel,
    points,
    series_of,
    stack_panel,
)
from reporting.sections.base import (
    Section,
    amount,
    both,
    to_revenue,
    yoy,
    yoy_change,
)
from reporting.tables import Listing, Pivot, Value, order_of
from reporting.text import Text, period_name

TOTALS = ("total_assets", "total_liabilities", "equity_attributable_to_owners", "total_liabilities_and_equity")


def balance_panels(marts: Marts) -> list[Panel]:
    """What each side is made of at the last two dates."""
    rows = [row for row in marts.rows("balance_sheet", basis="actual", part_of=TOTALS) if row["line_item"] not in TOTALS]
    dates = distinct(row["period"] for row in sorted(rows, key=order_of))
    if len(dates) < 2:
        return []
    # a balance is compared with that of the last fiscal year end
    year_end = marts.periods.get(dates[-1], {}).get("fiscal_year_end_period")
    dates = [year_end if year_end in dates else dates[-2], dates[-1]]
    titles = {"assets": Text("資産", "Assets"), "liabilities": Text("負債", "Liabilities"), "equity": Text("資本", "Equity")}
    panels = []
    for side, title in titles.items():
        own = [row for row in rows if row["side"] == side]
        if len({row["line_item"] for row in own}) > 1:
            own = [row for row in own if row["line_item"] != "total_equity"]
        old = {row["line_item"]: row["amount_mn"] for row in own if row["period"] == dates[0]}
        bars = [(name(row), row["amount_mn"], old.get(row["line_item"])) for row in own if row["period"] == dates[1]]
        panels += named_bar_panel(title, bars, "money", marts, period_name(dates[1]), period_name(dates[0]))
    return panels


def cash_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("cash_flow", basis="actual", period_type=marts.span, part_of=(None, "free_cash_flow"))
    panels = []
    for item in distinct(row["line_item"] for row in rows):
        own = [row for row in rows if row["line_item"] == item]
        panels += column_panel(name(own[0]), points(own, "amount_mn"), "money", marts, is_small=True)
    return panels


def capex_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("capital_expenditure", basis=("actual", "plan"))
    panels = []
    for period_type in distinct((marts.span, "year")):
        for item in ("capex", "capex_depreciation", "adjusted_ebitda"):
            own = [row for row in rows if row["line_item"] == item and row["period_type"] == period_type]
            if own:
                panels += column_panel(name(own[0]), points(own, "amount_mn"), "money", marts, is_small=True)
    years = [row for row in rows if row["breakdown"] == "capex_by_area" and row["period_type"] == "year"]
    series = series_of(years)
    if series:
        total = points([row for row in rows if row["line_item"] == "capex" and row["period_type"] == "year"], "amount_mn")
        panels += stack_panel(
            Text("設備投資 分野別", "Capital expenditure by area"), points(years, "amount_mn"), "money", marts, series, total
        )
    return panels


SECTIONS = (
    Section(
        "balance-sheet",
        Text("貸借対照表", "Balance sheet"),
        "balance_sheet",
        balance_panels,
        (
            Pivot(
                Text("各時点", "At each date"),
                (
                    amount(),
                    Value(
                        "change_mn",
                        Text("前期末比 増減", "Change since the fiscal year end"),
                        "money",
                        measure="change",
                        signed=True,
                    ),
                    Value("share_of_total_pct", Text("総資産に対する比率", "Share of total assets"), "pct", over="total_assets"),
                ),
                ("instant",),
                totals=TOTALS,
            ),
            Listing(
                Text("財務の要点", "Financial position"),
                head=lambda row: period_name(row["period"]),
                head_label=Text("時点", "Date"),
                mart="financial_position",
                order=order_of,
                values=(
                    Value(
                        "equity_ratio_pct",
                        Text("自己資本比率", "Equity ratio"),
                        "pct",
                        item="equity_ratio",
                        of=("equity_attributable_to_owners", "total_assets"),
                    ),
                    Value("cash_mn", Text("現金及び現金同等物", "Cash"), "money", item="cash_and_cash_equivalents"),
                    Value("borrowings_mn", Text("借入金", "Borrowings"), "money", item="borrowings"),
                    Value(
                        "net_cash_mn",
                        Text("ネットキャッシュ", "Net cash"),
                        "money",
                        item="net_cash",
                        of=("cash_and_cash_equivalents", "borrowings"),
                    ),
                    Value(
                        "net_cash_after_leases_mn",
                        Text("リース債務控除後", "Net cash after leases"),
                        "money",
                        item="net_cash_after_leases",
                        of=("cash_and_cash_equivalents", "borrowings", "operating_lease_liabilities", "finance_lease_liabilities"),
                    ),
                ),
            ),
        ),
    ),
    Section(
        "cash-flow",
        Text("キャッシュ・フロー", "Cash flow"),
        "cash_flow",
        cash_panels,
        both((amount(), yoy_change()), totals=("free_cash_flow",)),
    ),
    Section(
        "capex",
        Text("設備投資・償却・EBITDA", "Capital expenditure, depreciation, EBITDA"),
        "capital_expenditure",
        capex_panels,
        both((amount(), yoy(), to_revenue()), totals=("capex", "adjusted_ebitda")),
    ),
)
