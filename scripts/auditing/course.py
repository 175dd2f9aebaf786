"""
The course of a line: how near a number is to what the line is in the periods around it, in bits.

A digit that is wrong in its first places takes a number far from its neighbours; where sums cannot say which of their members is
wrong, this can. It proves nothing, for a line may jump: what it says is bounded.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import median

from landing.dictionary import Company as Dictionary
from landing.facts import Interval
from landing.fiscal import parse
from landing.project import Row

# of the line, so many points nearest in time; fewer than the least say nothing
NEAREST, LEAST = 6, 3
MOST = 8.0
# of the size of a line, what it moves at least
FLOOR = 0.02

Point = tuple[float, float]


class Course:
    """The lines of a deck, each as its amounts over time."""

    def __init__(self, rows: Iterable[Row], dictionary: Dictionary, bounds: Callable[[Row], Interval | None]) -> None:
        self.dictionary, self.bounds = dictionary, bounds
        self.lines: dict[tuple[str, ...], list[tuple[str, Point]]] = defaultdict(list)
        self.known: dict[tuple[str, float, tuple[str, ...]], tuple[float, float] | None] = {}
        for row in rows:
            point = self.point(row)
            if point:
                self.lines[self.line(row)].append((row["seq"], point))

    def line(self, row: Row) -> tuple[str, ...]:
        read = parse(row["period"])
        return row["line_item"], row["measure"], read[0] if read else "at"

    def point(self, row: Row) -> Point | None:
        bounds, when = self.bounds(row), self.when(row["period"])
        if bounds is None or when is None or not math.isfinite(bounds[0] + bounds[1]):
            return None
        return when, (bounds[0] + bounds[1]) / 2

    def when(self, period: str) -> float | None:
        """In quarters."""
        read = parse(period)
        if read:
            return read[1]
        year, _, month = period[:7].partition("-")
        return self.dictionary.calendar.quarter_of(int(year), int(month)) if year.isdigit() and month.isdigit() else None

    def bits(self, row: Row) -> float:
        """At most nothing: how far the number is from its line, by what the line moves itself."""
        point, around = self.point(row), self.around(row)
        if point is None or around is None:
            return 0.0
        centre, spread = around
        return -min(MOST, math.log2(1 + ((point[1] - centre) / spread) ** 2))

    def around(self, row: Row) -> tuple[float, float] | None:
        """The middle of the line's other points around its time, and how far they are from it; none where there are too few."""
        when = self.when(row["period"])
        if when is None:
            return None
        key = row["seq"], when, self.line(row)
        if key not in self.known:
            others = [point for seq, point in self.lines.get(key[2], ()) if seq != row["seq"] and point[0] != when]
            near = [value for _, value in sorted(others, key=lambda its: abs(its[0] - when))[:NEAREST]]
            self.known[key] = None
            if len({time for time, _ in others}) >= LEAST:
                centre = median(near)
                spread = median(abs(value - centre) for value in near)
                self.known[key] = centre, max(spread, FLOOR * max(map(abs, near)), 1e-9)
        return self.known[key]
