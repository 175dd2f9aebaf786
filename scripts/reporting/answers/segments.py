"""How each segment did."""

from __future__ import annotations

from typing import NamedTuple

from reporting.answers.base import Answer, Group, Told, rate
from reporting.marts import Marts, Row
from reporting.panels import name
from reporting.provenance import Provenance, Source
from reporting.text import Text, number_text


class Measured(NamedTuple):
    column: Text
    noun: Text


MEASURED = {
    "gross_profit": Measured(Text("総利益", "Gross profit"), Text("売上総利益", "gross profit")),
    "segment_profit": Measured(Text("セグメント利益", "Profit"), Text("セグメント利益", "profit")),
    "revenue": Measured(Text("売上", "Revenue"), Text("売上", "revenue")),
}


def segments(marts: Marts, provenance: Provenance) -> Answer | None:
    """Growth of what the company tells of its segments: gross profit, else segment profit, else revenue."""
    rows = marts.rows("segment_results", period=marts.period, basis="actual")
    # what is only eliminated between segments has no revenue
    rows = [row for row in rows if row["segment"] != "consolidated" and row["revenue_mn"] is not None]
    measured = next((one for one in MEASURED if any(row[f"{one}_mn"] is not None for row in rows)), None)
    if not measured:
        return None
    grew = [row for row in rows if has_grown(row, measured)]
    shown = ["revenue"] if measured == "revenue" else ["revenue", measured]
    has_margin = any(row["gross_margin_pct"] is not None for row in rows)
    columns = [column for one in shown for column in (MEASURED[one].column, Text("前年比", "YoY"))]
    if has_margin:
        columns.append(Text("利益率", "Margin"))
    noun = MEASURED[measured].noun
    return Answer(
        Text("各セグメントはどうだったか", "How did each segment do?"),
        how_many(len(grew), len(rows), noun),
        "segments",
        [Group(None, [(name(row), cells(marts, provenance, row, shown, has_margin)) for row in rows])],
        columns,
    )


def how_many(grew: int, of: int, noun: Text) -> Text:
    """How many of the segments made more than a year ago, as one says it."""
    if of > 1 and grew == of:
        both = Text("いずれのセグメントも", "Both" if of == 2 else f"All {of}")
        return Text(f"{both.ja}{noun.ja}が前年同期を上回った。", f"{both.en} segments made more {noun.en} than a year ago.")
    if not grew:
        return Text(
            f"{noun.ja}が前年同期を上回ったセグメントはない。",
            f"No segment made more {noun.en} than a year ago.",
        )
    return Text(
        f"{of}セグメント中{grew}セグメントで{noun.ja}が前年同期を上回った。",
        f"{grew} of {of} segments made more {noun.en} than a year ago.",
    )


def cells(marts: Marts, provenance: Provenance, row: Row, shown: list[str], has_margin: bool) -> list[Told]:
    found = []
    for one in shown:
        item = row[f"{one}_item"]
        found.append(
            Told(number_text(row[f"{one}_mn"], marts.kind("money")), provenance.find(Source(item, marts.period)) if item else None)
        )
        growth = provenance.find(Source(item, marts.period, measure="yoy_pct")) if item else None
        found.append(Told(rate(row, f"{one}_yoy_pct"), growth if row[f"{one}_yoy_pct"] is not None else None))
    if has_margin:
        found.append(Told(rate(row, "gross_margin_pct", signed=False)))
    return found


def has_grown(row: Row, column: str) -> bool:
    """More than a year ago, be it from a loss."""
    return (row[f"{column}_yoy_change_mn"] or 0) > 0
