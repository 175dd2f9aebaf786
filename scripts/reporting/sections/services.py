"""What was sold: services, their history, recurring revenue, security and cloud."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts, distinct
from reporting.panels import (
    column_panel,
    growth_note,
    line_panel,
    name,
    named_bar_panel,
    now_and_before,
    now_and_year_ago,
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
    share,
    yoy,
)
from reporting.sections.keys import OTHER_BREAKDOWNS
from reporting.tables import Value
from reporting.text import Text, period_name, unit


def service_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("revenue_by_service", is_main=True, basis="actual")
    quarters = [row for row in rows if row["period_type"] == marts.span]
    latest = [row for row in quarters if row["period"] == marts.period]
    notes = [growth_note(row) for row in latest if row["revenue_mn"] is not None]
    of = unit(marts.kind("money"))
    title = Text(f"サービス別売上（{of.ja}、前年同期比）", f"Revenue by service, {of.en} and growth on the year")
    bars = now_and_before(marts, quarters, "revenue_mn")
    panels = named_bar_panel(title, bars, "money", marts, *now_and_year_ago(marts), notes)
    for item in series_of(quarters):
        panels += column_panel(
            item, points([row for row in quarters if name(row) == item], "revenue_mn"), "money", marts, is_small=True
        )
    return panels


def detail_panels(marts: Marts) -> list[Panel]:
    """Lines within the services, over time, that no other section shows."""
    rows = marts.rows("revenue_by_service", period_type=marts.span, basis="actual")
    shown = {row["line_item"] for row in rows if row["is_main"] or row["breakdown"] in OTHER_BREAKDOWNS}
    shown |= {row["line_item"] for row in marts.rows("security_and_cloud")}
    shown |= {row["revenue_item"] for row in marts.rows("mobile_subscriptions")}
    panels, once = [], []
    for item in distinct(row["line_item"] for row in rows if row["line_item"] not in shown):
        own = {row["period"]: row for row in rows if row["line_item"] == item}
        over_time = column_panel(name(next(iter(own.values()))), points(own.values(), "revenue_mn"), "money", marts, is_small=True)
        if not over_time and own.get(marts.period, {}).get("revenue_mn") is not None:
            once.append(own[marts.period])
        panels += over_time
    bars = [(name(row), row["revenue_mn"], None) for row in once]
    return panels + named_bar_panel(ONCE, bars, "money", marts, period_name(marts.period), None, [growth_note(row) for row in once])


ONCE = Text("前の期の記載がないもの（前年同期比）", "No earlier period stated: amount and growth on the year")


def recurrence_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("revenue_by_service", breakdown="revenue_by_recurrence", period_type=marts.span, basis="actual")
    recurring = [row for row in rows if row["line_item"] == "recurring_revenue"]
    rest = [row for row in rows if row["line_item"] != "recurring_revenue"]
    ordered = recurring + rest
    totals = points(marts.rows("income_statement", line_item="revenue", period_type=marts.span, basis="actual"), "amount_mn")
    return stack_panel(REVENUE, points(ordered, "revenue_mn"), "money", marts, series_of(ordered), totals) + line_panel(
        Text("ストック売上の比率", "Recurring revenue, share of revenue"), points(recurring, "revenue_share_pct"), "pct", marts
    )


def service_values() -> tuple[Value, ...]:
    return (amount("revenue_mn", REVENUE), yoy(), share("revenue_share_pct", "revenue"), qoq())


def security_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("security_and_cloud", basis="actual")
    panels = []
    whole = {"security": "security_revenue", "cloud": "cloud_services_revenue"}
    for group, item in whole.items():
        own = [row for row in rows if row["service_group"] == group and row["line_item"] == item]
        if own:
            panels += column_panel(
                name(own[0]), points([row for row in own if row["period_type"] == marts.span], "revenue_mn"), "money", marts
            )
    parts = marts.rows("revenue_by_service", breakdown="cloud_services_by_service", period_type=marts.span, basis="actual")
    total = [row for row in rows if row["line_item"] == whole["cloud"] and row["period_type"] == marts.span]
    if parts:
        found = points(parts, "revenue_mn")
        panels += stack_panel(
            Text("クラウドの内訳", "Cloud by service"), found, "money", marts, series_of(parts), points(total, "revenue_mn")
        )
    return panels


SECTIONS = (
    Section(
        "services",
        Text("サービス別売上", "Revenue by service"),
        "revenue_by_service",
        service_panels,
        both(service_values(), filter={"is_main": True}),
    ),
    Section(
        "service-details",
        Text("サービスの内訳", "Within the services"),
        "revenue_by_service",
        detail_panels,
        both(service_values(), filter={"is_detail": True}, is_tree=True),
    ),
    Section(
        "recurring",
        Text("ストック売上と一時的な売上", "Recurring and one-time revenue"),
        "revenue_by_service",
        recurrence_panels,
        both(service_values(), filter={"breakdown": "revenue_by_recurrence"}),
    ),
    Section(
        "security-cloud",
        Text("セキュリティとクラウド", "Security and cloud"),
        "security_and_cloud",
        security_panels,
        both(
            (
                amount("revenue_mn", REVENUE),
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
)
