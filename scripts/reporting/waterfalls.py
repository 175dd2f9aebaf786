"""Bridges as charts: what moved an amount from one period to the next."""

from __future__ import annotations

from collections.abc import Sequence

from reporting import charts
from reporting.charts import Panel, Step
from reporting.marts import Marts, Row, distinct
from reporting.panels import name
from reporting.text import Text, decimals, number_text, period_name, round_half_up, unit


def waterfall_panels(marts: Marts, bridge: str, periods: Sequence[str] | None = None) -> list[Panel]:
    """A panel per period of the bridge."""
    panels = []
    rows, kind = marts.rows("profit_bridge", bridge=bridge), marts.kind("money")
    for period, basis in distinct((row["period"], row["basis"]) for row in rows):
        if periods and period not in periods:
            continue
        own = sorted((row for row in rows if (row["period"], row["basis"]) == (period, basis)), key=lambda row: row["step"])
        own = [step for row in own for step in in_parts(marts, row)]
        before = marts.periods.get(period, {}).get("year_ago_period") or ""
        steps = []
        for row in own:
            label, is_total = name(row), row["step_type"] in ("opening", "closing")
            if is_total:
                at = period_name(before) if row["step_type"] == "opening" else period_name(period, basis)
                label = Text(f"{label.ja} {at.ja}", f"{label.en}, {at.en}")
            elif row["step_type"] == "rounding":
                if not round_half_up(row["amount_mn"], decimals(kind)):
                    continue
                label = Text("端数処理", "Rounding")
            # an opening bar runs from zero to its amount in either notation of the mart
            ends_at = row["amount_mn"] if is_total else row["ends_at_mn"]
            steps.append(Step(label, row["starts_at_mn"], ends_at, is_total, row["amount_mn"]))
        if len(steps) < 3:
            continue
        subject, at = name(own[0]), period_name(period, basis)
        title = Text(f"{subject.ja} {before} → {at.ja}", f"{subject.en}, {before} to {at.en}")
        amounts = [(step.name, number_text(step.amount, kind, signed=not step.is_total)) for step in steps]
        words = Text(
            f"{title.ja}: " + "、".join(f"{label.ja} {text.ja}" for label, text in amounts) + f"（{unit(kind).ja}）",
            f"{title.en}, {unit(kind).en}: " + "; ".join(f"{label.en} {text.en}" for label, text in amounts),
        )
        panels.append(Panel(title, words, charts.waterfall(steps, kind)))
    return panels


def in_parts(marts: Marts, row: Row) -> list[Row]:
    """The step of a segment by the changes of what it sells, where these are known and add up to its own."""
    if row["step_type"] != "bar" or row["line_item"] not in marts.item_of.values():
        return [row]
    of_item = marts.rows("revenue_by_service", part_of=row["line_item"], period=row["period"], basis=row["basis"], is_complete=True)
    for breakdown in distinct(part["breakdown"] for part in of_item):
        parts = [part for part in of_item if part["breakdown"] == breakdown]
        moved = [part["yoy_change_mn"] for part in parts]
        if len(parts) > 1 and None not in moved and sum(moved) == row["amount_mn"]:
            at, found = row["starts_at_mn"], []
            for part in parts:
                names = {column: part[column] for column in ("line_item", "name_ja", "name_en")}
                change = {"amount_mn": part["yoy_change_mn"], "starts_at_mn": at, "ends_at_mn": at + part["yoy_change_mn"]}
                found.append(row | names | change)
                at += part["yoy_change_mn"]
            return found
    return [row]
