"""Mobile services: lines and revenue, plans, and what the network operators charge."""

from __future__ import annotations

from reporting import charts
from reporting.charts import Panel, Point
from reporting.marts import Marts
from reporting.panels import (
    line_panel,
    name,
    named_bar_panel,
    points,
    series_of,
    span,
    stack_panel,
)
from reporting.sections.base import (
    IN_QUARTERS,
    QUARTERS,
    REVENUE,
    YOY,
    Section,
    computed,
)
from reporting.tables import Listing, Pivot, Value, order_of
from reporting.text import Text, period_name, same


def mobile_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("mobile_subscriptions", period_type="quarter")
    parts = [row for row in rows if row["line_of_business"] != "total"]
    totals = points([row for row in rows if row["line_of_business"] == "total"], "lines")
    lines = points(parts, "lines")
    series = [one for one in series_of(parts) if one in {point.series for point in lines}]
    panels = stack_panel(Text("回線数", "Lines"), lines, "lines", marts, series, totals) if series else []
    if series:
        sold = points([row for row in rows if row["line_of_business"] == "total"], "revenue_mn")
        panels += stack_panel(REVENUE, points(parts, "revenue_mn"), "money", marts, series, sold)
    revenue = points(parts, "revenue_per_line_month")
    return panels + line_panel(Text("1回線あたり月間売上", "Revenue per line and month"), revenue, "price", marts, zero=True)


def plan_mix_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("mobile_plans") if row["mix_pct"] is not None]
    if not rows:
        return []
    bars = [(name(row), row["mix_pct"], row["mix_before_pct"]) for row in rows]
    bounds = [(row["mix_bound"], row["mix_before_bound"]) for row in rows]
    dates = [period_name(str(rows[0][column])) for column in ("mix_on", "mix_before_on")]
    return named_bar_panel(Text("料金プラン別の構成比（%）", "Mix by plan, %"), bars, "pct", marts, *dates, bounds=bounds)


CHARGE = "mobile_data_interconnection_charge"


CHARGES = (CHARGE, f"{CHARGE}@{{period}}@actual")


def interconnection_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("interconnection_charges") if row["charge"] is not None]
    title = Text(
        "接続料（Mbps・月あたり）: 届出年ごとの予測と確定値", "Charge per Mbps and month: proposals by year, and what was fixed"
    )
    fixed, proposed = [], []
    for row in sorted(rows, key=lambda row: (str(row["vintage"]), order_of(row))):
        vintage = str(row["vintage"])
        point = Point(same(row["period"]), row["charge"], same(vintage), order_of(row))
        (fixed if vintage == "fixed" else proposed).append(point)
    fixed.sort(key=lambda point: point.at.en)
    if not fixed or not proposed:
        return []
    kind = marts.kind("price")
    words = span(fixed, kind)
    alt = Text(f"{title.ja}: 確定値 {words.ja}", f"{title.en}: fixed {words.en}")
    legend = [(Text("確定値", "Fixed charge"), "line-now"), (Text("届出時の予測", "Proposal"), "line-2")]
    return [Panel(title, alt, charts.fan(proposed, fixed, kind), legend)]


SECTIONS = (
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
                    computed(
                        "net_additions",
                        Text("純増", "Net additions"),
                        "lines",
                        "{lines_item}@{ends_on}",
                        "{lines_item}@{opens_on}",
                        item="{lines_item}",
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
                    Value("revenue_mn", REVENUE, "money", "{revenue_item}"),
                    Value(
                        "revenue_yoy_pct",
                        Text("売上 前年同期比", "Revenue, year on year"),
                        "pct",
                        "{revenue_item}",
                        "yoy_pct",
                        signed=True,
                    ),
                    Value(
                        "revenue_per_line_month",
                        Text("1回線あたり月間売上", "Revenue per line and month"),
                        "price",
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
                        "voice_price_before",
                        Text("音声 旧", "Voice, before"),
                        "price",
                        "{item}_voice_price",
                        period="{price_before_on}",
                    ),
                    Value("voice_price", Text("音声 新", "Voice"), "price", "{item}_voice_price", period="{price_on}"),
                    Value(
                        "data_price_before",
                        Text("データ 旧", "Data, before"),
                        "price",
                        "{item}_data_price",
                        period="{price_before_on}",
                    ),
                    Value("data_price", Text("データ 新", "Data"), "price", "{item}_data_price", period="{price_on}"),
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
                    Value("charge", Text("接続料", "Charge"), "price", item=CHARGE),
                    Value("yoy_pct", YOY, "pct", item=CHARGE, measure="yoy_pct", signed=True),
                    Value("fixed_charge", Text("確定値", "Fixed"), "price", item=CHARGE, basis="actual"),
                    computed(
                        "forecast_error", Text("予測−確定", "Proposal less fixed"), "price", *CHARGES, item=CHARGE, signed=True
                    ),
                    computed("forecast_error_pct", Text("予測誤差", "Error"), "pct", *CHARGES, item=CHARGE, signed=True),
                ),
            ),
        ),
    ),
)
