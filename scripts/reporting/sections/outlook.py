"""What is to come: guidance, mid-term plan, dividends."""

from __future__ import annotations

from reporting.charts import Panel, Progress
from reporting.marts import Marts, Row
from reporting.panels import (
    column_panel,
    growth_note,
    line_panel,
    name,
    named_bar_panel,
    points,
    progress_panel,
    series_of,
    stack_panel,
)
from reporting.sections.base import (
    IN_YEARS,
    YEARS,
    YOY,
    Section,
    amount,
    computed,
    disclosed,
    to_revenue,
    yoy,
)
from reporting.tables import Listing, Pivot, Value, order_of
from reporting.text import Text, number_text, period_name, unit


def guidance_rows(marts: Marts, target: str | None = None) -> list[Row]:
    """The forecast of a period as last stated, of the fiscal year that is under way if none is named."""
    rows = marts.rows("guidance", target_period=target or marts.forecast_year, basis="forecast")
    newest = max((str(row["stated_on"]) for row in rows), default="")
    return [row for row in rows if str(row["stated_on"]) == newest and row["amount_mn"] is not None]


def running_targets(marts: Marts) -> list[str]:
    """The fiscal year under way, and the half that it began with while that is not over."""
    year, now = marts.forecast_year or "", marts.periods[marts.period]["ends_on"]
    return [*(half for half in first_half(marts, year) if marts.periods[half]["ends_on"] > now), *([year] if year else [])]


def first_half(marts: Marts, year: str) -> list[str]:
    """The half that a fiscal year begins with, where the calendar has it."""
    halves = {period: row for period, row in marts.periods.items() if row["period_type"] == "half" and row["year_period"] == year}
    return [period for period, row in halves.items() if row["year_to_date_period"] == period]


CONSOLIDATED = (
    "revenue",
    "gross_profit",
    "operating_profit",
    "ordinary_profit",
    "profit_before_tax",
    "profit_attributable_to_owners",
)
CONCEPTS = ("revenue", "gross_profit", "segment_profit")


def guided(marts: Marts) -> dict[Text, list[str]]:
    """Line items that companies give guidance on, in the order of the statements."""
    of_company = [item for item in marts.line_items if item in CONSOLIDATED]
    of_segments = [item for (segment, concept), item in marts.item_of.items() if segment != "consolidated" and concept in CONCEPTS]
    return {Text("連結", "Consolidated"): of_company, Text("セグメント", "Segments"): of_segments}


def guidance_panels(marts: Marts) -> list[Panel]:
    """How far the year has come, and the half that it began with."""
    year = marts.forecast_year or ""
    panels = []
    for target in (year, *first_half(marts, year)):
        for group, items in guided(marts).items():
            panels += progress_to(marts, target, group, items)
    return panels + forecast_panels(marts)


def forecast_panels(marts: Marts) -> list[Panel]:
    """The forecast of the year by segment, beside the year before."""
    year = marts.forecast_year or ""
    rows = {row["line_item"]: row for row in guidance_rows(marts, year) if row["yoy_change_mn"] is not None}
    panels = []
    for concept in CONCEPTS:
        of_segments = [item for (segment, one), item in marts.item_of.items() if segment != "consolidated" and one == concept]
        own = [rows[item] for item in (*of_segments, concept) if item in rows]
        if any(row["line_item"] in of_segments for row in own):
            bars = [(name(row), row["amount_mn"], row["year_ago_mn"]) for row in own]
            notes = [growth_note(row) for row in own]
            before = period_name(marts.periods[year]["year_ago_period"] or "")
            title = CONCEPT_NAMES[concept]
            panels += named_bar_panel(title, bars, "money", marts, period_name(year, "forecast"), before, notes)
    return panels


CONCEPT_NAMES = {
    "revenue": Text("売上予想", "Forecast of revenue"),
    "gross_profit": Text("売上総利益予想", "Forecast of gross profit"),
    "segment_profit": Text("セグメント利益予想", "Forecast of segment profit"),
}


def progress_to(marts: Marts, target: str, group: Text, items: list[str]) -> list[Panel]:
    kind = marts.kind("money")
    rows = {row["line_item"]: row for row in guidance_rows(marts, target) if row["progress_pct"] is not None}
    bars = []
    for row in (rows[item] for item in items if item in rows):
        done, goal = (number_text(row[column], kind) for column in ("actual_to_date_mn", "amount_mn"))
        note = Text(f"{done.ja} / {goal.ja}", f"{done.en} of {goal.en}")
        # of a period that is over, the year before is complete as well
        before = row["year_ago_progress_pct"] if row["latest_actual_period"] != target else None
        bars.append(Progress(name(row), row["progress_pct"], before, note))
    of = unit(kind)
    title = Text(f"{group.ja}: {target}予想に対する進捗（{of.ja}）", f"{group.en}: progress to the {target} forecast, {of.en}")
    return progress_panel(title, bars)


def plan_panels(marts: Marts) -> list[Panel]:
    """From what happened in the last five years to what is forecast and planned."""
    panels = []
    since = marts.periods[marts.period]["fiscal_year"] - 5
    for item in ("revenue", "operating_profit", "profit_attributable_to_owners"):
        rows = marts.rows("income_statement", line_item=item, period_type=("year", "open"))
        found = [row for row in rows if row["amount_mn"] is not None and row["fiscal_year"] >= since]
        if any(row["basis"] == "plan" for row in found):
            panels += column_panel(name(found[0]), points(found, "amount_mn"), "money", marts)
    return panels + profit_by_segment(marts) if panels else []


def profit_by_segment(marts: Marts) -> list[Panel]:
    """Gross profit of the segments in the years of which the whole is known, forecast and plan among them."""
    rows = marts.rows("segment_results", period_type="year")
    totals = points([row for row in rows if row["segment"] == "consolidated"], "gross_profit_mn")
    found = points([row for row in rows if row["segment"] != "consolidated"], "gross_profit_mn")
    years = {point.at: [one.series for one in found if one.at == point.at] for point in totals}
    # segments that are known in every such year; the rest is what the whole has beyond them
    main = [one for one in series_of(rows) if years and all(one in known for known in years.values())]
    parts = [point for point in found if point.at in years and point.series in main]
    if len(years) < 3 or not parts:
        return []
    return stack_panel(Text("売上総利益 セグメント別", "Gross profit by segment"), parts, "money", marts, main, totals, gaps=True)


BEFORE, REVISED = Text("前回", "Before"), Text("今回", "Revised")


PER_SHARE = Text("1株当たり年間配当", "Dividend per share")


PAYOUT = Text("配当性向", "Payout ratio")


def dividend_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("dividends") if row["dividend"] is not None]
    payout = points([row for row in rows if row["payout_ratio_pct"] is not None], "payout_ratio_pct", series=lambda row: PAYOUT)
    per_share = points(rows, "dividend", series=lambda row: PER_SHARE)
    return column_panel(PER_SHARE, per_share, "price_2", marts) + line_panel(PAYOUT, payout, "pct", marts, zero=True)


SECTIONS = (
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
                    Value("amount_mn", Text("予想", "Forecast"), "money", period="{target_period}", of=("{year}", "{half}")),
                    Value("yoy_pct", YOY, "pct", measure="yoy_pct", period="{target_period}", signed=True),
                    Value(
                        "actual_to_date_mn",
                        Text("累計実績", "Actual to date"),
                        "money",
                        period="{latest_actual_period}",
                        basis="actual",
                    ),
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
                        "rest_mn",
                        Text("残り", "Remaining"),
                        "money",
                        "{line_item}@{target_period}",
                        "{line_item}@{latest_actual_period}",
                    ),
                    computed(
                        "rest_yoy_pct",
                        Text("残り 前年同期比", "Remaining, year on year"),
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
                order=lambda row: (order_of(row), row["display_order"]),
            ),
            Listing(
                Text("予想の修正", "Forecasts revised"),
                mart="forecast_revisions",
                head=name,
                head_label=Text("項目", "Item"),
                values=(
                    Value("previous_amount_mn", BEFORE, "money", period="{target_period}"),
                    Value("amount_mn", REVISED, "money", period="{target_period}"),
                    computed("change_mn", Text("増減", "Change"), "money", "{line_item}@{target_period}", signed=True),
                    Value("previous_per_share", BEFORE, "price_2", period="{target_period}"),
                    Value("per_share", REVISED, "price_2", period="{target_period}"),
                    computed("change_per_share", Text("増減", "Change"), "price_2", "{line_item}@{target_period}", signed=True),
                    computed("change_pct", Text("増減率", "Change"), "pct", "{line_item}@{target_period}", signed=True),
                    Value("stated_on", Text("公表", "Stated"), "text"),
                ),
                group=lambda row: period_name(row["target_period"], row["basis"]),
                order=lambda row: (order_of(row), row["display_order"], str(row["stated_on"])),
            ),
        ),
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
            disclosed("mid_term_plan", Text("計画の数値", "Figures of the plan")),
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
                order=order_of,
                values=(
                    Value("interim_dividend", Text("中間", "Interim"), "price_2", item="interim_dividend_per_share"),
                    Value("year_end_dividend", Text("期末", "Year-end"), "price_2", item="year_end_dividend_per_share"),
                    Value("dividend", Text("年間", "Year"), "price_2", item="dividend_per_share"),
                    Value(
                        "yoy_change",
                        Text("前年比 増減", "Change"),
                        "price_2",
                        item="dividend_per_share",
                        measure="yoy_change",
                        signed=True,
                    ),
                    Value("yoy_pct", YOY, "pct", item="dividend_per_share", measure="yoy_pct", signed=True),
                    Value("payout_ratio_pct", PAYOUT, "pct", item="dividend_payout_ratio"),
                    Value(
                        "total_shareholder_return_pct",
                        Text("総還元性向", "Total payout ratio"),
                        "pct",
                        item="total_shareholder_return_ratio",
                    ),
                ),
            ),
        ),
    ),
)
