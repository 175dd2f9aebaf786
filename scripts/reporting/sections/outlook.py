"""What is to come: guidance, mid-term plan, dividends."""

from __future__ import annotations

from reporting.charts import Panel, Progress
from reporting.marts import Marts, Row
from reporting.panels import (
    column_panel,
    line_panel,
    name,
    points,
    progress_panel,
)
from reporting.sections.base import (
    IN_YEARS,
    YEARS,
    YOY,
    Section,
    amount,
    computed,
    forecast_year,
    landed,
    to_revenue,
    yoy,
)
from reporting.tables import Listing, Pivot, Value
from reporting.text import Text, number_text, period_name


def guidance_rows(marts: Marts) -> list[Row]:
    """The forecast of the current fiscal year as last stated."""
    year = forecast_year(marts)
    rows = marts.rows("guidance", target_period=year, basis="forecast")
    newest = max((str(row["stated_on"]) for row in rows), default="")
    return [row for row in rows if str(row["stated_on"]) == newest and row["amount_jpy_mn"] is not None]


GUIDED = {
    Text("連結", "Consolidated"): (
        "revenue",
        "gross_profit",
        "operating_profit",
        "profit_before_tax",
        "profit_attributable_to_owners",
    ),
    Text("セグメント", "Segments"): (
        "network_services_revenue",
        "network_services_gross_profit",
        "systems_integration_revenue",
        "systems_integration_gross_profit",
    ),
}


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


PER_SHARE = Text("1株当たり年間配当", "Dividend per share")


PAYOUT = Text("配当性向", "Payout ratio")


def dividend_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("dividends") if row["dividend_jpy"] is not None]
    payout = points([row for row in rows if row["payout_ratio_pct"] is not None], "payout_ratio_pct", series=lambda row: PAYOUT)
    per_share = points(rows, "dividend_jpy", series=lambda row: PER_SHARE)
    return column_panel(PER_SHARE, per_share, "jpy_2", marts) + line_panel(PAYOUT, payout, "pct", marts, zero=True)


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
                    Value("amount_jpy_mn", Text("予想", "Forecast"), "jpy_mn", period="{target_period}", of=("{year}", "{half}")),
                    Value("yoy_pct", YOY, "pct", measure="yoy_pct", period="{target_period}", signed=True),
                    Value(
                        "actual_to_date_jpy_mn",
                        Text("累計実績", "Actual to date"),
                        "jpy_mn",
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
                        Text("総還元性向", "Total payout ratio"),
                        "pct",
                        item="total_shareholder_return_ratio",
                    ),
                ),
            ),
        ),
    ),
)
