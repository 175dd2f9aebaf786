"""What the boxes of a page say: the column above or below a number, the row beside it, the heading over its chart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from landing.contexts import DIRECT
from landing.document import Box, Sheet, union
from landing.fiscal import Calendar
from landing.heads import with_parts
from landing.months import months_of
from landing.numbers import Mark
from landing.pieces import in_rows, rows_of_pieces
from landing.years import PART_OF_YEAR, YEAR, Head, split_axes, years_under


@dataclass(frozen=True)
class Axis:
    """Periods printed side by side on one level: the axis under a chart or the head of a table."""

    level: float
    bottom: float
    labels: tuple[tuple[float, float, tuple[str, ...]], ...]
    index: int = 0
    # columns between those with periods: a ratio belongs to the period left of it, a growth rate to none
    others: tuple[tuple[float, float, tuple[str, ...]], ...] = ()

    @property
    def step(self) -> float:
        middles = sorted((left + right) / 2 for left, right, _ in [*self.labels, *self.others])
        return min((after - before for before, after in pairwise(middles)), default=60.0)

    def at(self, middle: float) -> tuple[str, ...] | None:
        columns = [*self.labels, *self.others]
        left, right, periods = min(columns, key=lambda label: abs((label[0] + label[1]) / 2 - middle))
        return periods if periods and abs((left + right) / 2 - middle) < max(0.55 * self.step, (right - left) / 2) else None

    @property
    def extent(self) -> tuple[float, float]:
        return min(left for left, _, _ in self.labels) - self.step / 2, max(right for _, right, _ in self.labels) + self.step / 2


def axes_of(sheet: Sheet, cal: Calendar) -> list[Axis]:
    """Rows of at least two periods on one level that are pieces of their own, or glued together in one."""
    found: list[tuple[Box, tuple[str, ...]]] = []
    split, years = split_axes(sheet.lines, cal)
    split_boxes = {box for head in split for box, _ in head}
    for line in (line for row in with_parts(rows_of_pieces(sheet), cal) for line in row):
        labels = cal.labels(line.text)
        covered = sum(label.end - label.start for label in labels)
        if not labels or covered < 0.6 * len(line.text.replace(" ", "")):
            continue
        for label in labels:
            # words glued to a period belong to its heading
            box = union(line.boxes[label.start : label.end])
            if box not in years and box not in split_boxes:
                found.append((box, label.periods))
    rows: list[list[tuple[Box, tuple[str, ...]]]] = []
    for box, periods in sorted(found, key=lambda item: (item[0][1], item[0][0])):
        height = box[3] - box[1]
        row = next(
            (
                row
                for row in rows
                if abs(row[-1][0][1] - box[1]) < 0.5 * height and box[0] - max(other[0][2] for other in row) < _reach(row, box)
            ),
            None,
        )
        if row is None:
            rows.append([(box, periods)])
        else:
            row.append((box, periods))
    kept = [
        _settled(row)
        for row in [*split, *months_of(sheet, cal), *years_of_statements(sheet, cal), *rows]
        if len(row) > 1 and is_axis(row)
    ]
    return [
        Axis(row[0][0][1], row[0][0][3], tuple((box[0], box[2], periods) for box, periods in row), index, _between(sheet, row, cal))
        for index, row in enumerate(kept)
    ]


def is_axis(row: Head) -> bool:
    """Whether periods side by side head columns: 前年同期 in each tile of a row names the number beside it."""
    return len({periods for _, periods in row}) > 1


def years_of_statements(sheet: Sheet, cal: Calendar) -> list[Head]:
    """The columns of statements whose years stand under the months that they are of."""
    lines = in_rows(sheet).lines
    found = []
    for at, text in years_under([line.form for line in lines]).items():
        years = [union(lines[at].boxes[year.start() : year.end()]) for year in YEAR.finditer(lines[at].form)]
        labels = cal.labels(text)
        if len(labels) == len(years):
            found.append([(box, label.periods) for box, label in zip(years, labels, strict=True)])
    return found


def _settled(row: list[tuple[Box, tuple[str, ...]]]) -> list[tuple[Box, tuple[str, ...]]]:
    """What a period may mean besides, where another of its row is named so: a 2Q beside a 上期 is the quarter alone."""
    first = Counter(periods[0] for _, periods in row)
    return [(box, (periods[0], *(other for other in periods[1:] if not first[other]))) for box, periods in row]


PART = re.compile(PART_OF_YEAR)
GROWTH = re.compile(r"yoy|qoq|前年|前期|増減|change", re.IGNORECASE)


def _between(
    sheet: Sheet, row: list[tuple[Box, tuple[str, ...]]], cal: Calendar
) -> tuple[tuple[float, float, tuple[str, ...]], ...]:
    top, bottom = row[0][0][1], row[0][0][3]
    found = []
    for line in sheet.lines:
        box = line.box
        if box is None or cal.labels(line.text) or not any(mark.isalpha() for mark in line.text):
            continue
        if min(bottom, box[3]) - max(top, box[1]) < 0.5 * (bottom - top) or box[0] < row[0][0][0]:
            continue
        # a period whose year stands on another line is no column beside itself
        if any(its[0] < box[2] and box[0] < its[2] for its, _ in row):
            continue
        left = [periods for its, periods in row if its[0] < box[0]]
        # 3Q累計 is no column of the period left of it
        is_part = PART.match(line.text.strip()) is not None
        found.append((box[0], box[2], () if is_part or GROWTH.search(line.text) or not left else left[-1]))
    return tuple(found)


def _reach(row: list[tuple[Box, tuple[str, ...]]], box: Box) -> float:
    """How far the next period of an axis may be: about as far as those before it."""
    middles = sorted((its[0] + its[2]) / 2 for its, _ in row)
    steps = [after - before for before, after in pairwise(middles)]
    width = box[2] - box[0]
    return 1.6 * max(steps) if steps else 9 * width


# so much of its height over an axis, and a number stands on it
STANDS = 0.6
# a number stands so near to the middle of its column, in columns, and all of a row of so many do
ALIGNED, ROW = 0.2, 3
Placed = tuple[Mark, Axis | None, Axis | None]


def place_columns(sheet: Sheet, marks: list[Mark], cal: Calendar, knows: Callable[[Mark, tuple[str, ...]], bool]) -> None:
    """
    Give each number the period of its column.

    Whether the periods above or those below head a number, the values tell that were printed before: `knows` says whether
    the last decks state such a value for a period. Where none does, an axis with numbers over it alone stands below them.
    """
    axes = axes_of(sheet, cal)
    placed: list[Placed] = []
    for mark in marks:
        if mark.rule or mark.box is None or not mark.is_cell or is_dated(mark):
            continue
        middle, level = (mark.box[0] + mark.box[2]) / 2, (mark.box[1] + mark.box[3]) / 2
        over = [axis for axis in axes if axis.extent[0] <= middle <= axis.extent[1]]
        above = max((axis for axis in over if axis.bottom <= level), key=lambda axis: axis.level, default=None)
        below = min((axis for axis in over if axis.level >= level), key=lambda axis: axis.level, default=None)
        placed.append((mark, above, below))
    done = _of_rows(placed, knows)
    regions: dict[tuple[int, int, bool], list[Placed]] = defaultdict(list)
    for mark, above, below in placed:
        if id(mark) in done or mark.box is None:
            continue
        # what stands on its axis is not of the chart through which that axis runs
        stands = below is not None and below.level - mark.box[3] < STANDS * (mark.box[3] - mark.box[1])
        regions[above.index if above else -1, below.index if below else -1, stands].append((mark, above, below))
    under: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        if one[1] is not None:
            under[one[1].index].append(one)
    for members in regions.values():
        below = members[0][2]
        is_head = below is not None and bool(its := under[below.index]) and _touches(its, below)
        _decide(members, knows, is_head=is_head)


def _decide(members: list[Placed], knows: Callable[[Mark, tuple[str, ...]], bool], *, is_head: bool = False) -> None:
    """Which of the two axes of numbers is theirs; `is_head` says that the one below them has others directly under it."""
    votes = [0, 0]
    for mark, above, below in members:
        middle = (mark.box[0] + mark.box[2]) / 2 if mark.box else 0.0
        for side, axis in enumerate((above, below)):
            periods = axis.at(middle) if axis else None
            votes[side] += bool(periods) and knows(mark, periods or ())
    above, below = members[0][1], members[0][2]
    is_under = _touches(members, above) and not _is_nearer(members, below, above)
    is_over = below is not None and not is_under and not is_head
    side = 1 if votes[1] > votes[0] or (votes[0] == votes[1] and is_over) else 0
    if (above, below)[side] is None:
        side = 1 - side
    for mark, *axes in members:
        axis = axes[side]
        periods = axis.at((mark.box[0] + mark.box[2]) / 2) if axis and mark.box else None
        if periods:
            mark.column = periods


def is_dated(mark: Mark) -> bool:
    """Whether nothing parts a number from the period that it is printed with: 2Q25: 48."""
    return bool(mark.periods) and mark.periods[0][1] >= DIRECT


def _of_rows(placed: list[Placed], knows: Callable[[Mark, tuple[str, ...]], bool]) -> set[int]:
    """Give the numbers of a row the periods of the one of its two axes that they line up with, each with its own."""
    done: set[int] = set()
    for row in _level(placed):
        for above, below in {(above, below) for _, above, below in row if above and below}:
            own = _aligned(row, above), _aligned(row, below)
            side = int(len(own[1]) > len(own[0]))
            axis, other = ((above, below), (below, above))[side]
            its = [mark for mark, *axes in row if axes[side] is axis]
            is_in_line = len(own[side]) >= max(ROW, len(its)) and len(own[0]) != len(own[1])
            if not is_in_line or any(knows(mark, _under(other, mark)) for mark in its):
                continue
            for mark in its:
                mark.column = _under(axis, mark) or mark.column
                done.add(id(mark))
    return done


def _level(placed: list[Placed]) -> list[list[Placed]]:
    """Numbers side by side on one level, as cells of a row are and bars of a chart seldom."""
    rows: list[list[Placed]] = []
    for one in sorted(placed, key=lambda one: one[0].box[1] + one[0].box[3] if one[0].box else 0.0):
        last = rows[-1][0][0].box if rows else None
        box = one[0].box
        if last and box and abs(last[1] + last[3] - box[1] - box[3]) < 0.5 * (box[3] - box[1]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [row for row in rows if len(row) >= ROW]


def _aligned(row: list[Placed], axis: Axis) -> set[float]:
    """The periods of an axis at which a number of a row stands."""
    middles = [(mark.box[0] + mark.box[2]) / 2 for mark, _, _ in row if mark.box]
    columns = [(left + right) / 2 for left, right, _ in axis.labels]
    return {column for column in columns if any(abs(middle - column) < ALIGNED * axis.step for middle in middles)}


def _under(axis: Axis, mark: Mark) -> tuple[str, ...]:
    return (axis.at((mark.box[0] + mark.box[2]) / 2) if mark.box else None) or ()


def _touches(members: list[Placed], axis: Axis | None) -> bool:
    """Whether the first row of numbers stands directly under an axis, as under the head of a table."""
    tops = [mark.box[1] for mark, _, _ in members if mark.box]
    size = max(mark.box[3] - mark.box[1] for mark, _, _ in members if mark.box)
    return axis is not None and bool(tops) and min(tops) - axis.bottom < 2.5 * size


def _is_nearer(members: list[Placed], below: Axis | None, above: Axis | None) -> bool:
    """Whether numbers stand nearer to the axis below them than to the one above."""
    if below is None or above is None:
        return below is not None
    boxes = [mark.box for mark, _, _ in members if mark.box]
    return below.level - max(box[3] for box in boxes) < min(box[1] for box in boxes) - above.bottom


def place_words(sheet: Sheet, marks: list[Mark]) -> None:
    """Give each number the words of its row, of its column and over its chart."""
    pieces = [(line, line.box) for line in sheet.lines if line.box and any(mark.isalpha() for mark in line.text)]
    holders = {mark.line for mark in marks if not mark.rule}
    for mark in marks:
        if mark.rule or mark.box is None:
            continue
        left, top, right, bottom = mark.box
        size = bottom - top
        own = mark.line
        row = [
            (left - box[2], line.text)
            for line, box in pieces
            if line.number != own and box[2] <= left + size and min(bottom, box[3]) - max(top, box[1]) > 0.3 * size
        ]
        after = [
            (box[0] - right, line.text)
            for line, box in pieces
            if line.number != own
            and line.number not in holders
            and box[0] >= right
            and min(bottom, box[3]) - max(top, box[1]) > 0.3 * size
        ]
        column = [
            (top - box[3], line.text)
            for line, box in pieces
            if line.number != own and box[3] <= top + 0.3 * size and min(right, box[2]) - max(left, box[0]) > 0.2 * (right - left)
        ]
        heads = [
            (top - box[3] + 0.3 * max(0.0, left - box[2]), line.text)
            for line, box in pieces
            if line.number != own and box[3] <= top + 0.3 * size and box[0] <= right and line.number not in holders
        ]
        mark.words += [(text, 1.0 - 0.15 * step) for step, (_, text) in enumerate(sorted(row)[:2])]
        mark.words += [(text, 0.8) for distance, text in sorted(after)[:1] if distance < 0.4 * sheet.width]
        mark.words += [(text, 0.7 - 0.2 * step) for step, (_, text) in enumerate(sorted(column)[:2])]
        mark.words += [(text, 0.6 - 0.15 * step) for step, (_, text) in enumerate(sorted(heads)[:3])]
        if row:
            mark.row = min(row)[1]
        if column and not mark.head:
            mark.head = min(column)[1]
