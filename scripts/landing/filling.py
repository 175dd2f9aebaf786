"""Places that the assignment left free, and numbers that it left without one."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linear_sum_assignment

from landing.moving import Moving
from landing.neighbours import AROUND, chart_of, lines_of
from landing.times import Matrix
from landing.values import MISPRINT

# as good as all of a name
ALL = 0.9
# less of a name than this is another's
WEAK = 0.5
# so many points without a value
PLACED = 1.7
# a figure that was restated is within this share of what it was
ALIKE = 0.1
# without a place a number is new where no pair reaches so many points
LEAST = 0.6
# and where all of a name stands by it: its sign and its decimals may be others then
LEAST_NAMED = -0.2


class Filling(Moving):
    """What puts a number to a free place though its value does not."""

    def _fill(self, assigned: dict[int, int]) -> None:
        """A number between two that have their places takes the free place between those: its value may be restated, or wrong."""
        for order in self.orders:
            for position in range(1, len(order) - 1):
                at = order[position]
                before, after = assigned.get(order[position - 1], -9), assigned.get(order[position + 1], -9)
                to = (before + after) // 2
                free = self._is_between(before, to, after) and to not in assigned.values()
                if at not in assigned and free and self.base[at, to] > -3.0 and not self.own[at]:
                    assigned[at] = to

    def _fill_restated(self, assigned: dict[int, int]) -> None:
        """A number of a text on the lines of a chart takes the one bar that is left there: its value was restated a little."""
        known = [(self.marks[at], self.slots[to]) for at, to in assigned.items() if self._is_printed_before(at, to)]
        for chart, (first, last) in lines_of(known).items():
            free = [slot for slot in self.slots if chart_of(slot) == chart and slot.rank not in assigned.values()]
            if len(free) != 1:
                continue
            to = free[0].rank
            left = {
                at: away
                for at in range(len(self.marks))
                if at not in assigned and not self.own[at] and self.base[at, to] > -3.0
                if (away := self._restated(at, to)) is not None
            }
            near = [at for at in left if first - AROUND <= self.marks[at].line <= last + AROUND]
            # a text that goes through two columns may have it further down
            if len(near or left) != 1:
                continue
            (at,) = near or left
            # of the two numbers that nothing of before tells, the restated one is nearer to what it was
            newest = [
                one for one, its in assigned.items() if chart_of(self.slots[its]) == chart and not self._is_printed_before(one, its)
            ]
            away = self._restated(newest[0], to) if len(newest) == 1 else None
            if away is not None and away < left[at]:
                assigned[at], at = assigned[newest[0]], newest[0]
            assigned[at] = to

    def _restated(self, at: int, to: int) -> float | None:
        """How far a number is from what was printed in its place, as a share; none where that is far, or nothing was."""
        row = self.slots[to].row
        found = []
        for move, period in self.moves[to]:
            prints = self.known.of((row.line_item, row.measure, period, row.told))
            low, high = self._bounds(self.marks[at], row, self.units[to, move][at])
            found += [
                abs((low + high) / (one.low + one.high) - 1) for one in prints if self.differs[to, move][at] and one.low + one.high
            ]
        return min((away for away in found if away < ALIKE), default=None)

    def _is_between(self, before: int, to: int, after: int) -> bool:
        """Whether a place lies between two others; those of a chart may be told from its newest column on."""
        if min(before, after) < 0 or abs(after - before) != 2:
            return False
        return before < after or self.slots[before].series == self.slots[to].series == self.slots[after].series

    def _fill_named(self, assigned: dict[int, int]) -> None:
        """A number takes the free place whose name alone stands by it; its value may have turned its sign."""
        taken = set(assigned.values())
        for at in (at for at in range(len(self.marks)) if at not in assigned):
            fitting = [to for to in self._named_in_full(at) if to not in taken]
            names = {self.slots[to].row.line_item for to in range(len(self.slots)) if self.labels[at, to] >= ALL}
            if len(fitting) == 1 and len(names) == 1:
                assigned[at] = fitting[0]
                taken.add(fitting[0])

    def _claim(self, assigned: dict[int, int]) -> None:
        """A place goes to the number by which all of its name stands, from one by which less than half of it does."""
        holders = {to: at for at, to in assigned.items()}
        for at in (at for at in range(len(self.marks)) if at not in assigned):
            named = self._named_in_full(at)
            weak = [
                to for to in named if to not in holders or (self.labels[holders[to], to] < WEAK and self._is_guess(holders[to], to))
            ]
            if len(weak) == 1 and weak[0] in holders and len({self.slots[to].row.line_item for to in named}) == 1:
                del assigned[holders.pop(weak[0])]
                assigned[at] = weak[0]
                holders[weak[0]] = at

    def _named_in_full(self, at: int) -> list[int]:
        """The places of which all of the name stands by a number."""
        return [to for to in range(len(self.slots)) if self.labels[at, to] >= ALL and self.base[at, to] > LEAST_NAMED]

    def _is_guess(self, at: int, to: int) -> bool:
        """Whether no value that was printed before puts a number to a place."""
        return max(self.values[to, move][at] for move, _ in self.moves[to]) < PLACED

    def _fill_rest(self, assigned: dict[int, int], chosen: dict[int, str], near: Matrix) -> None:
        """What is left takes the free place that all but its value speaks for: a misprint, or what a misprint contradicts."""
        free = sorted(set(range(len(self.slots))) - set(assigned.values()))
        left = [at for at in range(len(self.marks)) if at not in assigned and not self.own[at]]
        if not free or not left:
            return
        whatever = {key: np.zeros(len(self.marks)) for key in self.values}
        dynamic, _ = self._dynamic(whatever, self.times, self.moves, chosen)
        score = (self.base + dynamic + near)[np.ix_(left, free)]
        for row, column in zip(*linear_sum_assignment(-score), strict=True):
            if score[row, column] > PLACED:
                assigned[left[row]] = free[column]

    def _fill_misprinted(self, assigned: dict[int, int]) -> None:
        """A number takes the one free place that was printed with all of its digits but one."""
        free = set(range(len(self.slots))) - set(assigned.values())
        for at in (at for at in range(len(self.marks)) if at not in assigned):
            alike = [
                to
                for to in free
                if self.base[at, to] > -1.0
                and any(self.differs[to, move][at] and self.values[to, move][at] == MISPRINT for move, _ in self.moves[to])
            ]
            if len(alike) == 1:
                assigned[at] = alike[0]
                free.remove(alike[0])
