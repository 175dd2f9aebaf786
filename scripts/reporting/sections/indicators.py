"""What the deck counts beside its statements: indicators over time, and shares side by side."""

from __future__ import annotations

import re
from decimal import Decimal

from reporting.charts import Panel, Point
from reporting.marts import Marts, Row, distinct
from reporting.panels import column_panel, name, named_bar_panel, points
from reporting.sections.base import Section
from reporting.tables import order_of
from reporting.text import Text, period_name, unit

# statements with charts of their own elsewhere
CHARTED = ("customer_mix", "mid_term_plan", "effects_on_profit")
# what is compared between companies at a date, not over time
SIDE_BY_SIDE = ((r"_market_share$", Text("国内SIM型MVNO市場のシェア", "Market shares")),)
LEAST = 3


def is_side_by_side(row: Row) -> bool:
    return any(re.search(pattern, row["line_item"]) for pattern, _ in SIDE_BY_SIDE)


def indicator_panels(marts: Marts) -> list[Panel]:
    """Each indicator that is known at three times or more, in the order of the statements."""
    rows = [row for row in marts.rows("disclosures", measure=("level", "share_pct")) if row["statement"] not in CHARTED]
    panels = []
    for item in distinct(row["line_item"] for row in rows if not is_side_by_side(row)):
        own = [row for row in rows if row["line_item"] == item]
        kind = max(("quarter", "instant", "half", "year", "month"), key=lambda one: sum(row["period_type"] == one for row in own))
        found = points([row for row in own if row["period_type"] == kind], "value")
        if len({point.value for point in found}) > 1 and len([point for point in found if not point.is_expected]) >= LEAST:
            of = unit(own[0]["unit"])
            title = name(own[0])
            title = Text(f"{title.ja}（{of.ja}）", f"{title.en}, {of.en}") if of.en else title
            panels += column_panel(title, found, as_printed(own[0]["unit"], found), marts, is_small=True)
    return panels + share_panels(marts)


def as_printed(kind: str, found: list[Point]) -> str:
    """The kind with the decimals that the figures have, up to two: an exchange rate of 144.81 is not 145."""
    exponents = [Decimal(point.value).normalize().as_tuple().exponent for point in found]
    places = min(2, max(-exponent for exponent in exponents if isinstance(exponent, int)))
    return kind if kind == "pct" or places <= 0 else f"{kind}_{places}"


def share_panels(marts: Marts) -> list[Panel]:
    """Shares of several at the latest date, beside those of the date before."""
    panels = []
    for pattern, title in SIDE_BY_SIDE:
        rows = [row for row in marts.rows("disclosures", measure="level") if re.search(pattern, row["line_item"])]
        dates = distinct(row["period"] for row in sorted(rows, key=order_of))
        if len(dates) < 2:
            continue
        before, now = dates[-2:]
        values = {(row["line_item"], row["period"]): row["value"] for row in rows}
        names = {row["line_item"]: name(row) for row in rows if row["period"] == now}
        bars = [(names[item], values[item, now], values.get((item, before))) for item in names]
        bars.sort(key=lambda bar: -bar[1])
        panels += named_bar_panel(title, bars, "pct", marts, period_name(now), period_name(before))
    return panels


SECTIONS = (Section("indicators", Text("事業指標", "Operating indicators"), "disclosures", indicator_panels, has_own_units=True),)
