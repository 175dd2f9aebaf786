"""Axes of months whose year no line says: 3月 to 8月 over the columns of a table, and what the months come to behind them."""

from __future__ import annotations

import re
from itertools import pairwise, takewhile

from landing.document import Sheet
from landing.fiscal import MONTH_ID, Calendar, to_date
from landing.pieces import rows_of_pieces
from landing.years import PART_OF_YEAR, Head

MONTH = re.compile(r"(1[0-2]|[1-9])月度?")
# the sum of the months so far
TOTAL = re.compile(rf"(?:期?累計|合計|{PART_OF_YEAR})(?:累計|計|平均)?|平均")
# so many months one after the other are an axis
MONTHS = 3


def months_of(sheet: Sheet, cal: Calendar) -> list[Head]:
    """The rows of months of a page, with the periods that they are of."""
    found: list[Head] = []
    for row in rows_of_pieces(sheet) if sheet.has_boxes else ():
        cells = [cell for cell in row if cell.box]
        # what stands left of the months names the rows under them
        first = next((at for at, cell in enumerate(cells) if MONTH.fullmatch(cell.form.strip())), len(cells))
        periods = periods_of([cell.form.strip() for cell in cells[first:]], cal)
        if periods:
            found.append([(cell.box, (period,)) for cell, period in zip(cells[first:], periods, strict=False) if cell.box])
    return found


def months_in(text: str, cal: Calendar) -> str:
    """A line of a text that has nothing but months, and what they come to, with the year of each; else nothing."""
    words = text.split()
    periods = periods_of(words, cal)
    if not periods or len(periods) < len(words):
        return ""
    return " ".join(f"{period[:4]}年{int(period[5:])}月" if MONTH_ID.fullmatch(period) else period for period in periods)


def periods_of(words: list[str], cal: Calendar) -> list[str]:
    """
    The months of a heading that has one after the other, and behind them what they come to.

    They are those that ended last when the document's own period did.
    """
    numbers = [int(match[1]) for match in takewhile(bool, map(MONTH.fullmatch, words)) if match]
    if cal.end is None or len(numbers) < MONTHS or any(after != before % 12 + 1 for before, after in pairwise(numbers)):
        return []
    year, last = (int(part) for part in cal.quarter_end(cal.end).split("-")[:2])
    end = (year - (numbers[-1] > last)) * 12 + numbers[-1] - 1
    months = range(end - len(numbers) + 1, end + 1)
    found = [f"{month // 12:04}-{month % 12 + 1:02}" for month in months]
    quarter = cal.quarter_of(end // 12, end % 12 + 1)
    # from the first month of a year to the last of a quarter
    is_whole = len(numbers) == 3 * (quarter % 4 + 1) and cal.quarter_end(quarter).startswith(found[-1])
    if is_whole and len(words) > len(numbers) and TOTAL.fullmatch(words[len(numbers)]):
        found.append(to_date(quarter))
    return found
