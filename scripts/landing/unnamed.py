"""Figures of a first deck whose name the dictionary does not know."""

from __future__ import annotations

import re

from landing.called import drafted, heading_over, label_by, unit_in_name
from landing.columns import Column, Run, stands_under
from landing.document import WORDS, Sheet
from landing.fiscal import DAY_ID
from landing.labelled import GROWN, Reader, basis_of, default_period, shown
from landing.numbers import Mark
from landing.proposal import FIGURE, NEW, UNKNOWN, Number
from landing.rows import _placed

# what is so at the end of a period; a dividend of the year end is none of it
BALANCE = re.compile(r"残高|末(?!配当)|時点|backlog|balance|outstanding|at (?:period|year|quarter)[ -]end|end of", re.IGNORECASE)


def unnamed(
    reader: Reader,
    sheet: Sheet,
    mark: Mark,
    unit: str,
    row: Run,
    column: Column | None,
    of_chart: Mark | None = None,
    alone: str = "",
) -> Number:
    """A number whose name is not known: its row and its column tell all but the line item, which its row or chart has in common."""
    # what stands in a sentence is in no column
    is_cell = mark.is_cell or not sheet.has_boxes
    said = (mark.column[:1] if is_cell else ()) or next((labels[:1] for labels, closeness in mark.periods if closeness >= 0.8), ())
    if not sheet.has_boxes and not WORDS.search(row.before):
        # the lines of a text without a name are no row of a table
        column = None
    is_level = column is not None and not (column.is_change or column.is_ratio or column.is_other)
    # the row of a table is under its heading, whatever chart may be near
    is_headed = column is not None and (
        not is_level or not said or (WORDS.search(row.before) is not None and stands_under(column, mark))
    )
    period = column.period if column and is_headed else said[0] if said else ""
    has_grown = mark.is_per_cent and GROWN.search(mark.near) is not None
    if not is_cell and has_grown:
        period = default_period(reader, mark)
    over = heading_over(sheet, mark) if mark.is_cell else ""
    label = f"{alone} {label_by(mark, row.before, over)}".strip()
    unit = unit_in_name(reader.company, row.before if WORDS.search(row.before) else over) or unit
    has_own_name = column is not None and (column.is_ratio or column.is_other)
    of = of_chart or (mark if has_own_name else row.marks[0])
    if has_own_name:
        measure = "level"
    elif column is None or not column.is_change:
        # growth where its sentence says so, or a share of one thing or another
        measure = "yoy_pct" if has_grown else "" if mark.is_per_cent or (column is None and mark.sign) else "level"
    else:
        measure = "yoy_pct" if mark.is_per_cent or column.is_rate else "change" if DAY_ID.fullmatch(period) else "yoy_change"
    is_rate = column is not None and (column.is_ratio or column.is_rate) and stands_under(column, mark)
    if BALANCE.search(label):
        period = reader.company.calendar.closing(period)
    return _placed(sheet, mark, f"PAGE-{sheet.page}")(
        label=label,
        line_item=NEW + drafted(label, sheet.page, of),
        measure=measure,
        period=period,
        basis=basis_of(reader, sheet, mark, column, period) if column and period else "",
        printed=shown(reader, mark),
        unit="%" if mark.is_per_cent or measure == "yoy_pct" or is_rate else mark.unit or unit,
        qualifier=mark.qualifier,
        disposition=FIGURE,
        confidence=UNKNOWN,
        why="its name is not in the dictionary",
    )
