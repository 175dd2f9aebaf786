"""The sections of the report, as data: the mart, its charts, its tables.

A section whose marts have nothing to show is left out, with its entry in the navigation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting import charts
from reporting.charts import Panel, Point, Progress
from reporting.marts import Marts, Row, distinct
from reporting.panels import (
    Panels,
    column_panel,
    line_panel,
    name,
    named_bar_panel,
    now_and_before,
    points,
    progress_panel,
    series_of,
    span,
    stack_panel,
    waterfall_panels,
)
from reporting.tables import Listing, Pivot, Value, order_of
from reporting.text import MEASURES, Text, number_text, period_name, same

QUARTERS, YEARS = ("quarter",), ("year",)
IN_QUARTERS, IN_YEARS = Text("四半期", "By quarter"), Text("年度", "By fiscal year")
ACTUAL: dict[str, Any] = {"basis": "actual"}
AMOUNT, REVENUE = Text("金額", "Amount"), Text("売上", "Revenue")
YOY, QOQ, SHARE = Text("前年同期比", "Year on year"), Text("前四半期比", "Quarter on quarter"), Text("構成比", "Share")

# how decks name the ratio of a line of the income statement to revenue
RATIOS = {
    "cost_of_sales": "cost_of_sales_ratio",
    "gross_profit": "gross_margin",
    "sga_expenses": "sga_ratio",
    "operating_profit": "operating_margin",
    "profit_before_tax": "profit_before_tax_margin",
    "profit_attributable_to_owners": "profit_margin",
}


@dataclass(frozen=True)
class Section:
    """A chapter of the report."""

    id: str
    title: Text
    mart: str
    panels: Panels
    tables: tuple[Pivot | Listing, ...] = ()
    is_table_alone: bool = False


def amount(column: str = "amount_jpy_mn", label: Text = AMOUNT, item: str = "{line_item}", kind: str = "jpy_mn") -> Value:
    return Value(column, label, kind, item)


def yoy(column: str = "yoy_pct", item: str = "{line_item}", label: Text = YOY) -> Value:
    return Value(column, label, "pct", item, "yoy_pct", signed=True)


def yoy_change(column: str = "yoy_change_jpy_mn", item: str = "{line_item}", kind: str = "jpy_mn") -> Value:
    return Value(column, Text("前年同期比 増減", "Change on the year"), kind, item, "yoy_change", signed=True)


def qoq(column: str = "qoq_pct", item: str = "{line_item}") -> Value:
    return Value(column, QOQ, "pct", item, "qoq_pct", signed=True)


def to_revenue(column: str = "ratio_to_revenue_pct", over: str = "revenue") -> Value:
    return Value(column, Text("売上高比", "Ratio to revenue"), "pct", over=over, items=RATIOS)


def share(column: str, over: str) -> Value:
    return Value(column, SHARE, "pct", measure="share_pct", over=over)


def computed(column: str, label: Text, kind: str, *of: str, item: str = "{line_item}", signed: bool = False) -> Value:
    """A number that no deck states, and what it is computed from."""
    return Value(column, label, kind, f"{item}:{column}", of=of, signed=signed)


def both(values: tuple[Value, ...], **more: Any) -> tuple[Pivot, ...]:  # noqa: ANN401
    """The same table by quarter and by year."""
    return (Pivot(IN_QUARTERS, values, QUARTERS, **more), Pivot(IN_YEARS, values, YEARS, **more))


# ---- income statement


def income_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("income_statement", period_type="quarter", basis="actual")
    revenue = points([row for row in rows if row["line_item"] == "revenue"], "amount_jpy_mn")
    profit = points([row for row in rows if row["line_item"] == "operating_profit"], "amount_jpy_mn")
    margins = points(
        [row for row in rows if row["line_item"] in MARGINS], "ratio_to_revenue_pct", series=lambda row: MARGINS[row["line_item"]]
    )
    margins.sort(key=lambda point: list(MARGINS.values()).index(point.series))
    return (
        column_panel(Text("売上収益", "Revenue"), revenue, "jpy_mn", marts)
        + column_panel(Text("営業利益", "Operating profit"), profit, "jpy_mn", marts)
        + line_panel(Text("売上高に対する利益率", "Margins"), margins, "pct", marts, zero=True)
    )


MARGINS = {
    "gross_profit": Text("売上総利益率", "Gross margin"),
    "operating_profit": Text("営業利益率", "Operating margin"),
    "profit_attributable_to_owners": Text("当期利益率", "Profit margin"),
}


# ---- segments


def segment_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("segment_results", period_type="quarter", basis="actual")
    parts = [row for row in rows if row["segment"] != "consolidated"]
    series = series_of(parts)
    totals = points([row for row in rows if row["segment"] == "consolidated"], "revenue_jpy_mn")
    margins = sorted(points(parts, "gross_margin_pct"), key=lambda point: series.index(point.series))
    profit = stack_panel(Text("売上総利益", "Gross profit"), points(parts, "gross_profit_jpy_mn"), "jpy_mn", marts, series)
    return (
        stack_panel(REVENUE, points(parts, "revenue_jpy_mn"), "jpy_mn", marts, series, totals)
        + profit
        + line_panel(Text("売上総利益率", "Gross margin"), margins, "pct", marts, zero=True)
    )


def segment_tables() -> tuple[Pivot, ...]:
    values = (
        Value("revenue_jpy_mn", REVENUE, "jpy_mn", "{prefix}revenue"),
        Value("revenue_yoy_pct", Text("売上 前年同期比", "Revenue, year on year"), "pct", "{prefix}revenue", "yoy_pct", signed=True),
        Value("gross_profit_jpy_mn", Text("売上総利益", "Gross profit"), "jpy_mn", "{prefix}gross_profit"),
        Value("gross_profit_yoy_pct", Text("総利益 前年同期比", "Gross profit, year on year"), "pct", "{prefix}gross_profit", "yoy_pct", signed=True),
        Value(
            "gross_margin_pct", Text("売上総利益率", "Gross margin"), "pct", "{prefix}gross_margin",
            of=("{prefix}gross_profit", "{prefix}revenue"),
        ),
        Value("cost_of_sales_jpy_mn", Text("売上原価", "Cost of sales"), "jpy_mn", "{prefix}cost_of_sales"),
    )  # fmt: skip
    return both(values, row_key="segment", totals=("consolidated",))


# ---- services


def service_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("revenue_by_service", breakdown="revenue_by_service", basis="actual")
    quarters = [row for row in rows if row["period_type"] == "quarter"]
    now = period_name(marts.period)
    before = period_name(marts.periods[marts.period]["year_ago_period"] or "")
    latest = [row for row in quarters if row["period"] == marts.period]
    notes = [growth_note(row["yoy_pct"]) for row in latest if row["revenue_jpy_mn"] is not None]
    panels = named_bar_panel(
        Text("サービス別売上（百万円、前年同期比）", "Revenue by service, ¥m and growth on the year"),
        now_and_before(marts, quarters, "revenue_jpy_mn"), "jpy_mn", now, before, notes,
    )  # fmt: skip
    for item in series_of(quarters):
        panels += column_panel(
            item, points([row for row in quarters if name(row) == item], "revenue_jpy_mn"), "jpy_mn", marts, is_small=True
        )
    return panels


def growth_note(value: Decimal | None) -> Text:
    text = number_text(value, "pct", signed=True, with_unit=True)
    return Text(f"({text.ja})", f"({text.en})")


def history_panels(marts: Marts) -> list[Panel]:
    """The services whose history the deck gives, year by year."""
    rows = marts.rows("revenue_by_service", breakdown=HISTORY, period_type="year", basis="actual")
    panels = []
    for item in series_of(rows):
        found = list({point.at: point for point in points([row for row in rows if name(row) == item], "revenue_jpy_mn")}.values())
        if len(found) >= 4:
            panels += column_panel(item, found, "jpy_mn", marts, is_small=True)
    return panels


HISTORY = "services_shown_in_revenue"


def recurrence_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("revenue_by_service", breakdown="revenue_by_recurrence", period_type="quarter", basis="actual")
    recurring = [row for row in rows if row["line_item"] == "recurring_revenue"]
    rest = [row for row in rows if row["line_item"] != "recurring_revenue"]
    ordered = recurring + rest
    totals = points(marts.rows("income_statement", line_item="revenue", period_type="quarter", basis="actual"), "amount_jpy_mn")
    return stack_panel(REVENUE, points(ordered, "revenue_jpy_mn"), "jpy_mn", marts, series_of(ordered), totals) + line_panel(
        Text("ストック売上の比率", "Recurring revenue, share of revenue"), points(recurring, "revenue_share_pct"), "pct", marts
    )


def service_values() -> tuple[Value, ...]:
    return (amount("revenue_jpy_mn", REVENUE), yoy(), share("revenue_share_pct", "revenue"), qoq())


# ---- bridges


def bridge_panels(marts: Marts) -> list[Panel]:
    """Why revenue, gross profit and operating profit of the quarter are not what they were, and what the year is to bring."""
    panels = []
    for bridge in BRIDGES:
        panels += waterfall_panels(marts, bridge, [marts.period])
    return panels + waterfall_panels(marts, "operating_profit_from_gross_profit", [forecast_year(marts) or "-"])


BRIDGES = (
    "operating_profit_by_segment",
    "gross_profit_by_segment",
    "revenue_by_segment",
    "profit_before_tax_from_operating_profit",
)


def forecast_year(marts: Marts) -> str | None:
    return marts.periods.get(marts.period, {}).get("year_period")


# ---- costs


def panels_of(mart: str, title: Text, column: str = "amount_jpy_mn", **equal: object) -> Panels:
    """Parts now and a year before."""

    def build(marts: Marts) -> list[Panel]:
        rows = marts.rows(mart, **(ACTUAL | equal))
        before = period_name(marts.periods[marts.period]["year_ago_period"] or "")
        return named_bar_panel(title, now_and_before(marts, rows, column), "jpy_mn", period_name(marts.period), before)

    return build


def cost_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("cost_by_nature", basis="actual")
    panels = []
    for segment in distinct(row["segment"] for row in rows):
        own = [row for row in rows if row["segment"] == segment]
        title = Text(own[0]["segment_name_ja"], own[0]["segment_name_en"])
        before = period_name(marts.periods[marts.period]["year_ago_period"] or "")
        panels += named_bar_panel(title, now_and_before(marts, own, "amount_jpy_mn"), "jpy_mn", period_name(marts.period), before)
    return panels


def sga_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("sga_expenses", basis="actual")
    total = [row for row in rows if row["line_item"] == "sga_expenses"]
    parts = [row for row in rows if row["line_item"] != "sga_expenses"]
    before = period_name(marts.periods[marts.period]["year_ago_period"] or "")
    return named_bar_panel(
        Text("内訳", "By nature"), now_and_before(marts, parts, "amount_jpy_mn"), "jpy_mn", period_name(marts.period), before
    ) + line_panel(
        Text("売上高比", "Ratio to revenue"),
        points([row for row in total if row["period_type"] == "quarter"], "ratio_to_revenue_pct"),
        "pct",
        marts,
    )


# ---- operations


def order_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("order_book", period_type="quarter")
    panels = []
    parts = [row for row in rows if row["stream"] != "systems_integration"]
    for title, column, kind in (
        (Text("受注", "Orders"), "orders_jpy_mn", "jpy_mn"),
        (Text("受注残", "Backlog"), "backlog_jpy_mn", "jpy_mn"),
    ):
        found = points(parts, column)
        series = [one for one in series_of(parts) if one in {point.series for point in found}]
        if series:
            panels += stack_panel(
                title, found, kind, marts, series, points([r for r in rows if r["stream"] == "systems_integration"], column)
            )
    return panels + line_panel(
        Text("受注高÷売上高", "Book-to-bill, orders over revenue"), points(rows, "book_to_bill"), "times", marts
    )


def mobile_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("mobile_subscriptions", period_type="quarter")
    parts = [row for row in rows if row["line_of_business"] != "total"]
    totals = points([row for row in rows if row["line_of_business"] == "total"], "lines")
    lines = points(parts, "lines")
    series = [one for one in series_of(parts) if one in {point.series for point in lines}]
    panels = stack_panel(Text("回線数", "Lines"), lines, "lines", marts, series, totals) if series else []
    if series:
        sold = points([row for row in rows if row["line_of_business"] == "total"], "revenue_jpy_mn")
        panels += stack_panel(REVENUE, points(parts, "revenue_jpy_mn"), "jpy_mn", marts, series, sold)
    revenue = points(parts, "revenue_per_line_month_jpy")
    return panels + line_panel(Text("1回線あたり月間売上", "Revenue per line and month"), revenue, "jpy", marts, zero=True)


def security_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("security_and_cloud", basis="actual")
    panels = []
    whole = {"security": "security_revenue", "cloud": "cloud_services_revenue"}
    for group, item in whole.items():
        own = [row for row in rows if row["service_group"] == group and row["line_item"] == item]
        if own:
            panels += column_panel(
                name(own[0]), points([row for row in own if row["period_type"] == "quarter"], "revenue_jpy_mn"), "jpy_mn", marts
            )
    parts = marts.rows("revenue_by_service", breakdown="cloud_services_by_service", period_type="quarter", basis="actual")
    total = [row for row in rows if row["line_item"] == whole["cloud"] and row["period_type"] == "quarter"]
    if parts:
        found = points(parts, "revenue_jpy_mn")
        panels += stack_panel(
            Text("クラウドの内訳", "Cloud by service"), found, "jpy_mn", marts, series_of(parts), points(total, "revenue_jpy_mn")
        )
    return panels


def workforce_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("workforce", basis="actual")
    parts = [row for row in rows if row["contract"] != "total"]
    total = points([row for row in rows if row["contract"] == "total"], "headcount")
    per_head = [
        point
        for column, label in (
            ("revenue_per_head_jpy", Text("売上", "Revenue")),
            ("personnel_cost_per_head_jpy", Text("人件費", "Personnel cost")),
        )
        for point in points(
            [row | {"per_head": row.get(column) and row[column] / 1000} for row in rows if row["contract"] == "total"],
            "per_head", series=lambda row, label=label: label,
        )
    ]  # fmt: skip
    closing = {row["ends_on"] for row in marts.rows("periods", period_type="year")}
    every = [row for row in marts.rows("workforce", contract="total") if row["ends_on"] in closing]
    years = column_panel(
        Text("期末の従業員数", "Headcount at the end of each fiscal year"), points(every, "headcount"), "people", marts
    )
    return (
        years
        + stack_panel(Text("従業員数", "Headcount"), points(parts, "headcount"), "people", marts, series_of(parts), total)
        + line_panel(
            Text("1人あたり四半期の売上と人件費（千円）", "Revenue and personnel cost per head and quarter, ¥ thousand"),
            per_head,
            "count",
            marts,
            zero=True,
        )
    )


# ---- position


TOTALS = ("total_assets", "total_liabilities", "equity_attributable_to_owners", "total_liabilities_and_equity")


def balance_panels(marts: Marts) -> list[Panel]:
    """What each side is made of at the last two dates."""
    rows = [row for row in marts.rows("balance_sheet", basis="actual", part_of=TOTALS) if row["line_item"] not in TOTALS]
    dates = sorted({row["period"] for row in rows})[-2:]
    if len(dates) < 2:
        return []
    titles = {"assets": Text("資産", "Assets"), "liabilities": Text("負債", "Liabilities"), "equity": Text("資本", "Equity")}
    panels = []
    for side, title in titles.items():
        own = [row for row in rows if row["side"] == side]
        old = {row["line_item"]: row["amount_jpy_mn"] for row in own if row["period"] == dates[0]}
        bars = [(name(row), row["amount_jpy_mn"], old.get(row["line_item"])) for row in own if row["period"] == dates[1]]
        panels += named_bar_panel(title, bars, "jpy_mn", period_name(dates[1]), period_name(dates[0]))
    return panels


def cash_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("cash_flow", basis="actual", period_type="quarter", part_of=(None, "free_cash_flow"))
    panels = []
    for item in distinct(row["line_item"] for row in rows):
        own = [row for row in rows if row["line_item"] == item]
        panels += column_panel(name(own[0]), points(own, "amount_jpy_mn"), "jpy_mn", marts, is_small=True)
    return panels


def capex_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("capital_expenditure", basis=("actual", "plan"))
    panels = []
    for period_type in ("quarter", "year"):
        for item in ("capex", "capex_depreciation", "adjusted_ebitda"):
            own = [row for row in rows if row["line_item"] == item and row["period_type"] == period_type]
            if own:
                panels += column_panel(name(own[0]), points(own, "amount_jpy_mn"), "jpy_mn", marts, is_small=True)
    years = [row for row in rows if row["breakdown"] == "capex_by_area" and row["period_type"] == "year"]
    series = series_of(years)
    if series:
        total = points([row for row in rows if row["line_item"] == "capex" and row["period_type"] == "year"], "amount_jpy_mn")
        panels += stack_panel(
            Text("設備投資 分野別", "Capital expenditure by area"), points(years, "amount_jpy_mn"), "jpy_mn", marts, series, total
        )
    return panels


# ---- outlook


def guidance_rows(marts: Marts) -> list[Row]:
    """The forecast of the current fiscal year as last stated."""
    year = forecast_year(marts)
    rows = marts.rows("guidance", target_period=year, basis="forecast")
    newest = max((str(row["stated_on"]) for row in rows), default="")
    return [row for row in rows if str(row["stated_on"]) == newest and row["amount_jpy_mn"] is not None]


GUIDED = {
    Text("連結", "Consolidated"): ("revenue", "gross_profit", "operating_profit", "profit_before_tax", "profit_attributable_to_owners"),
    Text("セグメント", "Segments"): (
        "network_services_revenue", "network_services_gross_profit", "systems_integration_revenue", "systems_integration_gross_profit",
    ),
}  # fmt: skip


def guidance_panels(marts: Marts) -> list[Panel]:
    rows = {row["line_item"]: row for row in guidance_rows(marts) if row["progress_pct"] is not None}
    year = forecast_year(marts) or ""
    panels = []
    for group, items in GUIDED.items():
        bars = []
        for row in (rows[item] for item in items if item in rows):
            done, goal = (number_text(row[column], "jpy_mn") for column in ("actual_to_date_jpy_mn", "amount_jpy_mn"))
            note = Text(f"{done.ja} / {goal.ja}", f"{done.en} of {goal.en}")
            bars.append(Progress(name(row), row["progress_pct"], row["year_ago_progress_pct"], note))
        title = Text(f"{group.ja}: {year}予想に対する進捗（百万円）", f"{group.en}: progress to the {year} forecast, ¥m")
        panels += progress_panel(title, bars)
    return panels


def plan_panels(marts: Marts) -> list[Panel]:
    """From what happened in the last five years to what is forecast and planned."""
    panels = []
    since = marts.periods[marts.period]["fiscal_year"] - 5
    for item in ("revenue", "operating_profit", "profit_attributable_to_owners"):
        rows = marts.rows("income_statement", line_item=item, period_type=("year", "open"))
        found = [row for row in rows if row["amount_jpy_mn"] is not None and row["fiscal_year"] >= since]
        if any(row["basis"] == "plan" for row in found):
            panels += column_panel(name(found[0]), points(found, "amount_jpy_mn"), "jpy_mn", marts)
    return panels


def below_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("profit_and_loss_below_operating", basis="actual", period_type="quarter", part_of=None)
    panels = []
    for item in distinct(row["line_item"] for row in rows):
        own = [row for row in rows if row["line_item"] == item]
        panels += column_panel(name(own[0]), points(own, "amount_jpy_mn"), "jpy_mn", marts, is_small=True)
    return panels


def dividend_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("dividends") if row["dividend_jpy"] is not None]
    payout = points([row for row in rows if row["payout_ratio_pct"] is not None], "payout_ratio_pct", series=lambda row: PAYOUT)
    per_share = points(rows, "dividend_jpy", series=lambda row: PER_SHARE)
    return column_panel(PER_SHARE, per_share, "jpy_2", marts) + line_panel(PAYOUT, payout, "pct", marts, zero=True)


CHARGE = "mobile_data_interconnection_charge"
CHARGES = (CHARGE, f"{CHARGE}@{{period}}@actual")
PER_SHARE = Text("1株当たり年間配当", "Dividend per share")
PAYOUT = Text("配当性向", "Payout ratio")


def interconnection_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("interconnection_charges") if row["charge_jpy"] is not None]
    title = Text("接続料: 届出（年ごとの予測）と確定値", "Charges: proposals by year of proposal, and what was fixed")
    fixed, proposed = [], []
    for row in sorted(rows, key=lambda row: (str(row["vintage"]), row["period"])):
        vintage = str(row["vintage"])
        point = Point(same(row["period"]), row["charge_jpy"], same(vintage), row["period"])
        (fixed if vintage == "fixed" else proposed).append(point)
    fixed.sort(key=lambda point: point.at.en)
    if not fixed or not proposed:
        return []
    words = span(fixed, "jpy")
    alt = Text(f"{title.ja}: 確定値 {words.ja}", f"{title.en}: fixed {words.en}")
    legend = [(Text("確定値", "Fixed charge"), "line-now"), (Text("届出時の予測", "Proposal"), "line-2")]
    return [Panel(title, alt, charts.fan(proposed, fixed, "jpy"), legend)]


def customer_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("customer_mix", measure="share_pct") if row["value"] is not None]
    by_rank = [row for row in rows if "customers" in row["line_item"]]
    by_industry = [row for row in rows if row not in by_rank]
    panels = []
    for title, own in (
        (Text("単体売上の業種別構成比（%）", "Revenue of the parent company by industry, %"), by_industry),
        (Text("単体売上の顧客順位別構成比（%）", "Revenue of the parent company by rank of customer, %"), by_rank),
    ):
        if own:
            bars = [(name(row), row["value"], None) for row in own]
            panels += named_bar_panel(title, bars, "pct", period_name(own[0]["period"]), None)
    return panels


def plan_mix_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("mobile_plans") if row["mix_pct"] is not None]
    if not rows:
        return []
    bars = [(name(row), row["mix_pct"], row["mix_before_pct"]) for row in rows]
    bounds = [(row["mix_bound"], row["mix_before_bound"]) for row in rows]
    dates = [period_name(str(rows[0][column])) for column in ("mix_on", "mix_before_on")]
    return named_bar_panel(Text("料金プラン別の構成比（%）", "Mix by plan, %"), bars, "pct", *dates, bounds=bounds)


def landed(mart: str, caption: Text) -> Listing:
    """A mart whose rows are facts as landed."""
    return Listing(
        caption,
        head=lambda row: Text(
            f"{row['name_ja']}　{MEASURES[row['measure']].ja}".strip(),
            ", ".join(filter(None, (row["name_en"], MEASURES[row["measure"]].en))),
        ),
        head_label=Text("項目", "Item"),
        mart=mart,
        values=(
            Value("when", Text("期間", "Period"), "text"),
            Value("value", Text("数値", "Figure"), "as_landed"),
            Value("printed", Text("印字", "As printed"), "text"),
        ),
        order=lambda row: (row["display_order"], str(row["ends_on"] or "9999"), row["measure"]),
    )


LANDED = (
    ("effects_on_profit", Text("利益への影響", "Effects on profit")),
    ("large_deal_revenue", Text("大型案件の売上", "Revenue of large deals")),
    ("network_contracts", Text("ネットワークの契約", "Network contracts")),
    ("workforce_indicators", Text("人的資本の指標", "Workforce indicators")),
    ("data_centers", Text("データセンター", "Data centers")),
    ("market_environment", Text("市場環境", "Market environment")),
    ("company_profile", Text("会社概要", "Company profile")),
    ("decurret", Text("ディーカレット", "DeCurret")),
)


def keyed(marts: Marts) -> None:
    """Give rows the ids of the line items that they state, where the mart names a segment or a business instead."""
    ids = set(marts.line_items)

    def known(*candidates: str) -> str:
        return next((item for item in candidates if item in ids), "")

    for mart in ("mid_term_plan", *(mart for mart, _ in LANDED)):
        for row in marts.rows(mart):
            row["when_ja"], row["when_en"] = period_name(row["period"], row["basis"])
            row["when"] = row["period"]
    for row in marts.rows("segment_results"):
        row["prefix"] = "" if row["segment"] == "consolidated" else f"{row['segment']}_"
    for row in marts.rows("mobile_subscriptions"):
        business = row["line_of_business"]
        row["lines_item"] = known(f"{business}_mobile_lines", f"{business}_lines", "mobile_lines" if business == "total" else "")
        row["revenue_item"] = known(
            f"{business}_mobile_revenue", f"{business}_revenue", "mobile_services_revenue" if business == "total" else ""
        )
    quarter_of = {row["ends_on"]: row["period"] for row in marts.rows("periods", period_type="quarter")}
    for row in marts.rows("workforce"):
        row["headcount_item"] = known(
            "headcount" if row["contract"] == "total" else "", f"{row['contract']}_headcount", f"headcount_{row['contract']}"
        )
        row["quarter"] = quarter_of.get(row["ends_on"], "")
    for row in marts.rows("profit_bridge"):
        is_opening, is_bar = row["step_type"] == "opening", row["step_type"] == "bar"
        row["fact_period"] = marts.periods[row["period"]]["year_ago_period"] if is_opening else row["period"]
        row["fact_measure"] = "yoy_change" if is_bar else "level"
        row["fact_item"] = "" if row["step_type"] == "rounding" else row["line_item"]
        if row["step_type"] == "rounding":
            row["name_ja"], row["name_en"] = "端数処理", "Rounding"
    latest_price = {row["line_item"]: row["period"] for row in sorted(marts.rows("facts", measure="level"), key=order_of)}
    for row in marts.rows("mobile_plans"):
        row["item"] = f"iijmio_gigaplan_{row['plan']}"
        row["price_on"] = row["price_from"] or latest_price.get(f"{row['item']}_voice_price", "")
        # a share that is printed as less than one per cent is no number but a bound
        row["mix_bound"], row["mix_before_bound"] = (
            "<" if "未満" in (row[column] or "") else "" for column in ("mix_printed", "mix_before_printed")
        )
    for row in marts.rows("guidance"):
        for column, then in (("target_period", "target_before"), ("latest_actual_period", "actual_before")):
            row[then] = marts.periods.get(row[column], {}).get("year_ago_period") or ""
    for row in marts.rows("large_deals"):
        row["label"] = row["subject_ja"]
        row["term"] = f"{row['term_years']}年" if row["term_years"] else ""
        row["amount_and_term"] = f"{row['amount_as_printed']} / {row['term']}"
    subjects = {(row["bridge"], row["period"], row["basis"]): row for row in marts.rows("profit_bridge", step_type="closing")}
    for row in marts.rows("profit_bridge"):
        subject = subjects.get((row["bridge"], row["period"], row["basis"]), row)
        row["subject_ja"], row["subject_en"] = subject["name_ja"], subject["name_en"]


SECTIONS: tuple[Section, ...] = (
    Section(
        "income-statement",
        Text("損益計算書", "Income statement"),
        "income_statement",
        income_panels,
        both(
            (amount(), to_revenue(), yoy(), qoq()),
            totals=("revenue", "gross_profit", "operating_profit", "profit_attributable_to_owners"),
        ),
    ),
    Section("segments", Text("セグメント", "Segments"), "segment_results", segment_panels, segment_tables()),
    Section(
        "bridges",
        Text("増減要因", "What changed"),
        "profit_bridge",
        bridge_panels,
        (
            Listing(
                Text("増減の内訳", "Steps"),
                head=name,
                head_label=Text("項目", "Step"),
                values=(
                    Value(
                        "amount_jpy_mn",
                        Text("金額・増減", "Amount or change"),
                        "jpy_mn",
                        item="{fact_item}",
                        measure="{fact_measure}",
                        period="{fact_period}",
                    ),
                ),
                filter={"bridge": BRIDGES},
                group=lambda row: Text(f"{row['subject_ja']} {row['period']}", f"{row['subject_en']}, {row['period']}"),
                order=lambda row: (BRIDGES.index(row["bridge"]), row["period"], row["step"]),
            ),
        ),
    ),
    Section(
        "services",
        Text("サービス別売上", "Revenue by service"),
        "revenue_by_service",
        service_panels,
        both(service_values(), filter={"breakdown": "revenue_by_service"}),
    ),
    Section(
        "service-history",
        Text("売上の長期推移", "Revenue over the years"),
        "revenue_by_service",
        history_panels,
        (Pivot(IN_YEARS, (amount("revenue_jpy_mn", REVENUE), yoy()), YEARS, filter={"breakdown": HISTORY}),),
    ),
    Section(
        "recurring",
        Text("ストック売上と一時的な売上", "Recurring and one-time revenue"),
        "revenue_by_service",
        recurrence_panels,
        both(service_values(), filter={"breakdown": "revenue_by_recurrence"}),
    ),
    Section(
        "cost-by-nature",
        Text("原価の内訳", "Cost by nature"),
        "cost_by_nature",
        cost_panels,
        (Pivot(IN_QUARTERS, (amount(), yoy(), to_revenue()), QUARTERS),),
    ),
    Section(
        "sga",
        Text("販売管理費等", "SG&A expenses"),
        "sga_expenses",
        sga_panels,
        both((amount(), to_revenue(), yoy(), share("share_pct", "sga_expenses")), totals=("sga_expenses",)),
    ),
    Section(
        "order-book",
        Text("受注と受注残", "Orders and backlog"),
        "order_book",
        order_panels,
        both(
            (
                Value("orders_jpy_mn", Text("受注", "Orders"), "jpy_mn", "{stream}_orders"),
                Value(
                    "orders_yoy_pct",
                    Text("受注 前年同期比", "Orders, year on year"),
                    "pct",
                    "{stream}_orders",
                    "yoy_pct",
                    signed=True,
                ),
                Value("revenue_jpy_mn", REVENUE, "jpy_mn", "{stream}_revenue"),
                Value(
                    "book_to_bill",
                    Text("受注高÷売上高", "Book-to-bill"),
                    "times",
                    "{stream}_book_to_bill",
                    of=("{stream}_orders", "{stream}_revenue"),
                ),
                Value("backlog_jpy_mn", Text("受注残", "Backlog"), "jpy_mn", "{stream}_backlog", period="{ends_on}"),
                Value(
                    "backlog_yoy_pct",
                    Text("受注残 前年同期比", "Backlog, year on year"),
                    "pct",
                    "{stream}_backlog",
                    "yoy_pct",
                    period="{ends_on}",
                    signed=True,
                ),
                Value(
                    "backlog_months_of_revenue",
                    Text("受注残 月数", "Backlog, months of revenue"),
                    "months",
                    "{stream}_backlog_months",
                    of=("{stream}_backlog@{ends_on}", "{stream}_revenue"),
                ),
            ),
            row_key="stream",
            totals=("systems_integration",),
        ),
    ),
    Section(
        "mobile",
        Text("モバイル", "Mobile"),
        "mobile_subscriptions",
        mobile_panels,
        (
            Pivot(
                IN_QUARTERS,
                (
                    Value("lines", Text("回線数", "Lines"), "lines", "{lines_item}", period="{ends_on}"),
                    Value(
                        "net_additions",
                        Text("純増", "Net additions"),
                        "lines",
                        "{lines_item}",
                        "net_additions",
                        period="{ends_on}",
                        of=("{lines_item}@{ends_on}",),
                        signed=True,
                    ),
                    Value(
                        "lines_yoy_pct",
                        Text("回線数 前年同期比", "Lines, year on year"),
                        "pct",
                        "{lines_item}",
                        "yoy_pct",
                        period="{ends_on}",
                        signed=True,
                    ),
                    Value("revenue_jpy_mn", REVENUE, "jpy_mn", "{revenue_item}"),
                    Value(
                        "revenue_yoy_pct",
                        Text("売上 前年同期比", "Revenue, year on year"),
                        "pct",
                        "{revenue_item}",
                        "yoy_pct",
                        signed=True,
                    ),
                    Value(
                        "revenue_per_line_month_jpy",
                        Text("1回線あたり月間売上", "Revenue per line and month"),
                        "jpy",
                        "{revenue_item}_per_line",
                        of=("{revenue_item}", "{lines_item}@{ends_on}"),
                    ),
                ),
                QUARTERS,
                row_key="line_of_business",
                totals=("total",),
            ),
        ),
    ),
    Section(
        "mobile-plans",
        Text("料金プラン", "Mobile plans"),
        "mobile_plans",
        plan_mix_panels,
        (
            Listing(
                Text("料金と構成比", "Prices and mix"),
                head=name,
                head_label=Text("プラン", "Plan"),
                values=(
                    Value(
                        "voice_price_before_jpy",
                        Text("音声 旧", "Voice, before"),
                        "jpy",
                        "{item}_voice_price",
                        period="{price_before_on}",
                    ),
                    Value("voice_price_jpy", Text("音声 新", "Voice"), "jpy", "{item}_voice_price", period="{price_on}"),
                    Value(
                        "data_price_before_jpy",
                        Text("データ 旧", "Data, before"),
                        "jpy",
                        "{item}_data_price",
                        period="{price_before_on}",
                    ),
                    Value("data_price_jpy", Text("データ 新", "Data"), "jpy", "{item}_data_price", period="{price_on}"),
                    Value(
                        "mix_before_pct",
                        Text("構成比 前", "Mix, before"),
                        "pct",
                        "{item}_lines",
                        "share_pct",
                        "{mix_before_on}",
                        prefix="mix_before_bound",
                    ),
                    Value("mix_pct", Text("構成比", "Mix"), "pct", "{item}_lines", "share_pct", "{mix_on}", prefix="mix_bound"),
                ),
            ),
        ),
    ),
    Section(
        "security-cloud",
        Text("セキュリティとクラウド", "Security and cloud"),
        "security_and_cloud",
        security_panels,
        both(
            (
                amount("revenue_jpy_mn", REVENUE),
                yoy(),
                Value(
                    "share_of_cloud_pct",
                    Text("クラウドに占める比率", "Share of cloud"),
                    "pct",
                    measure="share_pct",
                    over="cloud_services_revenue",
                ),
            )
        ),
    ),
    Section(
        "workforce",
        Text("人員", "Workforce"),
        "workforce",
        workforce_panels,
        (
            Pivot(
                Text("各時点", "At each date"),
                (
                    Value("headcount", Text("人数", "Headcount"), "people", "{headcount_item}"),
                    Value(
                        "yoy_change",
                        Text("前年比 増減", "Change on the year"),
                        "people",
                        "{headcount_item}",
                        "yoy_change",
                        signed=True,
                    ),
                    Value("yoy_pct", YOY, "pct", "{headcount_item}", "yoy_pct", signed=True),
                    Value(
                        "personnel_expenses_jpy_mn",
                        Text("人件費", "Personnel expenses"),
                        "jpy_mn",
                        item="personnel_expenses",
                        period="{quarter}",
                    ),
                    computed(
                        "revenue_per_head_jpy",
                        Text("1人あたり売上", "Revenue per head"),
                        "jpy",
                        "revenue@{quarter}",
                        "{headcount_item}@{period}",
                        item="{headcount_item}",
                    ),
                    computed(
                        "personnel_cost_per_head_jpy",
                        Text("1人あたり人件費", "Personnel cost per head"),
                        "jpy",
                        "personnel_expenses@{quarter}",
                        "{headcount_item}@{period}",
                        item="{headcount_item}",
                    ),
                ),
                ("instant",),
                row_key="contract",
                totals=("total",),
            ),
        ),
    ),
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
                    Value("change_jpy_mn", Text("増減", "Change"), "jpy_mn", measure="change", signed=True),
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
                order=lambda row: row["period"],
                values=(
                    Value(
                        "equity_ratio_pct",
                        Text("自己資本比率", "Equity ratio"),
                        "pct",
                        item="equity_ratio",
                        of=("equity_attributable_to_owners", "total_assets"),
                    ),
                    Value("cash_jpy_mn", Text("現金及び現金同等物", "Cash"), "jpy_mn", item="cash_and_cash_equivalents"),
                    Value("borrowings_jpy_mn", Text("借入金", "Borrowings"), "jpy_mn", item="borrowings"),
                    Value(
                        "net_cash_jpy_mn",
                        Text("ネットキャッシュ", "Net cash"),
                        "jpy_mn",
                        item="net_cash",
                        of=("cash_and_cash_equivalents", "borrowings"),
                    ),
                    Value(
                        "net_cash_after_leases_jpy_mn",
                        Text("リース債務控除後", "Net cash after leases"),
                        "jpy_mn",
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
    Section(
        "guidance",
        Text("業績予想と進捗", "Guidance and progress"),
        "guidance",
        guidance_panels,
        (
            Listing(
                Text("予想", "Forecasts"),
                head=name,
                head_label=Text("項目", "Item"),
                values=(
                    Value("amount_jpy_mn", Text("予想", "Forecast"), "jpy_mn", period="{target_period}"),
                    Value("yoy_pct", YOY, "pct", measure="yoy_pct", period="{target_period}", signed=True),
                    Value("actual_to_date_jpy_mn", Text("累計実績", "Actual to date"), "jpy_mn", period="{latest_actual_period}"),
                    computed(
                        "progress_pct",
                        Text("進捗率", "Progress"),
                        "pct",
                        "{line_item}@{latest_actual_period}",
                        "{line_item}@{target_period}",
                    ),
                    computed(
                        "year_ago_progress_pct",
                        Text("前年同時点", "A year ago"),
                        "pct",
                        "{line_item}@{actual_before}",
                        "{line_item}@{target_before}",
                    ),
                    computed(
                        "rest_jpy_mn",
                        Text("残り", "Rest"),
                        "jpy_mn",
                        "{line_item}@{target_period}",
                        "{line_item}@{latest_actual_period}",
                    ),
                    computed(
                        "rest_yoy_pct",
                        Text("残り 前年同期比", "Rest, year on year"),
                        "pct",
                        "{line_item}@{target_period}",
                        "{line_item}@{latest_actual_period}",
                        "{line_item}@{target_before}",
                        "{line_item}@{actual_before}",
                        signed=True,
                    ),
                    computed(
                        "required_cagr_pct",
                        Text("必要な年成長率", "Growth needed a year"),
                        "pct",
                        "{line_item}@{base_period}",
                        "{line_item}@{target_period}",
                        signed=True,
                    ),
                ),
                group=lambda row: period_name(row["target_period"], row["basis"]),
                order=lambda row: (str(row["ends_on"] or "9999"), row["target_period"], row["display_order"]),
            ),
        ),
    ),
    Section(
        "below-operating",
        Text("営業利益から当期利益まで", "From operating profit to profit"),
        "profit_and_loss_below_operating",
        below_panels,
        both((amount(), yoy_change())),
    ),
    Section(
        "mid-term-plan",
        Text("中期計画への道筋", "Path of the mid-term plan"),
        "income_statement",
        plan_panels,
        (
            Pivot(
                IN_YEARS,
                (amount(), to_revenue(), yoy()),
                YEARS,
                filter={"line_item": ("revenue", "gross_profit", "operating_profit", "profit_attributable_to_owners")},
            ),
            landed("mid_term_plan", Text("計画の数値", "Figures of the plan")),
        ),
    ),
    Section(
        "dividends",
        Text("配当", "Dividends"),
        "dividends",
        dividend_panels,
        (
            Listing(
                Text("1株当たり配当", "Per share"),
                head=lambda row: period_name(row["period"], row["basis"]),
                head_label=Text("年度", "Fiscal year"),
                order=lambda row: row["period"],
                values=(
                    Value("interim_dividend_jpy", Text("中間", "Interim"), "jpy_2", item="interim_dividend_per_share"),
                    Value("year_end_dividend_jpy", Text("期末", "Year-end"), "jpy_2", item="year_end_dividend_per_share"),
                    Value("dividend_jpy", Text("年間", "Year"), "jpy_2", item="dividend_per_share"),
                    Value(
                        "yoy_change_jpy",
                        Text("前年比 増減", "Change"),
                        "jpy_2",
                        item="dividend_per_share",
                        measure="yoy_change",
                        signed=True,
                    ),
                    Value("yoy_pct", YOY, "pct", item="dividend_per_share", measure="yoy_pct", signed=True),
                    Value("payout_ratio_pct", PAYOUT, "pct", item="dividend_payout_ratio"),
                    Value(
                        "total_shareholder_return_pct",
                        Text("株主総利回り", "Total shareholder return"),
                        "pct",
                        item="total_shareholder_return",
                    ),
                ),
            ),
        ),
    ),
    Section(
        "interconnection",
        Text("データ通信接続料", "Interconnection charges"),
        "interconnection_charges",
        interconnection_panels,
        (
            Listing(
                Text("届出と確定", "Proposals and fixed charges"),
                head=lambda row: same(row["period"]),
                head_label=Text("対象年度", "For"),
                group=lambda row: (
                    Text("確定", "Fixed")
                    if row["vintage"] == "fixed"
                    else Text(f"{row['vintage']} 届出", f"Proposed {row['vintage']}")
                ),
                order=lambda row: (row["vintage"] == "fixed", str(row["vintage"]), row["period"]),
                values=(
                    Value("charge_jpy", Text("接続料", "Charge"), "jpy", item=CHARGE),
                    Value("yoy_pct", YOY, "pct", item=CHARGE, measure="yoy_pct", signed=True),
                    Value("fixed_charge_jpy", Text("確定値", "Fixed"), "jpy", item=CHARGE, basis="actual"),
                    computed(
                        "forecast_error_jpy", Text("予測−確定", "Proposal less fixed"), "jpy", *CHARGES, item=CHARGE, signed=True
                    ),
                    computed("forecast_error_pct", Text("予測誤差", "Error"), "pct", *CHARGES, item=CHARGE, signed=True),
                ),
            ),
        ),
    ),
    Section(
        "customers",
        Text("顧客", "Customers"),
        "customer_mix",
        customer_panels,
        (
            Listing(
                Text("単体売上の構成比", "Shares of the parent company's revenue"),
                head=name,
                head_label=Text("項目", "Item"),
                filter={"measure": "share_pct"},
                values=(Value("value", SHARE, "pct", measure="share_pct"),),
            ),
        ),
    ),
    Section(
        "large-deals",
        Text("大型案件", "Large deals"),
        "large_deals",
        lambda marts: [],
        (
            Listing(
                Text("獲得済みの案件", "Deals won"),
                head=lambda row: Text(
                    "：".join(part for part in (row["client_kind_ja"], row["subject_ja"]) if part),
                    ", ".join(part for part in (row["client_kind_en"], row["subject_en"]) if part),
                ),
                head_label=Text("案件", "Deal"),
                order=lambda row: -(row["amount_jpy_mn"] or 0),
                values=(
                    Value("amount_jpy_mn", Text("総額", "Contract value"), "jpy_mn", printed="amount_as_printed"),
                    Value("term_years", Text("年数", "Years"), "year", printed="term"),
                    Value("amount_per_year_jpy_mn", Text("年あたり", "Per year"), "jpy_mn", printed="amount_and_term"),
                    Value("page", Text("頁", "Page"), "year", item=""),
                ),
            ),
        ),
        is_table_alone=True,
    ),
    Section(
        "other",
        Text("その他の数値", "Other figures"),
        "facts",
        lambda marts: [],
        tuple(landed(mart, caption) for mart, caption in LANDED),
        is_table_alone=True,
    ),
)
