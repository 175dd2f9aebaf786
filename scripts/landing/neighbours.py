"""What the numbers beside a number say of it: order, rows and columns repeat from deck to deck."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from landing.evidence import Evidence
from landing.fiscal import parse
from landing.numbers import Mark
from landing.slots import Slot
from landing.times import Matrix
from landing.values import SPECIFIC

NEIGHBOUR, SECOND = 1.3, 0.5
LAG = 0.9
# and for saying more of the line item of the number before it, in whichever order
ONE_ITEM = 1.6
# columns of so many rows stand one after the other in a text, which so many figures have to tell beyond a short row
ROWS, SHORT, TOLD = 40, 12, 4
# so much of what is around is as a column goes on
SUPPORT = 0.3
# so many figures of a series tell on which lines of a text its chart stands, of so many lines at most and so many around; and
# what a line away costs
OWN, HIGH, AROUND = 3, 16, 2
AWAY, FAR = 0.4, 8


def chart_of(slot: Slot) -> tuple[str, ...]:
    """The series of a place among those of periods of its length: a year's figure stands apart from the bars of its quarters."""
    read = parse(slot.row.period)
    return (*slot.series, read[0] if read else "")


def lines_of(known: Iterable[tuple[Mark, Slot]]) -> dict[tuple[str, ...], tuple[int, int]]:
    """The first and the last line of a text on which the figures of each series stand, where they stand near each other."""
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for mark, slot in known:
        if mark.box is None:
            lines[chart_of(slot)].append(mark.line)
    spans = {series: (min(its), max(its)) for series, its in lines.items() if len(its) >= OWN}
    return {series: (first, last) for series, (first, last) in spans.items() if last - first <= HIGH}


class Neighbours(Evidence):
    """Points for standing beside what stood beside it before."""

    def _neighbours(self, assigned: dict[int, int]) -> Matrix:
        """Points for standing beside what stood beside it before, and for repeating the order of the column before."""
        found = np.zeros((len(self.marks), len(self.slots)))
        for order, weight in self._weighted_orders():
            near = np.zeros_like(found)
            taken = [assigned.get(at, -1) for at in order]
            for position, at in enumerate(order):
                for step, points in ((1, NEIGHBOUR), (2, SECOND)):
                    if position >= step and (to := taken[position - step]) >= 0 and to + step < len(self.slots):
                        near[at, to + step] += points
                    if position + step < len(order) and (to := taken[position + step]) >= step:
                        near[at, to - step] += points
            self._lags(order, taken, near)
            self._downwards(order, taken, near)
            self._of_one_item(order, taken, near)
            found = np.maximum(found, weight * near)
        return found + self._among_its_own(assigned)

    def _among_its_own(self, assigned: dict[int, int]) -> Matrix:
        """
        Points against a place whose series has its other figures on lines of a text far from a number's own.

        The lines of a page go through charts that stand side by side, but each chart keeps to some lines that follow each other.
        """
        found = np.zeros((len(self.marks), len(self.slots)))
        known = [(self.marks[at], self.slots[to]) for at, to in assigned.items() if self._is_printed_before(at, to)]
        spans = lines_of(known)
        at_line = np.array([mark.line for mark in self.marks])
        for to, slot in enumerate(self.slots):
            first, last = spans.get(chart_of(slot), (0, 0))
            if last and (slot.next_in_series >= 0 or slot.previous_in_series >= 0):
                away = np.maximum(0, np.maximum(first - at_line, at_line - last) - AROUND)
                found[:, to] = -AWAY * np.minimum(away, FAR)
        return found

    def _is_printed_before(self, at: int, to: int) -> bool:
        """Whether a number has a place by some digits that were printed there before."""
        return max(float(self.values[to, move][at]) for move, _ in self.moves[to]) >= SPECIFIC[3]

    def _weighted_orders(self) -> list[tuple[list[int], float]]:
        return [(order, 1.0 if index == 0 else 0.8) for index, order in enumerate(self.orders)]

    def _lags(self, order: list[int], taken: list[int], near: Matrix) -> None:
        """Where the numbers so far back are each the period before (or after) of those here, the next one is so too."""
        size = len(order)
        for lag in range(1, min(ROWS, size - 1) + 1):
            forward = [0] * size
            for position in range(lag, size):
                one, other = taken[position - lag], taken[position]
                if one >= 0 and other >= 0:
                    if self.slots[one].next_in_series == other:
                        forward[position] = 1
                    elif self.slots[one].previous_in_series == other:
                        forward[position] = -1
            if sum(map(abs, forward)) < (TOLD if lag > SHORT else 1):
                continue
            for position in range(size):
                around = forward[max(0, position - lag) : position] + forward[position + 1 : position + lag + 1]
                support = sum(around) / max(2, min(lag * 2, len(around)))
                if abs(support) < SUPPORT:
                    continue
                ahead = support > 0
                if position >= lag and taken[position - lag] >= 0:
                    slot = self.slots[taken[position - lag]]
                    to = slot.next_in_series if ahead else slot.previous_in_series
                    if to >= 0:
                        near[order[position], to] += LAG * 2 * abs(support)
                if position + lag < size and taken[position + lag] >= 0:
                    slot = self.slots[taken[position + lag]]
                    to = slot.previous_in_series if ahead else slot.next_in_series
                    if to >= 0:
                        near[order[position], to] += LAG * 2 * abs(support)

    def _downwards(self, order: list[int], taken: list[int], near: Matrix) -> None:
        """Where a text has a table column by column, the next number is what stood in the row below."""
        below = self._below()
        above = {to: at for at, to in below.items()}
        size = len(order)
        goes_on = [position > 0 and below.get(taken[position - 1], -2) == taken[position] for position in range(size)]
        if sum(goes_on) < TOLD:
            return
        for position in range(size):
            around = goes_on[max(0, position - TOLD) : position + TOLD + 2]
            support = sum(around) / len(around)
            if support < SUPPORT:
                continue
            if position and (to := below.get(taken[position - 1], -1)) >= 0:
                near[order[position], to] += LAG * 2 * support
            if position + 1 < size and (to := above.get(taken[position + 1], -1)) >= 0:
                near[order[position], to] += LAG * 2 * support

    def _of_one_item(self, order: list[int], taken: list[int], near: Matrix) -> None:
        """What follows a number in its line says more of its line item, be it before or behind it in the last deck."""
        for position in range(1, len(order)):
            one, other = order[position - 1], order[position]
            if self.marks[one].box is not None or self.marks[one].stream != self.marks[other].stream:
                continue
            if (to := taken[position - 1]) >= 1 and self._is_more(to - 1, to):
                near[other, to - 1] += ONE_ITEM
            to = taken[position]
            if 0 <= to < len(self.slots) - 1 and self._is_more(to + 1, to):
                near[one, to + 1] += ONE_ITEM

    def _is_more(self, one: int, other: int) -> bool:
        """Whether one figure states another measure of the line item of another: its change, its growth."""
        mine, its = self.slots[one].row, self.slots[other].row
        return mine.line_item == its.line_item and mine.measure != its.measure

    def _below(self) -> dict[int, int]:
        """The figure that stood next in the last deck and states the same measure of the same period, for each."""
        found: dict[int, int] = {}
        last: dict[tuple[str, str, str], int] = {}
        for slot in self.slots:
            column = slot.row.measure, slot.row.period, slot.row.basis
            if column in last and last[column] != slot.rank - 1:
                found[last[column]] = slot.rank
            last[column] = slot.rank
        return found

    def _reading_order(self) -> Matrix:
        """Before anything else is known, numbers stand about as far down the page as they stood."""
        at = np.arange(len(self.marks))[:, None] / max(1, len(self.marks) - 1)
        to = np.arange(len(self.slots))[None, :] / max(1, len(self.slots) - 1)
        return 1.5 - 8.0 * np.minimum(np.abs(at - to), 0.5)
