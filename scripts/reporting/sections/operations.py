"""What drives it: orders, mobile, people, interconnection charges, customers."""

from __future__ import annotations

from reporting import charts
from reporting.charts import Panel, Point
from reporting.marts import Marts
from reporting.panels import (
    column_panel,
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
    SHARE,
    YOY,
    Section,
    both,
    computed,
)
from reporting.tables import Listing, Pivot, Value
from reporting.text import Text, period_name, same


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


def plan_mix_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("mobile_plans") if row["mix_pct"] is not None]
    if not rows:
        return []
    bars = [(name(row), row["mix_pct"], row["mix_before_pct"]) for row in rows]
    bounds = [(row["mix_bound"], row["mix_before_bound"]) for row in rows]
    dates = [period_name(str(rows[0][column])) for column in ("mix_on", "mix_before_on")]
    return named_bar_panel(Text("料金プラン別の構成比（%）", "Mix by plan, %"), bars, "pct", *dates, bounds=bounds)


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


CHARGE = "mobile_data_interconnection_charge"


CHARGES = (CHARGE, f"{CHARGE}@{{period}}@actual")


def interconnection_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("interconnection_charges") if row["charge_jpy"] is not None]
    title = Text(
        "接続料（Mbps・月あたり）: 届出年ごとの予測と確定値", "Charge per Mbps and month: proposals by year, and what was fixed"
    )
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


SECTIONS = (
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
                Value(
                    "backlog_jpy_mn",
                    Text("受注残", "Backlog"),
                    "jpy_mn",
                    "{stream}_backlog",
                    period="{ends_on}",
                    of=("{si_construction}", "{si_operation}"),
                ),
                Value(
                    "backlog_yoy_pct",
                    Text("受注残 前年同期比", "Backlog, year on year"),
                    "pct",
                    "{stream}_backlog",
                    "yoy_pct",
                    period="{ends_on}",
                    of=("{si_construction}", "{si_operation}"),
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
)
