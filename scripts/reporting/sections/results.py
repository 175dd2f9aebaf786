"""How the quarter went: income statement, segments, bridges."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts, distinct
from reporting.panels import (
    column_panel,
    line_panel,
    name,
    points,
    series_of,
    stack_panel,
    waterfall_panels,
)
from reporting.sections.base import (
    REVENUE,
    Section,
    amount,
    both,
    forecast_year,
    qoq,
    to_revenue,
    yoy,
    yoy_change,
)
from reporting.tables import Listing, Pivot, Value
from reporting.text import Text


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
        Value(
            "revenue_yoy_pct", Text("売上 前年同期比", "Revenue, year on year"), "pct", "{prefix}revenue", "yoy_pct", signed=True
        ),
        Value("gross_profit_jpy_mn", Text("売上総利益", "Gross profit"), "jpy_mn", "{prefix}gross_profit"),
        Value(
            "gross_profit_yoy_pct",
            Text("総利益 前年同期比", "Gross profit, year on year"),
            "pct",
            "{prefix}gross_profit",
            "yoy_pct",
            signed=True,
        ),
        Value(
            "gross_margin_pct",
            Text("売上総利益率", "Gross margin"),
            "pct",
            "{prefix}gross_margin",
            of=("{prefix}gross_profit", "{prefix}revenue"),
        ),
        Value("cost_of_sales_jpy_mn", Text("売上原価", "Cost of sales"), "jpy_mn", "{prefix}cost_of_sales"),
    )
    return both(values, row_key="segment", totals=("consolidated",))


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


def below_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("profit_and_loss_below_operating", basis="actual", period_type="quarter", part_of=None)
    panels = []
    for item in distinct(row["line_item"] for row in rows):
        own = [row for row in rows if row["line_item"] == item]
        panels += column_panel(name(own[0]), points(own, "amount_jpy_mn"), "jpy_mn", marts, is_small=True)
    return panels


SECTIONS = (
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
                        of=("{now}", "{then}"),
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
        "below-operating",
        Text("営業利益から当期利益まで", "From operating profit to profit"),
        "profit_and_loss_below_operating",
        below_panels,
        both((amount(), yoy_change())),
    ),
)
