"""Tables whose columns are line items and whose rows are periods, as the first page of a Japanese release has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from landing.columns import FORECAST, Column
from landing.labelled import Reader, _number
from landing.proposal import Number

if TYPE_CHECKING:
    from landing.document import Sheet
    from landing.numbers import Mark, Stream

UNIT = re.compile(r"[(（]?(?:円\s*銭|[十百千万億兆]*円|[%％])[)）]?")
PER_CENT = ("%", "％")
# the heading stands within so many lines over its rows, and has so many line items
OVER, ITEMS = 6, 2


def named_columns(reader: Reader, sheet: Sheet, streams: list[Stream], marks: list[Mark], stated: str) -> dict[int, Number]:
    """The numbers of rows that begin with a period, under a heading of line items; a line below it may say each column's unit."""
    found: dict[int, Number] = {}
    for at, stream in enumerate(streams):
        labels = reader.company.calendar.labels(stream.text)
        its = [mark for mark in marks if mark.stream == stream.number and not mark.rule]
        if not labels or labels[0].start > 1 or not its:
            continue
        over = [other.text for other in streams[max(0, at - OVER) : at]]
        columns = columns_under(reader, over, len(its))
        for mark, (item, unit, name) in zip(its, columns, strict=bool(columns)):
            is_rate = unit in PER_CENT and reader.company.line_items[item].get("unit_family") != "percent"
            column = Column(labels[0].periods[0], is_change=is_rate, is_rate=is_rate, is_forecast=is_forecast(stream.text))
            row = _number(reader, sheet, mark, item, name, column, "円" if unit.startswith("円") else unit or stated, 0.9)
            found |= {mark.uid: row} if row else {}
    return found


def is_forecast(text: str) -> bool:
    return FORECAST.search(text) is not None


def columns_under(reader: Reader, over: list[str], count: int) -> list[tuple[str, str, str]]:
    """The line item, the unit and the name of each of so many columns; a rate that follows an amount is of its line item."""
    for at in range(len(over) - 1, -1, -1):
        items = [(reader.names.find(name)[0], name) for name in over[at].split()]
        if not items or not all(item for item, _ in items) or (len(items) < ITEMS and count > 1):
            continue
        units = next((found for text in over[at + 1 :] if (found := units_of(text))), [])
        if not units and len(items) == count > 1:
            return [(item, "", name) for item, name in items]
        if len(units) != count:
            return []
        columns: list[tuple[str, str, str]] = []
        left = iter(items)
        for unit in units:
            follows = unit in PER_CENT and bool(columns) and columns[-1][1] not in PER_CENT and len(units) > len(items)
            item, name = (columns[-1][0], columns[-1][2]) if follows else next(left, ("", ""))
            if not item:
                return []
            columns.append((item, unit, name))
        return columns if next(left, None) is None else []
    return []


def units_of(text: str) -> list[str]:
    """The units of a line that has nothing else."""
    units = [unit.strip("()（）") for unit in UNIT.findall(text)]
    return units if units and not UNIT.sub("", text).strip() else []
