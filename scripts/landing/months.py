"""Axes of months whose year no line says: 3月 to 8月 over the columns of a table, and what the months come to behind them."""

from __future__ import annotations

import re
from itertools import pairwise

from landing.document import Sheet
from landing.fiscal import Calendar, to_date
from landing.pieces import rows_of_pieces
from landing.years import Head

MONTH = re.compile(r"(1[0-2]|[1-9])月度?")
# the sum of the months so far
TOTAL = re.compile(r"(?:期?累計|合計|[上下]半?期|中間期?|第?[1-4](?:Q|四半期)|通期)(?:累計|計|平均)?|平均")
# so many months one after the other are an axis
MONTHS = 3


def months_of(sheet: Sheet, cal: Calendar) -> list[Head]:
    """The rows of months of a page, with the months that they are: those that ended last when the document's own period did."""
    if cal.end is None or not sheet.has_boxes:
        return []
    year, last = (int(part) for part in cal.quarter_end(cal.end).split("-")[:2])
    found: list[Head] = []
    for row in rows_of_pieces(sheet):
        cells = [(int(match[1]), cell) for cell in row if cell.box and (match := MONTH.fullmatch(cell.form.strip()))]
        numbers = [number for number, _ in cells]
        if len(cells) < MONTHS or any(after != before % 12 + 1 for before, after in pairwise(numbers)):
            continue
        # counted back from the last of them, which is of the document's year or of the one before
        end = (year - (numbers[-1] > last)) * 12 + numbers[-1] - 1
        at = [end - len(cells) + 1 + place for place in range(len(cells))]
        head: Head = [
            (cell.box, (f"{month // 12:04}-{month % 12 + 1:02}",))
            for month, (_, cell) in zip(at, cells, strict=True)
            if cell.box is not None
        ]
        quarter = cal.quarter_of(end // 12, end % 12 + 1)
        # from the first month of a year to the last of a quarter
        is_whole = len(cells) == 3 * (quarter % 4 + 1) and cal.quarter_end(quarter).startswith(head[-1][1][0])
        after = [cell for cell in row if cell.box and cell.box[0] > head[-1][0][2]]
        if is_whole and after and after[0].box and TOTAL.fullmatch(after[0].form.strip()):
            head.append((after[0].box, (to_date(quarter),)))
        found.append(head)
    return found
