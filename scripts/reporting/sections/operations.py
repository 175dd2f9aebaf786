"""What drives it: orders, people, customers."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts
from reporting.panels import (
    column_panel,
    line_panel,
    name,
    named_bar_panel,
    points,
    series_of,
    stack_panel,
)
from reporting.sections.base import (
    REVENUE,
    SHARE,
    YOY,
    Section,
    both,
    computed,
)
from reporting.tables import Listing, Pivot, Value
from reporting.text import Text, period_name


def order_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("order_book", period_type="quarter")
    panels = []
    parts = [row for row in rows if row["stream"] != "systems_integration"]
    for title, column, kind in (
        (Text("受注", "Orders"), "orders_mn", "money"),
        (Text("受注残", "Backlog"), "backlog_mn", "money"),
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


def workforce_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("workforce", basis="actual")
    parts = [row for row in rows if row["contract"] != "total"]
    total = points([row for row in rows if row["contract"] == "total"], "headcount")
    per_head = [
        point
        for column, label in (
            ("revenue_per_head", Text("売上", "Revenue")),
            ("personnel_cost_per_head", Text("人件費", "Personnel cost")),
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
            Text("1人あたり四半期の売上と人件費", "Revenue and personnel cost per head and quarter"),
            per_head,
            "thousand",
            marts,
            zero=True,
        )
    )


def customer_panels(marts: Marts) -> list[Panel]:
    rows = [row for row in marts.rows("disclosures", statement="customer_mix", measure="share_pct") if row["value"] is not None]
    by_rank = [row for row in rows if "customers" in row["line_item"]]
    by_industry = [row for row in rows if row not in by_rank]
    panels = []
    for title, own in (
        (Text("単体売上の業種別構成比（%）", "Revenue of the parent company by industry, %"), by_industry),
        (Text("単体売上の顧客順位別構成比（%）", "Revenue of the parent company by rank of customer, %"), by_rank),
    ):
        if own:
            bars = [(name(row), row["value"], None) for row in own]
            panels += named_bar_panel(title, bars, "pct", marts, period_name(own[0]["period"]), None)
    return panels


SECTIONS = (
    Section(
        "order-book",
        Text("受注と受注残", "Orders and backlog"),
        "order_book",
        order_panels,
        both(
            (
                Value("orders_mn", Text("受注", "Orders"), "money", "{stream}_orders"),
                Value(
                    "orders_yoy_pct",
                    Text("受注 前年同期比", "Orders, year on year"),
                    "pct",
                    "{stream}_orders",
                    "yoy_pct",
                    signed=True,
                ),
                Value("revenue_mn", REVENUE, "money", "{stream}_revenue"),
                Value(
                    "book_to_bill",
                    Text("受注高÷売上高", "Book-to-bill"),
                    "times",
                    "{stream}_book_to_bill",
                    of=("{stream}_orders", "{stream}_revenue"),
                ),
                Value(
                    "backlog_mn",
                    Text("受注残", "Backlog"),
                    "money",
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
        "workforce",
        Text("人員", "Workforce"),
        "workforce",
        workforce_panels,
        (
            Pivot(
                Text("各時点", "At each date"),
                (
                    Value("headcount", Text("人数", "Headcount"), "people", "{line_item}"),
                    Value(
                        "yoy_change",
                        Text("前年比 増減", "Change on the year"),
                        "people",
                        "{line_item}",
                        "yoy_change",
                        signed=True,
                    ),
                    Value("yoy_pct", YOY, "pct", "{line_item}", "yoy_pct", signed=True),
                    Value(
                        "personnel_expenses_mn",
                        Text("人件費", "Personnel expenses"),
                        "money",
                        item="personnel_expenses",
                        period="{quarter}",
                    ),
                    computed(
                        "revenue_per_head",
                        Text("1人あたり売上", "Revenue per head"),
                        "price",
                        "revenue@{quarter}",
                        "{line_item}@{period}",
                    ),
                    computed(
                        "personnel_cost_per_head",
                        Text("1人あたり人件費", "Personnel cost per head"),
                        "price",
                        "personnel_expenses@{quarter}",
                        "{line_item}@{period}",
                        item="{line_item}",
                    ),
                ),
                ("instant",),
                row_key="contract",
                totals=("total",),
            ),
        ),
    ),
    Section(
        "customers",
        Text("顧客", "Customers"),
        "disclosures",
        customer_panels,
        (
            Listing(
                Text("単体売上の構成比", "Shares of the parent company's revenue"),
                head=name,
                head_label=Text("項目", "Item"),
                filter={"statement": "customer_mix", "measure": "share_pct"},
                values=(Value("value", SHARE, "pct", measure="share_pct"),),
            ),
        ),
    ),
)
