"""What an answer is, and how its numbers are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from reporting.marts import Marts, Row
from reporting.provenance import Provenance, Source
from reporting.text import NULL, Text, hedged_number, number_text, same, why_null


class Told(NamedTuple):
    """A number in words, and the key of where it comes from."""

    text: Text
    key: str | None = None


@dataclass
class Group:
    """Lines that support an answer, under a heading where there are several such groups."""

    head: Text | None
    lines: list[tuple[Text, list[Told]]]


@dataclass
class Answer:
    """A question, its answer in a sentence or two, and the lines that support it."""

    question: Text
    answer: Text
    section: str
    groups: list[Group] = field(default_factory=list)
    columns: list[Text] = field(default_factory=list)


def money(marts: Marts, value: Decimal | None, *, signed: bool = False) -> Text:
    return number_text(value, marts.kind("money"), signed=signed, with_unit=True)


def per_cent(value: Decimal | None, *, signed: bool = False) -> Text:
    return number_text(value, "pct", signed=signed, with_unit=True)


def rate(row: Row, column: str, *, signed: bool = True) -> Text:
    """A per cent, or why there is none."""
    return per_cent(row[column], signed=signed) if row[column] is not None else why_null(row, column) or same(NULL)


def stated(provenance: Provenance, text: Text, item: str, period: str, basis: str = "actual", measure: str = "level") -> Told:
    """A number of a line item, with where it comes from."""
    return Told(text, provenance.find(Source(item, period, basis, measure)))


def computed(provenance: Provenance, text: Text, item: str, period: str, *of: Source, title: Text) -> Told:
    """A number that no deck states, with what it is computed from."""
    return Told(text, provenance.find(Source(item, period, of=of, title=title)))


def listed(texts: list[Text]) -> Text:
    """Names one after the other."""
    return Text("、".join(text.ja for text in texts), ", ".join(text.en for text in texts))


def effects(marts: Marts, **of: object) -> list[Row]:
    """What the deck says moved its profit, in money, the largest first."""
    rows = [row for row in marts.rows("disclosures", statement="effects_on_profit", **of) if row["unit"] == money_unit(marts)]
    return sorted(rows, key=lambda row: (-abs(row["value"]), row["display_order"], row["period"]))


def money_unit(marts: Marts) -> str:
    return f"{marts.company['currency'].lower()}_mn"


def hedged(marts: Marts, row: Row, *, signed: bool = False) -> Text:
    """An amount with what the deck hedges it by: in Japanese as printed, 約△9億円, in English about −¥900m."""
    told = hedged_number(row["value"], row["unit"], marts.qualifiers.get(row["fact_id"], ""), signed=signed)
    return Text(row["printed"].partition(" (p. ")[0] or told.ja, told.en)
