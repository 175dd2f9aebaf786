"""Over many years: services, segments and their margins, as far back as decks go."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts, Row
from reporting.panels import column_panel, line_panel, name, points, series_of, stack_panel
from reporting.sections.base import IN_YEARS, REVENUE, YEARS, Section, amount, yoy
from reporting.sections.keys import HISTORY
from reporting.sections.results import MARGINS
from reporting.tables import Pivot, Value
from reporting.text import Text, lower_first

LONG = 4


def yearly(marts: Marts, item: str) -> list[Row]:
    return marts.rows("income_statement", line_item=item, period_type="year", basis="actual")


def history_panels(marts: Marts) -> list[Panel]:
    """The services whose history the deck gives, year by year, up to the whole revenue, beside the operating margin."""
    rows = marts.rows("revenue_by_service", breakdown=HISTORY, period_type="year", basis="actual")
    found = list({(point.at, point.series): point for point in points(rows, "revenue_mn")}.values())
    if len({point.at for point in found}) < LONG:
        return []
    totals = points(yearly(marts, "revenue"), "amount_mn")
    margins = points(yearly(marts, "operating_profit"), "ratio_to_revenue_pct", series=lambda row: MARGINS["operating_profit"])
    return stack_panel(REVENUE, found, "money", marts, series_of(rows), totals) + line_panel(
        MARGINS["operating_profit"], margins, "pct", marts, zero=True
    )


def segment_history_panels(marts: Marts) -> list[Panel]:
    """Gross profit of each segment and its margin, year by year."""
    rows = marts.rows("segment_results", period_type="year", basis=("actual", "forecast"))
    parts = [row for row in rows if row["segment"] != "consolidated"]
    panels = []
    for series in series_of(parts):
        found = points([row for row in parts if name(row) == series], "gross_profit_mn")
        if len(found) >= LONG:
            title = Text(f"{series.ja} 売上総利益", f"Gross profit of {lower_first(series.en)}")
            panels += column_panel(title, found, "money", marts)
    margins = [point for point in points(parts, "gross_margin_pct") if not point.is_expected]
    return panels + line_panel(Text("売上総利益率", "Gross margin"), margins, "pct", marts, zero=True) if panels else []


SECTIONS = (
    Section(
        "service-history",
        Text("売上の長期推移", "Revenue over the years"),
        "revenue_by_service",
        history_panels,
        (Pivot(IN_YEARS, (amount("revenue_mn", REVENUE), yoy()), YEARS, filter={"breakdown": HISTORY}),),
    ),
    Section(
        "segment-history",
        Text("セグメントの長期推移", "Segments over the years"),
        "segment_results",
        segment_history_panels,
        (
            Pivot(
                IN_YEARS,
                (
                    Value("gross_profit_mn", Text("売上総利益", "Gross profit"), "money", "{gross_profit_item}"),
                    Value(
                        "gross_margin_pct",
                        Text("売上総利益率", "Gross margin"),
                        "pct",
                        "{gross_margin_item}",
                        of=("{gross_profit_item}", "{revenue_item}"),
                    ),
                ),
                YEARS,
                row_key="segment",
                totals=("consolidated",),
            ),
        ),
    ),
)
