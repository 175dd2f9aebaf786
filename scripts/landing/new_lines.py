"""Numbers that no figure of the last deck fits: what the page tells of them, and one id for each line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from landing.called import PERIOD_OF_LABEL, drafted, heading_over, label_by, unit_in_name
from landing.deck import Deck
from landing.document import Line, Sheet
from landing.numbers import Mark
from landing.proposal import FIGURE, NEW, UNKNOWN, Number

SAYS_GROWTH = re.compile(r"yoy|前年", re.IGNORECASE)
SAYS_QUARTER = re.compile(r"qoq|前四半期", re.IGNORECASE)
# the unit of a chart or a page: 単位：億円, (in millions of yen)
STATED_UNIT = re.compile(
    r"(?:単位|units?)\s?[：:]\s?([^()（）、,\s]{1,24})|[(（]\s*(?:単位|units?|in)\s([^()（）、,]{1,24}?)\s*[)）]", re.IGNORECASE
)


def new_line(deck: Deck, sheet: Sheet, mark: Mark, axes: dict[int, str]) -> dict[str, str]:
    """The cells of a number that is new: its words, its unit and its period, as far as the page tells them."""
    column = () if is_alone(deck, sheet, mark) else mark.column
    said = column or next((labels for labels, closeness in mark.periods if closeness >= 0.85), ())
    measure = "level"
    if mark.sign in ("+", "-"):
        words = mark.near + mark.after + mark.head
        kind = "yoy" if SAYS_GROWTH.search(words) else "qoq" if SAYS_QUARTER.search(words) else ""
        measure = f"{kind}_{'pct' if mark.is_per_cent else 'change'}" if kind else ""
    over = heading_over(sheet, mark) if mark.is_cell else ""
    label = label_by(mark, mark.near, mark.row, over) if over else label_by(mark)
    is_of_chart = over != "" and label == label_by(mark, over)
    period = axes.get(mark.uid) or (said[0] if said else "")
    return {
        "label": f"{label} {period}" if is_of_chart and PERIOD_OF_LABEL.fullmatch(period) else label,
        "line_item": NEW + drafted(label, sheet.page, mark),
        "measure": measure,
        "period": period,
        "basis": "",
        "printed": mark.in_brackets if mark.is_bracketed and mark.is_cell and deck.company.prints_brackets else mark.printed,
        "unit": "%" if mark.is_per_cent else mark.unit or (unit_of_chart(deck, sheet, over) if is_of_chart else ""),
        "qualifier": mark.qualifier,
        "disposition": FIGURE,
        "confidence": UNKNOWN,
        "why": "no figure of the last deck fits: a new line, or one that moved",
    }


def unit_of_chart(deck: Deck, sheet: Sheet, over: str) -> str:
    """The unit that a chart's heading ends with, or that is stated on the level of the heading."""
    if unit := unit_in_name(deck.company, over):
        return unit
    heads = [line.box for line in sheet.lines if line.text == over and line.box]
    beside = [
        line
        for line in sheet.lines
        if line.box and any(abs(line.box[1] + line.box[3] - box[1] - box[3]) < line.box[3] - line.box[1] for box in heads)
    ]
    stated = stated_units(beside)
    return stated.pop() if len(stated) == 1 and stated <= {row["unit"] for row in deck.company.scoped("units")} else ""


def stated_units(lines: Iterable[Line]) -> set[str]:
    """The units that lines say their numbers are in."""
    return {said[1] or said[2] for line in lines for said in STATED_UNIT.finditer(line.text)}


def is_alone(deck: Deck, sheet: Sheet, mark: Mark) -> bool:
    """Whether it is the one number of a row that words begin: a line of its own, and no bar of the chart whose axis it is over."""
    if mark.box is None or not mark.row:
        return False
    _, top, _, bottom = mark.box
    beside = [other.box for other in deck.marks[sheet.page] if other is not mark and other.is_cell and not other.rule and other.box]
    return not any(abs(box[1] + box[3] - top - bottom) < bottom - top for box in beside)


def with_one_id(rows: Iterable[Number]) -> list[Number]:
    """
    The rows of a page, the new ones of a line under the id of its first: what has one name and one unit, but for its periods.

    Growth is of the line that it is named as, whatever its unit.
    """
    ids: dict[tuple[str, str], str] = {}
    found = []
    for row in rows:
        if row.confidence == UNKNOWN and row.is_new and (name := PERIOD_OF_LABEL.sub("", row.label)):
            key = (name, row.unit if row.measure == "level" else "")
            first = next((its for (its_name, _), its in ids.items() if its_name == name), row.line_item)
            row = replace(row, line_item=ids.setdefault(key, row.line_item if row.measure == "level" else first))
        found.append(row)
    return found
