"""The numbers of charts in a first deck: by the axis that each stands over and the words over its chart."""

from __future__ import annotations

from collections import defaultdict

from landing.called import heading_over, label_by
from landing.columns import Column
from landing.document import Box, Sheet, without_brackets
from landing.fiscal import Calendar
from landing.labelled import Reader, _number
from landing.numbers import Mark
from landing.proposal import Number
from landing.years import split_axes

# so little of a sum is lost in the rounding of what adds up to it
ROUNDED = 0.005


def bars(reader: Reader, sheet: Sheet, marks: list[Mark], unit: str, named: dict[int, Number]) -> dict[int, Number]:
    """The numbers of charts by the axis that each stands over and the words over its chart."""
    under: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.is_cell and mark.column and not mark.rule and mark.uid not in named:
            under[heading_over(sheet, mark)].append(mark)
    found = {}
    for over, its in under.items():
        item = reader.names.find(without_brackets(over))[0]
        for mark in its if item else ():
            # of a stacked chart the heading names the sum
            alike = [other for other in its if other.column == mark.column and other.is_per_cent == mark.is_per_cent]
            others = [other.value for other in alike if other is not mark]
            if not others or abs(sum(others) - mark.value) <= ROUNDED * abs(mark.value):
                row = _number(reader, sheet, mark, item, label_by(mark, over), Column(mark.column[0]), unit, 0.9)
                found |= {mark.uid: row} if row else {}
    return found


def set_axes(sheet: Sheet, cal: Calendar, headings: list[list[Column]]) -> None:
    """Put the quarters of an axis in the place of the years that stand under or over them; a line of a page is a heading."""
    axes, years = split_axes(sheet.lines, cal)
    for at, line in enumerate(sheet.lines):
        its = [(box, periods) for axis in axes for box, periods in axis if is_within(box, line.box)]
        if its:
            headings[at] = [Column(periods[0], extent=(box[0], box[2])) for box, periods in sorted(its)]
        elif any(is_within(box, line.box) for box in years):
            headings[at] = []


def is_within(box: Box, whole: Box | None) -> bool:
    return whole is not None and whole[0] <= box[0] and box[2] <= whole[2] and whole[1] <= box[1] and box[3] <= whole[3]
