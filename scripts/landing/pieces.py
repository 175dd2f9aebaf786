"""The pieces of a page of a PDF joined to the rows that they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from landing.document import Line, Sheet

# a cell without a number, and what parts it from the number of the next
DASH, PARTED = re.compile(r"[-‐‑–—−ー―]"), " | "


def in_rows(sheet: Sheet) -> Sheet:
    """The pieces of a page joined to the rows that they stand in, each from left to right: as the text of a table reads."""
    if not sheet.has_boxes:
        return sheet
    return replace(sheet, lines=lines_of(rows_of_pieces(sheet)))


def lines_of(rows: Iterable[list[Line]]) -> tuple[Line, ...]:
    """Each row as one line, numbered from the top."""
    return tuple(joined(row, number) for number, row in enumerate(rows, start=1))


def rows_of_pieces(sheet: Sheet) -> list[list[Line]]:
    """The pieces of a page by the rows that they stand in, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(sheet.lines, key=lambda line: (line.boxes[0][1] + line.boxes[0][3], line.boxes[0][0])):
        top, bottom = line.boxes[0][1], line.boxes[0][3]
        last = rows[-1][0].boxes[0] if rows else None
        if last and abs((last[1] + last[3]) - (top + bottom)) < 0.8 * min(last[3] - last[1], bottom - top):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.boxes[0][0]) for row in rows]


def joined(row: list[Line], number: int) -> Line:
    """The pieces of a row as one line."""
    text, last_text, boxes = "", "", []
    for line in row:
        # a dash in a cell of its own is no sign of the number in the next
        gap = "" if not text else PARTED if DASH.fullmatch(last_text.strip()) else " "
        last_text = line.text
        boxes += [line.boxes[0]] * len(gap) + list(line.boxes)
        text += gap + line.text
    return Line(number, text, number, tuple(boxes))
