"""What it cost: cost of sales by nature, SG&A."""

from __future__ import annotations

from reporting.charts import Panel
from reporting.marts import Marts, distinct
from reporting.panels import (
    line_panel,
    named_bar_panel,
    now_and_before,
    now_and_year_ago,
    points,
)
from reporting.sections.base import (
    Section,
    amount,
    both,
    share,
    to_revenue,
    yoy,
)
from reporting.text import Text


def cost_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("cost_by_nature", basis="actual")
    panels = []
    for segment in distinct(row["segment"] for row in rows):
        own = [row for row in rows if row["segment"] == segment]
        title = Text(own[0]["segment_name_ja"], own[0]["segment_name_en"])
        panels += named_bar_panel(title, now_and_before(marts, own, "amount_mn"), "money", marts, *now_and_year_ago(marts))
    return panels


def sga_panels(marts: Marts) -> list[Panel]:
    rows = marts.rows("sga_expenses", basis="actual")
    total = [row for row in rows if row["line_item"] == "sga_expenses"]
    parts = [row for row in rows if row["line_item"] != "sga_expenses"]
    return named_bar_panel(
        Text("内訳", "By nature"), now_and_before(marts, parts, "amount_mn"), "money", marts, *now_and_year_ago(marts)
    ) + line_panel(
        Text("売上高比", "Ratio to revenue"),
        points([row for row in total if row["period_type"] == marts.span], "ratio_to_revenue_pct"),
        "pct",
        marts,
    )


SECTIONS = (
    Section(
        "cost-by-nature",
        Text("原価の内訳", "Cost by nature"),
        "cost_by_nature",
        cost_panels,
        both((amount(), yoy(), to_revenue())),
    ),
    Section(
        "sga",
        Text("販売管理費等", "SG&A expenses"),
        "sga_expenses",
        sga_panels,
        both((amount(), to_revenue(), yoy(), share("share_pct", "sga_expenses")), totals=("sga_expenses",)),
    ),
)
