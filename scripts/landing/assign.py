"""Put the numbers of a page to the last deck's figures of it: a least-cost assignment over all evidence at once."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from landing.evidence import Reading
from landing.neighbours import Neighbours
from landing.numbers import Mark
from landing.slots import Slot
from landing.times import SAID, Matrix
from landing.values import MISPRINT

# Evidence in points: about the logarithm of how much likelier it is where the reading is right. A number without a place in
# the last deck's page is "new" where no pair reaches LEAST.
LEAST = 0.6
# a number without words of its own is seldom a new one
UNNAMED = 1.0
TOGETHER = 0.7
TELLS = 2.0
APART = 7.0
FIRM, NAMED = 4.4, 2.0
# as good as all of a name
ALL = 0.9
# less of a name than this is another's
WEAK = 0.5
# so many points without a value
PLACED = 1.7
ROUNDS = 5


@dataclass
class Page(Neighbours):
    """The numbers and the places of one page, with the evidence of each pair."""

    def solve(self) -> list[Reading]:
        if not self.marks or not self.slots:
            return [Reading(mark) for mark in self.marks]
        if not hasattr(self, "base"):
            self.prepare()
        base, moves, values = self.base, self.moves, self.values
        if self.judged:
            values = {key: points + self.judged[key] if key in self.judged else points for key, points in values.items()}
        self._anchors = {}
        best: tuple[float, dict[int, int], dict[int, str], Matrix] | None = None
        for first in (self._reading_order(), np.zeros_like(base)):
            found = self._settle(base, values, first)
            if best is None or found[0] > best[0] + 0.5:
                best = found
        assert best is not None
        _, assigned, chosen, near = best
        self._fill(assigned)
        self._claim(assigned)
        self._fill_named(assigned)
        self._fill_rest(assigned, chosen, near)
        self._fill_misprinted(assigned)
        dynamic, pick = self._dynamic(values, self.times, moves, chosen)
        score = base + dynamic + near
        return self._readings(assigned, score, base, moves, pick, values, self.differs, self.units)

    def label_of(self, mark: Mark, slot: Slot) -> float | None:
        """How much of a place's name stands by a number; None of a number that is none of this page's."""
        at = next((at for at, one in enumerate(self.marks) if one.uid == mark.uid), None)
        return None if at is None else float(self.labels[at, slot.rank])

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

    def _is_between(self, before: int, to: int, after: int) -> bool:
        """Whether a place lies between two others; those of a chart may be told from its newest column on."""
        if min(before, after) < 0 or abs(after - before) != 2:
            return False
        return before < after or self.slots[before].series == self.slots[to].series == self.slots[after].series

    def _fill_named(self, assigned: dict[int, int]) -> None:
        """A number takes the free place whose name alone stands by it; its value may have turned its sign."""
        taken = set(assigned.values())
        for at in (at for at in range(len(self.marks)) if at not in assigned):
            fitting = [
                to for to in range(len(self.slots)) if to not in taken and self.labels[at, to] >= ALL and self.base[at, to] > LEAST
            ]
            names = {self.slots[to].row.line_item for to in range(len(self.slots)) if self.labels[at, to] >= ALL}
            if len(fitting) == 1 and len(names) == 1:
                assigned[at] = fitting[0]
                taken.add(fitting[0])

    def _claim(self, assigned: dict[int, int]) -> None:
        """A place goes to the number by which all of its name stands, from one by which less than half of it does."""
        holders = {to: at for at, to in assigned.items()}
        for at in (at for at in range(len(self.marks)) if at not in assigned):
            named = [to for to in range(len(self.slots)) if self.labels[at, to] >= ALL and self.base[at, to] > LEAST]
            weak = [
                to for to in named if to not in holders or (self.labels[holders[to], to] < WEAK and self._is_guess(holders[to], to))
            ]
            if len(weak) == 1 and weak[0] in holders and len({self.slots[to].row.line_item for to in named}) == 1:
                del assigned[holders.pop(weak[0])]
                assigned[at] = weak[0]
                holders[weak[0]] = at

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

    def best(self) -> list[Reading]:
        """The likeliest place of each number on its own."""
        values = {key: points + self.judged[key] if key in self.judged else points for key, points in self.values.items()}
        dynamic, pick = self._dynamic(values, self.times, self.moves, {})
        score = self.base + dynamic
        assigned = {at: int(np.argmax(score[at])) for at in range(len(self.marks))}
        return self._readings(assigned, score, self.base, self.moves, pick, values, self.differs, self.units, alone=True)

    def _settle(self, base: Matrix, values: dict, first: Matrix) -> tuple[float, dict[int, int], dict[int, str], Matrix]:
        """From a first guess of the order to an assignment that agrees with its own neighbours, and its points."""
        chosen: dict[int, str] = self._choose({}, values, self.times, self.moves)
        assigned: dict[int, int] = {}
        near, total = first, 0.0
        for turn in range(ROUNDS):
            dynamic, _ = self._dynamic(values, self.times, self.moves, chosen)
            near = self._neighbours(assigned) if turn else first
            score = base + dynamic + near
            assigned = self._assign(score, LEAST - 1.2 * (ROUNDS - 1 - turn))
            chosen = self._choose(assigned, values, self.times, self.moves)
            total = sum(float(score[at, to]) - LEAST for at, to in assigned.items())
        return total, assigned, chosen, near

    # one number against one place, whatever the period

    # the period moves

    def _dynamic(self, values: dict, times: dict, moves: list, chosen: dict[int, str]) -> tuple[Matrix, list[list[str]]]:
        """The best move of each pair, held to what its series chose."""
        found = np.full((len(self.marks), len(self.slots)), -50.0)
        pick = [[""] * len(self.slots) for _ in self.marks]
        for to, slot in enumerate(self.slots):
            for move, period in moves[to]:
                points = values[to, move] + times[period] + self._prior(slot, move)
                if move == "keep" and self._is_current(slot) and len(moves[to]) > 1:
                    # a figure of the last deck's own quarter mostly moves on; printed again it may be unmoved
                    points = points - 0.6 * np.maximum(values[to, move], 0.0) - (0.8 if period not in self.printed_periods else 0.0)
                if move.startswith(SAID):
                    points = points + self._beside(period)
                elif to in chosen and move != chosen[to]:
                    # a number that was printed before, under its own period, may stay where the others move on
                    is_firm = (values[to, move] >= FIRM) & (times[period] >= NAMED)
                    points = points - np.where(is_firm | (self._length(slot) <= 2), APART / 3, APART)
                better = points > found[:, to]
                found[:, to] = np.where(better, points, found[:, to])
                for at in np.flatnonzero(better):
                    pick[at][to] = move
        return found, pick

    def _assign(self, score: Matrix, least: float) -> dict[int, int]:
        """The pairs of the highest sum; a number may stay without a place, and a place without a number."""
        marks, slots = score.shape
        wide = np.zeros((marks, slots + marks))
        wide[:, :slots] = score - (least - UNNAMED * ~self.own[:, None])
        wide[:, slots:] = -1e6
        wide[np.arange(marks), slots + np.arange(marks)] = 0.0
        return {int(at): int(to) for at, to in zip(*linear_sum_assignment(-wide), strict=True) if to < slots}

    def _choose(self, assigned: dict[int, int], values: dict, times: dict, moves: list) -> dict[int, str]:
        """The move of each series that suits all its numbers best, and the other series of the page that stood at its time."""
        series: dict[tuple, list[tuple[int, int]]] = defaultdict(list)
        for at, to in assigned.items():
            series[self._kind(self.slots[to])].append((at, to))
        if not assigned:
            for to, slot in enumerate(self.slots):
                if self._length(slot) > 2:
                    series[self._kind(slot)].append((-1, to))
        totals = {key: self._totals(members, values, times, moves) for key, members in series.items()}
        for key, members in series.items():
            if self._length(self.slots[members[0][1]]) > 2:
                totals[key] = self._anchored(key, values)
        priors = {key: self._priors(members, moves, totals[key]) for key, members in series.items()}
        ranks = {key: sum(self.slots[to].rank for _, to in members) / len(members) for key, members in series.items()}
        chosen: dict[tuple, str] = {}
        for key, members in series.items():
            kind = self._time_kind(self.slots[members[0][1]])
            scores = {name: total + priors[key][name] for name, total in totals[key].items()}
            # a series whose own numbers tell needs no other
            own = sorted(totals[key].values())
            heed = 0.2 if len(own) > 1 and own[-1] - own[-2] > TELLS else 1.0
            for other in series:
                if other == key or self._time_kind(self.slots[series[other][0][1]]) != kind:
                    continue
                weight = heed * TOGETHER * math.exp(-abs(ranks[key] - ranks[other]) / 8)
                best = max(totals[other].values())
                for name in scores:
                    scores[name] += weight * max(-3.0, totals[other].get(name, best - 3.0) - best)
            chosen[key] = max(sorted(scores, key=lambda name: name != "roll"), key=lambda name: scores[name])
        found = {}
        for to, slot in enumerate(self.slots):
            move = chosen.get(self._kind(slot))
            if move:
                found[to] = move if move in dict(moves[to]) else "keep"
        return found

    def _anchored(self, key: tuple, values: dict) -> dict[str, float]:
        """For each move of a long series, how well its figures are found on the page, wherever they stand."""
        if (key, id(values)) in self._anchors:
            return self._anchors[key, id(values)]
        slots = [to for to, slot in enumerate(self.slots) if self._kind(slot) == key]
        found = {}
        for name in {move for to in slots for move, _ in self.moves[to] if not move.startswith(SAID)}:
            points, facts = [], set()
            for to in slots:
                move = name if name in dict(self.moves[to]) else "keep"
                period = dict(self.moves[to])[move]
                possible = self.base[:, to] > -6
                points.append(np.maximum(np.where(possible, values[to, move] + self.times[period], -3.0), -3.0))
                facts.add((period, self.slots[to].row.as_of))
            # each number stands for one figure of the series
            table = np.array(points)
            total = float(table[linear_sum_assignment(-table)].sum()) - 3.0 * max(0, len(slots) - table.shape[1])
            found[name] = total - 1.5 * (len(slots) - len(facts))
        self._anchors[key, id(values)] = found
        return found

    def _totals(self, members: list[tuple[int, int]], values: dict, times: dict, moves: list) -> dict[str, float]:
        found = {}
        for name in {move for _, to in members for move, _ in moves[to] if not move.startswith(SAID)}:
            total, facts = 0.0, set()
            for at, to in members if members[0][0] >= 0 else []:
                move = name if name in dict(moves[to]) else "keep"
                period = dict(moves[to])[move]
                its = values[to, move][at]
                if move == "keep" and self._is_current(self.slots[to]):
                    its = min(its, 0.4 * its)
                total += its + times[period][at]
                facts.add((period, self.slots[to].row.as_of))
            found[name] = total - 1.5 * (len(members) - len(facts))
        return found

    def _priors(self, members: list[tuple[int, int]], moves: list, names: Iterable[str]) -> dict[str, float]:
        return {
            name: sum(self._prior(self.slots[to], name if name in dict(moves[to]) else "keep") for _, to in members)
            for name in names
        }

    def _time_kind(self, slot: Slot) -> tuple:
        """Series that a table or a sentence moves on together: those that state the last deck's own periods."""
        if slot.rank not in self._time_kinds:
            self._time_kinds[slot.rank] = self._time_kind_of(slot)
        return self._time_kinds[slot.rank]

    def _time_kind_of(self, slot: Slot) -> tuple:
        end = self.company.calendar.end_of(slot.row.period)
        kind = re.sub(r"[0-9]", "", slot.row.period)
        return slot.row.basis, kind, end is not None and (self.was - end) % 4 == 0, self._length(slot) > 2

    def _kind(self, slot: Slot) -> tuple:
        if slot.rank not in self._kinds:
            self._kinds[slot.rank] = self._kind_of(slot)
        return self._kinds[slot.rank]

    def _kind_of(self, slot: Slot) -> tuple:
        row = slot.row
        read = re.sub(r"[0-9]", "", row.period)
        beside_year_end = self._length(slot) < 3 and self.company.calendar.is_year_end(row.period)
        return (*slot.series, read, "YoY" in row.label, beside_year_end)

    def _is_same(self, one: int, other: int) -> bool:
        """Whether two places state the same of one line item, under whatever name."""
        mine, its = self.slots[one].row, self.slots[other].row
        return (mine.line_item, mine.measure) == (its.line_item, its.measure)

    def _readings(
        self, assigned: dict[int, int], score: Matrix, base: Matrix, moves: list, pick: list, values: dict, differs: dict,
        units: dict, *, alone: bool = False,
    ) -> list[Reading]:  # fmt: skip
        found = []
        holders = {} if alone else {to: at for at, to in assigned.items()}
        for at, mark in enumerate(self.marks):
            order = np.argsort(-score[at])
            rivals = []
            for to in order[:6]:
                move = pick[at][to] or "keep"
                rivals.append(
                    (
                        self.slots[to],
                        dict(moves[to]).get(move, self.slots[to].row.period),
                        units[to, move][at],
                        float(score[at, to]),
                    )
                )
            if at not in assigned:
                found.append(Reading(mark, rivals=rivals, score=float(score[at, order[0]])))
                continue
            to = assigned[at]
            move = pick[at][to] or "keep"
            period = dict(moves[to]).get(move, self.slots[to].row.period)
            # what another place would cost: the best free one, or a swap with the number that holds it
            margin = min(
                (
                    float(score[at, to] - score[at, other])
                    + (max(0.0, float(score[holders[other], other] - score[holders[other], to])) if other in holders else 0.0)
                    for other in range(len(self.slots))
                    if other != to and not (alone and self._is_same(other, to))
                ),
                default=9.0,
            )
            has = bool(self.known.of((self.slots[to].row.line_item, self.slots[to].row.measure, period, self.slots[to].row.told)))
            found.append(
                Reading(
                    mark, self.slots[to], move, period, units[to, move][at], float(score[at, to]), margin,
                    has and not differs[to, move][at], bool(differs[to, move][at]), float(self.labels[at, to]), rivals,
                )
            )  # fmt: skip
        return found
