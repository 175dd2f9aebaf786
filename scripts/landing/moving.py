"""How the periods of a page's figures moved on since the last deck: a series as one, and with those that stood at its time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from scipy.optimize import linear_sum_assignment

from landing.fiscal import kind_of
from landing.neighbours import Neighbours
from landing.slots import Slot
from landing.times import SAID, Matrix

TOGETHER = 0.7
TELLS = 2.0
APART = 7.0
# a value that was printed before tells with its period, or alone where all of many digits are the same
FIRM, NAMED, EXACT = 4.4, 2.0, 5.7


class Moving(Neighbours):
    """The period moves of the places of one page."""

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
                    # a number that was printed before, as its period or its many digits tell, may stay where the others move on
                    is_firm = (values[to, move] >= FIRM) & ((times[period] >= NAMED) | (values[to, move] >= EXACT))
                    points = points - np.where(is_firm | (self._length(slot) <= 2), APART / 3, APART)
                better = points > found[:, to]
                found[:, to] = np.where(better, points, found[:, to])
                for at in np.flatnonzero(better):
                    pick[at][to] = move
        return found, pick

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
        kind = kind_of(slot.row.period)
        return slot.row.basis, kind, end is not None and (self.was - end) % 4 == 0, self._length(slot) > 2

    def _kind(self, slot: Slot) -> tuple:
        if slot.rank not in self._kinds:
            self._kinds[slot.rank] = self._kind_of(slot)
        return self._kinds[slot.rank]

    def _kind_of(self, slot: Slot) -> tuple:
        row = slot.row
        read = kind_of(row.period)
        beside_year_end = self._length(slot) < 3 and self.company.calendar.is_year_end(row.period)
        return (*slot.series, read, "YoY" in row.label, beside_year_end)
