"""Headings of a table whose cells have two or three lines: a year over a part of it, 増減 over 率, (A) under a name."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from landing.columns import columns_of
from landing.document import Line, Sheet, edges_apart, form
from landing.fiscal import Calendar
from landing.numbers import Stream
from landing.pieces import joined, lines_of, rows_of_pieces

# the lines of a cell are so near to each other, in heights of the upper
NEAR = 0.8
# so many cells of two lines make a heading
STACKS = 2
# the year of a part stands so many rows over it
REACH = 2


def with_heads(sheet: Sheet, cal: Calendar) -> Sheet:
    """The rows of a page, those that are the lines of one heading joined cell by cell."""
    if not sheet.has_boxes:
        return sheet
    return replace(sheet, lines=lines_of(_rows(sheet, cal)))


def told_lines(sheet: Sheet, cal: Calendar) -> tuple[Line, ...]:
    """The lines of `with_heads`, each part of a year under its year told in full."""
    if not sheet.has_boxes:
        return sheet.lines
    return lines_of(with_parts(_rows(sheet, cal), cal))


def with_parts(rows: list[list[Line]], cal: Calendar) -> list[list[Line]]:
    """
    Rows of cells, those that say no more than a part of a year, as 3Q累計 does, with the year that stands over them.

    A year may stand over several columns, of which the first has its amounts; all years of a row have as many parts under them,
    and head nothing themselves.
    """
    # under a year 通期予想 is of that year, whatever the document is about
    cal = replace(cal, current="")
    found = list(rows)
    for at, row in enumerate(rows):
        for place in reversed(range(max(0, at - REACH), at)):
            years = [cell for cell in found[place] if _is_year(cell, cal)]
            if not years:
                continue
            over = {id(cell): year for cell in row if (year := _year_over(cell, years, cal))}
            counts = {sum(year is other for other in over.values()) for year in years}
            if len(counts) == 1 and over:
                found[at] = [told(over[id(cell)], cell) if id(cell) in over else cell for cell in row]
                found[place] = [cell for cell in found[place] if not any(cell is year for year in years)]
            break
    return found


def told(year: Line, part: Line) -> Line:
    """A part of a year with the words of the year before it, at the place of the part."""
    left, top, _, bottom = part.boxes[0]
    before = f"{year.text} "
    return replace(part, text=before + part.text, boxes=((left, top, left, bottom),) * len(before) + part.boxes)


def _is_year(cell: Line, cal: Calendar) -> bool:
    """Whether a cell is a year and nothing else."""
    labels = cal.labels(cell.text)
    return bool(labels) and labels[0].start == 0 and labels[0].end == len(cell.text.rstrip()) and labels[0].periods[0][:2] == "FY"


def _year_over(cell: Line, years: list[Line], cal: Calendar) -> Line | None:
    """The nearest of the years over a cell, where both together say more than the year does."""
    box, middles = _box(cell), [(_box(year)[0] + _box(year)[2]) / 2 for year in years]
    middle = (box[0] + box[2]) / 2
    at = min(range(len(years)), key=lambda at: abs(middles[at] - middle))
    left, _, right, bottom = _box(years[at])
    reach = min((after - before for before, after in pairwise(middles)), default=right - left) / 2
    if not 0 <= box[1] - bottom + 1.0 < 1.0 + box[3] - box[1] or abs(middles[at] - middle) > reach or cal.labels(cell.text):
        return None
    labels = cal.labels(told(years[at], cell).text)
    return years[at] if labels and labels[0].end > len(years[at].text) + 1 else None


def _rows(sheet: Sheet, cal: Calendar) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for row in rows_of_pieces(sheet):
        # a cell of one line stands between the lines of those beside it
        between = rows.pop() if len(rows) > 1 and _is_between(rows[-2], rows[-1], row) else []
        cells = one_heading(rows[-1], row, between, cal) if rows else []
        if cells:
            rows[-1] = cells
        else:
            rows += [between, row] if between else [row]
    return rows


def one_heading(upper: list[Line], lower: list[Line], between: list[Line], cal: Calendar) -> list[Line]:
    """The cells of a heading, from left to right, where two rows are its lines; nothing where they are not."""
    bottom, top = max(_box(line)[3] for line in upper), min(_box(line)[1] for line in lower)
    height = max(line.boxes[-1][3] - line.boxes[-1][1] for line in upper)
    if top - bottom > NEAR * height:
        return []
    pairs = [(line, other) for line in upper for other in lower if _is_over(line, other)]
    if len(pairs) < STACKS or any(len({id(pair[side]) for pair in pairs}) < len(pairs) for side in (0, 1)):
        return []
    if not all(_is_aligned(*pair) for pair in pairs):
        return []
    stacks = [stacked(*pair) for pair in pairs]
    used = {id(line) for pair in pairs for line in pair}
    alone = [line for line in (*upper, *between, *lower) if id(line) not in used]
    if any(_has_figure(cell.text, cal) for cell in (*stacks, *alone)):
        return []
    cells = sorted([*stacks, *alone], key=lambda line: _box(line)[0])
    return cells if _is_better(cells, upper, lower, cal) else []


def _is_between(upper: list[Line], row: list[Line], lower: list[Line]) -> bool:
    """Whether a row is on a level with parts of the two that it stands between, beside their cells."""
    on_level = max(_box(line)[1] for line in row) < _box(upper[0])[3] and min(_box(line)[3] for line in row) > _box(lower[0])[1]
    return on_level and not any(_is_over(line, other) for line in row for other in (*upper, *lower))


def _is_better(cells: list[Line], upper: list[Line], lower: list[Line], cal: Calendar) -> bool:
    """Whether the cells head columns, more than each of the lines does, or the same ones more fully."""
    whole, above, below = (_columns(row, cal) for row in (cells, upper, lower))
    return len(whole) > 1 and len(whole) >= max(len(above), len(below)) and whole != above and whole != below


def _columns(row: list[Line], cal: Calendar) -> list[tuple[object, ...]]:
    line = joined(row, 1)
    stream = Stream(line.form, tuple((1, at) for at in range(len(line.form))), 0)
    found = columns_of(cal, stream, {1: line})
    return [(one.period, one.is_change, one.is_rate, one.is_ratio, one.is_forecast, one.is_other) for one in found]


def stacked(upper: Line, lower: Line) -> Line:
    """Two lines of a cell as one."""
    return replace(upper, text=f"{upper.text} {lower.text}", boxes=(*upper.boxes, upper.boxes[-1], *lower.boxes))


def _is_over(upper: Line, lower: Line) -> bool:
    """Whether two lines are of one cell: one of them within the other from left to right, but for the width of a letter."""
    a, b = _box(upper), _box(lower)
    reach = 0.5 * (a[3] - a[1])
    return min(a[2], b[2]) - max(a[0], b[0]) > min(a[2] - a[0], b[2] - b[0]) - reach


def _is_aligned(upper: Line, lower: Line) -> bool:
    """Whether two lines begin, end or have their middles at the same place, but for half a letter."""
    a, b = _box(upper), _box(lower)
    return edges_apart((a[0], a[2]), (b[0], b[2])) < 0.5 * (a[3] - a[1])


def _has_figure(text: str, cal: Calendar) -> bool:
    """Whether a text has a digit that is of no period."""
    found = form(text)
    taken = {at for label in cal.labels(found) for at in range(label.start, label.end)}
    return any(letter.isdigit() and at not in taken for at, letter in enumerate(found))


def _box(line: Line) -> tuple[float, float, float, float]:
    assert line.box is not None
    return line.box
