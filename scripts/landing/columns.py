"""Rows of numbers and the headings over their columns, where no layout of a last deck tells them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from landing.document import Box, Line, edges_apart
from landing.fiscal import Calendar

if TYPE_CHECKING:
    from landing.numbers import Mark, Stream

FORECAST = re.compile(r"予想|見通し|計画|見込|forecast|outlook|guidance", re.IGNORECASE)
CHANGE = re.compile(
    r"(?:(?:対?前(?:年同期|期末?|年度?末?)[比差]|対前(?:年同期|期末?|年度?末?)|YoY)(?:増減)?|増減)[率額]?"
    r"|(?:% |percent )?change(?: ?[(]%[)])?",
    re.IGNORECASE,
)
RATE = re.compile(r"率|%|percent", re.IGNORECASE)
FROM_BEFORE = re.compile(r"前(?:年|期)|YoY", re.IGNORECASE)


# of a forecast or a plan: a share that is none of revenue
OTHER = re.compile(
    r"進捗率?|達成率|対?(?:計画|予想|目標|予算)[比差]|progress|(?:vs\.?|to|of) (?:plan|forecast|budget|guidance)", re.IGNORECASE
)

# a difference, unlike a share, is between amounts of one period
AGAINST = re.compile(r"(?:対?(?:計画|予想|予算)(?:増減)?|達成)差")
PROGRESS = re.compile(r"進捗率?|progress", re.IGNORECASE)
RATIO = re.compile(r"売上(?:高|収益)?比率?|構成比|百分比|利益率|ratio|margin|% of (?:sales|revenue)", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column of a heading: amounts of a period, or their change or their share of revenue."""

    period: str
    is_change: bool = False
    # of changes: whether the heading says that they are in per cent, and that they are from the year before
    is_rate: bool = False
    is_from_before: bool = False
    is_ratio: bool = False
    is_forecast: bool = False
    # what else a column may have, which is no line item of its row
    is_other: bool = False
    # from where to where its heading reaches, where the document has boxes
    extent: tuple[float, float] | None = None

    def with_line(self, other: Column) -> Column:
        """The column of a cell that has another line: the day or the year that it says in full is what a period near it means."""
        assert self.extent and other.extent
        is_amount = not (self.is_change or self.is_ratio or self.is_other or other.is_change or other.is_ratio or other.is_other)
        return Column(
            (other.period or self.period) if is_amount or not self.period or not other.period else self.period,
            self.is_change or other.is_change,
            self.is_rate or other.is_rate,
            self.is_from_before or other.is_from_before,
            self.is_ratio or other.is_ratio,
            self.is_forecast or other.is_forecast,
            self.is_other or other.is_other,
            (min(self.extent[0], other.extent[0]), max(self.extent[1], other.extent[1])),
        )


# where a part of a heading begins, its column, and where it is itself
Part = tuple[int, Column, Box | None]


@dataclass(frozen=True)
class Run:
    """Numbers of a line that stand side by side, and the words before and behind them."""

    marks: tuple[Mark, ...]
    before: str
    after: str
    index: int
    count: int


def runs(stream: Stream, marks: list[Mark]) -> list[Run]:
    groups: list[list[Mark]] = []
    for mark in marks:
        last = groups[-1][-1] if groups else None
        between = stream.text[last.start + len(last.digits) : mark.start] if last else ""
        if last and sum(letter.isalpha() for letter in re.sub(r"YoY|QoQ|億円|百万円|円", "", between)) < 2:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    found = []
    for index, group in enumerate(groups):
        end = groups[index + 1][0].start if index + 1 < len(groups) else len(stream.text)
        last = group[-1]
        found.append(Run(tuple(group), group[0].near, stream.text[last.start + len(last.digits) : end], index, len(groups)))
    return found


def columns_of(cal: Calendar, stream: Stream, lines: dict[int, Line] | None = None) -> list[Column]:
    """The columns that a line heads: periods, and changes between them; nothing where it is no heading."""

    def head(start: int, end: int, column: Column) -> Part:
        own = stream.box(lines, start, end) if lines else None
        # words glued to it belong to it
        end += len(re.match(r"\S*", stream.text[end:])[0])  # type: ignore[index]
        box = stream.box(lines, start, end) if lines else None
        return start, replace(column, extent=(box[0], box[2]) if box else None), own

    labels = cal.labels(stream.text)
    parts = [
        head(
            label.start,
            label.end,
            Column(label.periods[0], is_forecast=FORECAST.search(stream.text[label.start : label.end + 4]) is not None),
        )
        for label in labels
        if not label.is_announcement
    ]
    parts += [
        head(
            match.start(),
            match.end(),
            Column("", True, RATE.search(match[0]) is not None, FROM_BEFORE.search(match[0]) is not None),
        )
        for match in CHANGE.finditer(stream.text)
    ]
    parts += [head(match.start(), match.end(), Column("", is_ratio=True)) for match in RATIO.finditer(stream.text)]
    covered = sum(label.end - label.start for label in labels)
    if not labels or len(parts) < 2 or covered < 0.25 * len(stream.text.strip()):
        return []
    parts += [
        # how much of a year is reached is said of the period that the document is about
        head(match.start(), match.end(), Column(cal.current if PROGRESS.match(match[0]) else "", is_other=True))
        for match in OTHER.finditer(stream.text)
    ]
    return _with_periods(cal, in_cells(like_with_like(stream.text, sorted(parts, key=lambda part: part[0]))))


def like_with_like(text: str, parts: list[Part]) -> list[Part]:
    """A plan of no said year that a difference from it follows is of the period of the amounts, and so is the difference."""
    found = list(parts)
    for at, (start, column, box) in enumerate(parts):
        amounts = [one.period for _, one, _ in parts[:at] if one.period and not one.is_forecast]
        plan_start, plan, plan_box = parts[at - 1]
        is_against = column.is_other and AGAINST.match(text, start) is not None and plan.is_forecast
        if amounts and is_against and not re.search(r"[0-9]|通期", text[plan_start:start]):
            found[at - 1] = plan_start, replace(plan, period=amounts[-1]), plan_box
            found[at] = start, replace(column, period=amounts[-1]), box
    return found


def in_cells(parts: list[Part]) -> list[Column]:
    """The columns of what a heading says: what stands on two lines of one cell is of one column."""
    found: list[Column] = []
    last: Box | None = None
    for _, column, box in parts:
        if last and box and last[3] <= box[1] + 1.0 and min(last[2], box[2]) > max(last[0], box[0]):
            found[-1] = found[-1].with_line(column)
        else:
            found.append(column)
        last = box
    return found


def _with_periods(cal: Calendar, columns: list[Column]) -> list[Column]:
    """Changes and shares with the period that they are of: a change beside a period and the one a year before is the newer's."""
    found: list[Column] = []
    amounts: list[Column] = []
    first = next((column for column in columns if column.period and not column.is_other), Column(""))
    for column in columns:
        if column.period:
            found.append(column)
            if not column.is_other:
                amounts.append(column)
            continue
        of = amounts[-1] if amounts else first
        # between what was expected of a period and what is expected now: no growth
        are_two = len(amounts) > 1 and amounts[-2].is_forecast and of.is_forecast and amounts[-2].period == of.period
        if column.is_change and are_two and not column.is_from_before:
            column = replace(column, is_other=True)
        if column.is_change and len(amounts) > 1 and not of.is_forecast:
            ends = [cal.end_of(one.period) for one in amounts[-2:]]
            if None not in ends and ends[0] - ends[1] == 4:  # type: ignore[operator]
                of = amounts[-2]
        found.append(replace(column, period=of.period, is_forecast=of.is_forecast))
    return found


def columns_for(headings: list[list[Column]], at: int, run: Run) -> list[Column]:
    """The heading over a row, else under it, that has a column for each of its numbers."""
    count = len(run.marks)
    above = [headings[index] for index in range(at - 1, -1, -1) if headings[index]]
    below = [headings[index] for index in range(at + 1, len(headings)) if headings[index]]
    for heading in above[:1] if count > 1 else ():
        if placed := columns_over(heading, run.marks):
            return placed
    if count < 2:
        return []
    for heading in [*above[:3], *below[:2]]:
        amounts = [column for column in heading if not column.is_ratio and not column.is_other]
        if len(heading) == count:
            return heading
        # what is its own share of itself is not printed
        if len(amounts) == count:
            return amounts
        # nor are changes, where a table has them below
        levels = [column for column in amounts if not column.is_change]
        if len(levels) == count:
            return levels
        if len(heading) == count * run.count:
            return heading[run.index * count : (run.index + 1) * count]
        # a cell that is a word is no number: turned to profit, a dash
        if run.count == 1 and len(heading) == count + len(run.after.split()):
            return heading[:count]
        # a row of one half of a table whose halves have the same columns
        if len(heading) % count == 0 and all(heading[at] == heading[at % count] for at in range(len(heading))):
            return heading[:count]
    return []


# a number stands under a heading whose left, middle or right is so near to its own, in steps from column to column
UNDER = 0.12


def columns_over(heading: list[Column], marks: tuple[Mark, ...]) -> list[Column]:
    """The columns that numbers stand under, each under its own, where their boxes tell: a row may leave cells empty."""
    extents = [column.extent for column in heading if column.extent]
    if len(extents) < max(2, len(heading)) or not all(mark.box for mark in marks):
        return []
    step = min(after[1] - before[1] for before, after in pairwise(extents))
    found: list[int] = []
    for mark in marks:
        left, right = (mark.box[0], mark.box[2]) if mark.box else (0.0, 0.0)
        away = [edges_apart(extent, (left, right)) for extent in extents]
        at = min(range(len(away)), key=away.__getitem__)
        if away[at] > UNDER * step or (found and at <= found[-1]):
            return []
        found.append(at)
    return [heading[at] for at in found]


def stands_under(column: Column, mark: Mark) -> bool:
    """Whether a number begins, ends or has its middle where the heading of its column does, but for a part of a letter."""
    if not column.extent or not mark.box:
        return False
    left, top, right, bottom = mark.box
    return edges_apart(column.extent, (left, right)) < 0.25 * (bottom - top)
