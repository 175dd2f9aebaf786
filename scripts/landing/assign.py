"""Put the numbers of a page to the last deck's figures of it: a least-cost assignment over all evidence at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from landing.evidence import Reading
from landing.filling import LEAST, Filling
from landing.numbers import Mark
from landing.slots import Slot
from landing.times import Matrix

# Evidence in points: about the logarithm of how much likelier it is where the reading is right. A number without a place in
# the last deck's page is "new" where no pair reaches LEAST.
# a number without words of its own is seldom a new one
UNNAMED = 1.0
ROUNDS = 5


@dataclass
class Page(Filling):
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
        self._fill_restated(assigned)
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

    def _assign(self, score: Matrix, least: float) -> dict[int, int]:
        """The pairs of the highest sum; a number may stay without a place, and a place without a number."""
        marks, slots = score.shape
        wide = np.zeros((marks, slots + marks))
        wide[:, :slots] = score - (least - UNNAMED * ~self.own[:, None])
        wide[:, slots:] = -1e6
        wide[np.arange(marks), slots + np.arange(marks)] = 0.0
        return {int(at): int(to) for at, to in zip(*linear_sum_assignment(-wide), strict=True) if to < slots}

    def _alike(self, assigned: dict[int, int]) -> dict[int, set[int]]:
        """For each number those that are printed as it is: where all have places, it is all the same which has which."""
        prints: dict[tuple[str, str], set[int]] = {}
        for at, mark in enumerate(self.marks):
            prints.setdefault((mark.digits, mark.unit), set()).add(at)
        shared = [its for its in prints.values() if len(its) > 1 and its <= assigned.keys()]
        return {at: {other for other in its if self.marks[at].printed == self.marks[other].printed} for its in shared for at in its}

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
        alike = self._alike(assigned)
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
                    if other != to and not (alone and self._is_same(other, to)) and holders.get(other, -1) not in alike.get(at, ())
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
