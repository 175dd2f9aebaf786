"""How the period went: income statement, segments, bridges."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts, Row, distinct
from reporting.panels import (
    column_panel,
    line_panel,
    name,
    points,
    series_of,
    stack_panel,
)
from reporting.sections.base import (
    REVENUE,
    Section,
    amount,
    both,
    qoq,
    to_revenue,
    yoy,
    yoy_change,
)
from reporting.tables import Listing, Pivot, Value
from reporting.text import Text, period_name
from reporting.waterfalls import waterfall_panels


def income_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("income_statement", period_type=marts.span, basis="actual")
    panels = []
    for item in ("revenue", "operating_profit"):
        own = [row for row in rows if row["line_item"] == item]
        if own:
            panels += column_panel(name(own[0]), points(own, "amount_mn"), "money", marts)
    items = [row["line_item"] for row in marts.headlines(marts.period) if row["line_item"] in MARGINS]
    margins = points(
        [row for row in rows if row["line_item"] in items], "ratio_to_revenue_pct", series=lambda row: MARGINS[row["line_item"]]
    )
    margins.sort(key=lambda point: list(MARGINS.values()).index(point.series))
    return panels + line_panel(Text("売上高に対する利益率", "Margins"), margins, "pct", marts, zero=True)


PER_SHARE = Value("per_share", Text("1株当たり", "Per share"), "price_2")
SHARES = Value("shares", Text("株式数", "Shares"), "shares")
MARGINS = {
    "gross_profit": Text("売上総利益率", "Gross margin"),
    "operating_profit": Text("営業利益率", "Operating margin"),
    "profit_attributable_to_owners": Text("当期利益率", "Profit margin"),
    "profit": Text("純利益率", "Margin of profit"),
}


def segment_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("segment_results", period_type=marts.span, basis="actual")
    parts = [row for row in rows if row["segment"] != "consolidated"]
    series = series_of(parts)
    totals = points([row for row in rows if row["segment"] == "consolidated"], "revenue_mn")
    margins = sorted(points(parts, "gross_margin_pct"), key=lambda point: series.index(point.series))
    # what is only eliminated between segments has no revenue
    sellers = series_of(row for row in parts if row["revenue_mn"] is not None)
    whole = points([row for row in rows if row["segment"] == "consolidated"], "gross_profit_mn")
    gross = stack_panel(Text("売上総利益", "Gross profit"), points(parts, "gross_profit_mn"), "money", marts, series, whole)
    profits = points([row for row in parts if name(row) in sellers], "segment_profit_mn")
    profits.sort(key=lambda point: series.index(point.series))
    return (
        stack_panel(REVENUE, points(parts, "revenue_mn"), "money", marts, sellers, totals)
        + gross
        + line_panel(SEGMENT_PROFIT, profits, "money", marts, zero=True)
        + line_panel(Text("売上総利益率", "Gross margin"), margins, "pct", marts, zero=True)
    )


SEGMENT_PROFIT = Text("セグメント利益", "Segment profit")


def segment_tables() -> tuple[Pivot, ...]:
    values = (
        Value("revenue_mn", REVENUE, "money", "{revenue_item}"),
        Value("revenue_yoy_pct", Text("売上 前年同期比", "Revenue, year on year"), "pct", "{revenue_item}", "yoy_pct", signed=True),
        Value("gross_profit_mn", Text("売上総利益", "Gross profit"), "money", "{gross_profit_item}"),
        Value(
            "gross_profit_yoy_pct",
            Text("総利益 前年同期比", "Gross profit, year on year"),
            "pct",
            "{gross_profit_item}",
            "yoy_pct",
            signed=True,
        ),
        Value(
            "gross_margin_pct",
            Text("売上総利益率", "Gross margin"),
            "pct",
            "{gross_margin_item}",
            of=("{gross_profit_item}", "{revenue_item}"),
        ),
        Value("cost_of_sales_mn", Text("売上原価", "Cost of sales"), "money", "{cost_of_sales_item}"),
        Value("segment_profit_mn", SEGMENT_PROFIT, "money", "{segment_profit_item}"),
        Value(
            "segment_profit_yoy_pct",
            Text("利益 前年同期比", "Segment profit, year on year"),
            "pct",
            "{segment_profit_item}",
            "yoy_pct",
            signed=True,
        ),
    )
    return both(values, row_key="segment", totals=("consolidated",))


def bridge_panels(marts: Marts) -> list[Panel]:
    """Why revenue, gross profit and operating profit of the period are not what they were, and what the year is to bring."""
    return [panel for bridge, period in bridges_shown(marts) for panel in waterfall_panels(marts, bridge, [period])]


def bridges_shown(marts: Marts) -> list[tuple[str, str]]:
    """Each bridge of the period, unless another one has its steps and more, and that of the year that is forecast."""
    there = {row["bridge"] for row in marts.rows("profit_bridge", period=marts.period, basis="actual")}
    now = [(bridge, marts.period) for bridge in BRIDGES if FINER.get(bridge) not in there]
    return [*now, (FROM_GROSS_PROFIT, marts.forecast_year)] if marts.forecast_year else now


def step_name(row: Row) -> Text:
    """Of the first and the last step with its period, as the chart has it."""
    if row["step_type"] not in ("opening", "closing"):
        return name(row)
    at = period_name(row["fact_period"], row["fact_basis"])
    return Text(f"{row['name_ja']} {at.ja}", f"{row['name_en']}, {at.en}")


def bridge_title(row: Row) -> Text:
    at = period_name(row["period"], row["basis"])
    return Text(f"{row['subject_ja']} {at.ja}", f"{row['subject_en']}, {at.en}")


FROM_GROSS_PROFIT = "operating_profit_from_gross_profit"
BRIDGES = (
    "operating_profit_by_segment",
    FROM_GROSS_PROFIT,
    "gross_profit_by_segment",
    "revenue_by_mobile",
    "revenue_by_segment",
    "profit_before_tax_from_operating_profit",
    "ordinary_profit_from_operating_profit",
    "profit_before_tax_from_ordinary_profit",
    "profit_attributable_from_profit_before_tax",
)
# bridges that another one shows in more steps
FINER = {FROM_GROSS_PROFIT: "operating_profit_by_segment", "revenue_by_segment": "revenue_by_mobile"}


def below_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("profit_and_loss_below_operating", basis="actual", period_type=marts.span)
    panels = []
    for item in distinct(row["line_item"] for row in rows):
        own = [row for row in rows if row["line_item"] == item]
        panels += column_panel(name(own[0]), points(own, "amount_mn"), "money", marts, is_small=True)
    return panels


SECTIONS = (
    Section(
        "income-statement",
        Text("損益計算書", "Income statement"),
        "income_statement",
        income_panels,
        both(
            (amount(), to_revenue(), yoy(), qoq(), PER_SHARE, SHARES),
            totals=("revenue", "gross_profit", "operating_profit", "profit_attributable_to_owners"),
        ),
    ),
    Section("segments", Text("セグメント", "Segments"), "segment_results", segment_panels, segment_tables()),
    Section(
        "bridges",
        Text("増減要因", "What moved profit"),
        "profit_bridge",
        bridge_panels,
        lambda marts: (
            Listing(
                Text("増減の内訳", "Steps"),
                head=step_name,
                head_label=Text("項目", "Step"),
                values=(
                    Value(
                        "amount_mn",
                        Text("金額・増減", "Amount or change"),
                        "money",
                        item="{fact_item}",
                        of=("{now}", "{then}"),
                        measure="{fact_measure}",
                        period="{fact_period}",
                        basis="{fact_basis}",
                    ),
                ),
                filter={"bridge": BRIDGES, "period": (marts.period, marts.forecast_year)},
                keep=lambda row: (row["bridge"], row["period"]) in bridges_shown(marts),
                group=bridge_title,
                order=lambda row: (BRIDGES.index(row["bridge"]), row["period"], row["step"]),
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
)
