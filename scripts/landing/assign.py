"""Put the numbers of a page to the last deck's figures of it: a least-cost assignment over all evidence at once."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np
import printed
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from landing.arithmetic import Amount, Arithmetic
from landing.dictionary import Company, Row
from landing.document import form, plain
from landing.facts import Known, interval, overlap
from landing.fiscal import DAY_ID, SPANS, parse, same_time
from landing.numbers import Mark
from landing.slots import Slot

Matrix = NDArray[np.float64]

# a pair whose forms contradict is not looked at further
IMPOSSIBLE = -8.0
# Evidence in points: about the logarithm of how much likelier it is where the reading is right. A number without a place in
# the last deck's page is "new" where no pair reaches LEAST.
LEAST = 0.6
LABEL = 4.5
# a number without words of its own is seldom a new one
UNNAMED = 1.0
OTHERWISE = 1.5
SPECIFIC = (0.0, 0.5, 1.5, 3.0, 4.4, 5.2)
CHANGED = -5.0
REFUTED = -3.0
PERIOD_NEAR, PERIOD_AGAINST = 1.8, -1.4
COLUMN, COLUMN_AGAINST = 2.4, -2.6
SHOWN, NOT_SHOWN = 0.4, -0.9
TOGETHER = 0.7
APART = 7.0
# a period printed beside the number, to which the last deck's does not move
SAID = "said"
NEIGHBOUR, SECOND = 1.3, 0.5
LAG = 0.9
ROUNDS = 5
BEHIND = {"roll": 0.0, "keep": -0.6, "to_date": -0.7, "quarter": -0.9, "year": -0.9}
AHEAD = {"keep": 0.0, "roll": -1.4, "to_date": -2.0, "quarter": -2.0, "year": -1.6}
GROWTH_WORDS = {
    "yoy": re.compile(r"yoy|前年|前期比|year.on.year|yr/yr", re.IGNORECASE),
    "qoq": re.compile(r"qoq|前四半期|quarter.on.quarter", re.IGNORECASE),
}


@dataclass
class Reading:
    """What one number of the page is taken for."""

    mark: Mark
    slot: Slot | None = None
    move: str = "keep"
    period: str = ""
    unit: str = ""
    score: float = 0.0
    margin: float = 0.0
    value_known: bool = False
    value_differs: bool = False
    label: float = 0.0
    # other places, best first: the place, its period, the unit there and the points
    rivals: list[tuple[Slot, str, str, float]] = field(default_factory=list)
    basis: str = ""
    confidence: str = "unknown"
    why: list[str] = field(default_factory=list)
    is_new_place: bool = False
    # whether its own words took it from a place that its form would fit
    is_apart: bool = False

    @property
    def fact(self) -> tuple[str, str, str, str]:
        assert self.slot is not None
        row = self.slot.row
        return row.line_item, row.measure, self.period, row.told if self.basis in ("", row.basis) else self.basis


@dataclass
class Page:
    """The numbers and the places of one page, with the evidence of each pair."""

    company: Company
    known: Known
    marks: list[Mark]
    slots: list[Slot]
    was: int
    orders: list[list[int]]
    # periods printed anywhere on the page
    printed_periods: frozenset[str] = frozenset()
    # units that the document or the company's decks use
    used_units: frozenset[str] = frozenset()
    # whether the places are those of other pages, whose order and periods say nothing here
    is_loose: bool = False
    # words beside numbers in the last deck's text, by their place there, where that text is at hand
    last_words: dict[tuple[int, int], str] = field(default_factory=dict)
    _lengths: Counter = field(default_factory=Counter)
    _besides: dict[str, Matrix] = field(default_factory=dict)
    _anchors: dict[tuple, dict[str, float]] = field(default_factory=dict)
    _references: dict[tuple, list[tuple[float, str]]] = field(default_factory=dict)
    _kinds: dict[int, tuple] = field(default_factory=dict)
    _time_kinds: dict[int, tuple] = field(default_factory=dict)
    _sibling_units: dict[str, list[str]] = field(default_factory=dict)

    def prepare(self) -> None:
        """All evidence that does not change from one pass over the deck to the next."""
        self.base = self._base()
        self.moves = self._moves()
        self.values, self.differs, self.units = self._values(self.moves)
        self.times = self._times(self.moves)
        self.judged: dict[tuple[int, str], Matrix] = {}

    def judge(self, arithmetic: Arithmetic) -> None:
        """What the other numbers of the document say of each reading, once there are readings of them."""
        self.judged = {}
        facts: dict[tuple, list[tuple[int, str]]] = defaultdict(list)
        for to, slot in enumerate(self.slots):
            for move, period in self.moves[to]:
                facts[(slot.row.line_item, slot.row.measure, period, slot.row.told)].append((to, move))
        for fact, places in facts.items():
            amounts = [
                amount
                for amount in [*arithmetic.printed(fact), *arithmetic.derived(fact)]
                if (amount.sources or amount.kind != "print") and amount.is_sharp_for(fact[1])
            ][:8]
            for to, move in places if amounts else []:
                judged = np.zeros(len(self.marks))
                for at in np.flatnonzero(self.base[:, to] > IMPOSSIBLE):
                    judged[at] = self._judgement(at, to, move, amounts)
                self.judged[to, move] = judged

    def _judgement(self, at: int, to: int, move: str, amounts: list[Amount]) -> float:
        mark, row = self.marks[at], self.slots[to].row
        bounds = self._bounds(mark, row, self.units[to, move][at])
        agree = against = 0
        for amount in amounts:
            if mark.uid in amount.sources:
                continue
            if overlap(bounds, amount.bounds):
                agree += 1
            else:
                against += 1
        if not agree and not against:
            return 0.0
        worth = SPECIFIC[min(mark.significant, 4)] + 0.3 * min(agree - 1, 3)
        return worth * agree / (agree + against) + REFUTED * against / (agree + against)

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
        dynamic, pick = self._dynamic(values, self.times, moves, chosen)
        score = base + dynamic + near
        return self._readings(assigned, score, base, moves, pick, values, self.differs, self.units)

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

    def _base(self) -> Matrix:
        labels = self._labels()
        self.labels = labels
        # where the words around a number are those of no place, they tell nothing
        told = np.clip(labels.max(axis=1, keepdims=True) / 0.6, 0.0, 1.0)
        base = LABEL * (labels - 0.35 * told)
        own = np.array([sum(letter.isalpha() for letter in _PERIODS.sub("", mark.near)) >= 5 for mark in self.marks])
        self.own = own
        base -= OTHERWISE * own[:, None] * np.maximum(0.0, 0.55 - labels) / 0.55
        for at, mark in enumerate(self.marks):
            for to, slot in enumerate(self.slots):
                base[at, to] += form_points(mark, slot.row, self.company)
        return base

    def _labels(self) -> Matrix:
        vocabulary: dict[str, int] = {}
        rows = []
        for slot in self.slots:
            item = self.company.line_items.get(slot.row.line_item, {})
            beside = pairs(self.last_words.get(slot.place or (0, 0), ""))
            rows.append([
                pairs(slot.row.label), pairs(item.get("name_ja", "")), pairs(item.get("name_en", "")), beside if len(beside) > 2 else set()
            ])  # fmt: skip
            for its in rows[-1]:
                for pair in its:
                    vocabulary.setdefault(pair, len(vocabulary))
        counts = np.zeros(len(vocabulary) or 1)
        for its, *_ in rows:
            for pair in its:
                counts[vocabulary[pair]] += 1
        rarity = np.log((len(rows) + 2) / (counts + 0.6))
        around = np.zeros((len(self.marks), len(vocabulary) or 1))
        cache: dict[str, NDArray[np.int64]] = {}
        for at, mark in enumerate(self.marks):
            for text, weight in sorted(mark.words, key=lambda word: word[1]):
                if text not in cache:
                    cache[text] = np.array([vocabulary[pair] for pair in pairs(text) if pair in vocabulary], dtype=np.int64)
                around[at, cache[text]] = weight
        found = np.zeros((len(self.marks), len(self.slots)))
        for step, discount in ((0, 1.0), (1, 0.9), (2, 0.9), (3, 1.0)):
            wanted = np.zeros((len(self.slots), len(vocabulary) or 1))
            for to, kinds in enumerate(rows):
                for pair in kinds[step]:
                    wanted[to, vocabulary[pair]] = rarity[vocabulary[pair]]
            whole = wanted.sum(axis=1)
            share = around @ wanted.T / np.where(whole > 0, whole, 1.0)
            found = np.maximum(found, np.where(whole > 0, share, 0.35 if step == 0 else 0.0) * discount)
        return found

    # the period moves

    def _moves(self) -> list[tuple[tuple[str, str], ...]]:
        return [(*slot.moves, *self._said(slot)) for slot in self.slots]

    def _said(self, slot: Slot) -> list[tuple[str, str]]:
        """Periods of its kind that the page prints, for a figure that stands alone."""
        if (self._length(slot) > 2 and not self.is_loose) or slot.row.basis != "actual":
            return []
        is_day = DAY_ID.fullmatch(slot.row.period) is not None
        if not is_day and parse(slot.row.period) is None:
            return []
        usual = {period for _, period in slot.moves}
        said = [
            period
            for period in sorted(self.printed_periods)
            if period not in usual and (DAY_ID.fullmatch(period) is not None if is_day else parse(period) is not None)
        ]
        return [(f"{SAID} {period}", period) for period in said[:8]]

    def _values(self, moves: list[tuple[tuple[str, str], ...]]) -> tuple[dict, dict, dict]:
        """For each place and move: points for the value of each number, whether it differs, and the unit it is in."""
        points: dict[tuple[int, str], Matrix] = {}
        differs: dict[tuple[int, str], NDArray[np.bool_]] = {}
        units: dict[tuple[int, str], list[str]] = {}
        for to, slot in enumerate(self.slots):
            for move, period in moves[to]:
                row = slot.row
                fact = (row.line_item, row.measure, period, row.told)
                prints = self.known.of(fact)
                column = np.zeros(len(self.marks))
                other = np.zeros(len(self.marks), dtype=bool)
                its_units = [row.unit] * len(self.marks)
                for at in np.flatnonzero(self.base[:, to] > IMPOSSIBLE):
                    column[at], other[at], its_units[at] = self._value(self.marks[at], slot, prints, period)
                points[to, move], differs[to, move], units[to, move] = column, other, its_units
        return points, differs, units

    def _value(self, mark: Mark, slot: Slot, prints: list, period: str) -> tuple[float, bool, str]:
        row = slot.row
        wanted = mark.unit if self._is_unit(mark.unit, row) else row.unit
        bounds = self._bounds(mark, row, wanted)
        if prints:
            for print_ in prints:
                if overlap(bounds, (print_.low, print_.high)):
                    if print_.high - print_.low > 0.2 * abs(print_.low + print_.high):
                        return 0.3, False, wanted
                    same = print_.digits == mark.digits
                    return SPECIFIC[min(mark.significant, 5)] + (0.6 if same else 0.0), False, wanted
            if wanted == row.unit and not mark.unit and mark.significant >= 3:
                for unit in self._siblings(row):
                    other = self._bounds(mark, row, unit)
                    if any(overlap(other, (print_.low, print_.high)) and other[0] != other[1] for print_ in prints):
                        return SPECIFIC[min(mark.significant, 5)] - 1.0, False, unit
            return CHANGED, True, wanted
        points = self._magnitude(mark, row, period, wanted)
        if points <= -3.5 and not mark.unit and row.value:
            # far off in the unit of the last deck: in another that the document uses it may be near
            best = max(self._siblings(row), key=lambda unit: self._magnitude(mark, row, period, unit), default=wanted)
            other = self._magnitude(mark, row, period, best) - 1.2
            if other > points:
                return other, False, best
        return points, False, wanted

    def bounds_of(self, reading: Reading) -> tuple[float, float]:
        assert reading.slot is not None
        return self._bounds(reading.mark, reading.slot.row, reading.unit)

    def _is_unit(self, name: str, row: Row) -> bool:
        if not name or name == "%":
            return False
        mine, its = self.company.unit(name, row.line_item, row.measure), self.company.unit(row.unit, row.line_item, row.measure)
        return mine is not None and its is not None and mine.family == its.family and mine.base == its.base

    def _siblings(self, row: Row) -> list[str]:
        its = self.company.unit(row.unit, row.line_item, row.measure)
        if its is None or its.family != "money":
            return []
        if row.unit in self._sibling_units:
            return self._sibling_units[row.unit]
        self._sibling_units[row.unit] = [
            name
            for (name, family), unit in self.company.units.items()
            if family == its.family and unit.base == its.base and name != row.unit and unit.is_rounded and name in self.used_units
        ]
        return self._sibling_units[row.unit]

    def _bounds(self, mark: Mark, row: Row, unit: str) -> tuple[float, float]:
        key = (id(mark), unit, row.line_item, row.measure, row.section, row.printed.startswith(("(", "（")))
        cached = _BOUNDS.get(key)
        if cached is None:
            value = -abs(mark.value) if mark.is_bracketed and is_negative_bracket(row) else mark.value
            low, high = interval(self.company, value, mark.decimals, unit, mark.qualifier, row.line_item, row.measure)
            sign = self.company.sign(row.section, row.line_item) if row.measure == "level" else 1
            cached = _BOUNDS[key] = (low, high) if sign > 0 else (-high, -low)
        return cached

    def _magnitude(self, mark: Mark, row: Row, period: str, in_unit: str) -> float:
        """How near the number is to what its series was; a series that changes its sign or leaps may do so again."""
        if row.measure in ("yoy_pct", "qoq_pct", "yoy_change", "qoq_change", "change"):
            return self._change_magnitude(mark, row)
        if not self._references:
            for slot in self.slots:
                if slot.row.value is not None:
                    self._references.setdefault((*slot.series, len(parse(slot.row.period) or ())), []).append(
                        (slot.row.value, slot.row.period)
                    )
        mine = mark.value
        if in_unit != row.unit:
            one, other = (
                self.company.unit(in_unit, row.line_item, row.measure),
                self.company.unit(row.unit, row.line_item, row.measure),
            )
            mine *= one.scale / other.scale if one and other else 1.0
        others = self._references.get((*row.series, len(parse(row.period) or ())), [])
        nearest = self._near(mine, row, row.value, row.period, period) if row.value is not None else 0.0
        return max([nearest, *(self._near(mine, row, value, was, period) - 0.3 for value, was in others)])

    def _change_magnitude(self, mark: Mark, row: Row) -> float:
        if row.value is None:
            return 0.0
        if "%" in row.unit:
            return -0.02 * min(40.0, abs(abs(mark.value) - abs(row.value)))
        step = 10.0**-mark.decimals
        return -0.4 * min(3.0, abs(math.log((abs(mark.value) + step) / (abs(row.value) + step))))

    def _near(self, mine: float, row: Row, reference: float, was: str, now: str) -> float:
        if "%" in row.unit:
            return -0.06 * min(40.0, abs(mine - reference))
        if mine == 0 or reference == 0:
            return -0.5
        before, after = parse(was), parse(now)
        if before and after and self.company.line_items.get(row.line_item, {}).get("unit_family") in ("money", "lines", "people"):
            reference *= SPANS[after[0]] / SPANS[before[0]]
        return max(-4.0, 0.4 - 1.6 * abs(math.log(abs(mine) / abs(reference)))) - (0.8 if mine * reference < 0 else 0.0)

    def _times(self, moves: list[tuple[tuple[str, str], ...]]) -> dict[str, Matrix]:
        found = {}
        for period in {period for its in moves for _, period in its}:
            shown = any(same_time(self.company.calendar, label, period) for label in self.printed_periods)
            found[period] = np.array([self._time(mark, period) for mark in self.marks]) + (SHOWN if shown else NOT_SHOWN)
        return found

    def _time(self, mark: Mark, period: str) -> float:
        points = 0.0
        if mark.column:
            points += COLUMN if any(same_time(self.company.calendar, label, period) for label in mark.column) else COLUMN_AGAINST
        if mark.periods:
            fits = [
                closeness
                for labels, closeness in mark.periods
                if any(same_time(self.company.calendar, label, period) for label in labels)
            ]
            nearest = mark.periods[0][1]
            points += PERIOD_NEAR * max(fits, default=0.0)
            if not any(same_time(self.company.calendar, label, period) for label in mark.periods[0][0]):
                points += PERIOD_AGAINST * nearest
        return points

    def _beside(self, period: str) -> Matrix:
        """Nothing where a period stands directly beside a number, else a bar."""
        if period not in self._besides:
            fits = [
                any(closeness >= 0.7 and same_time(self.company.calendar, labels[0], period) for labels, closeness in mark.periods)
                for mark in self.marks
            ]
            self._besides[period] = np.where(fits, 0.0, -12.0)
        return self._besides[period]

    def _prior(self, slot: Slot, move: str) -> float:
        if self.is_loose:
            return -0.3
        end = self.company.calendar.end_of(slot.row.period)
        if self.company.calendar.is_year_end(slot.row.period) and self._length(slot) < 3 and end != self.was:
            return {"keep": 0.0, "roll": -1.0, "year": -0.8}.get(move, -2.6)
        is_behind = end is not None and end <= self.was and slot.row.basis == "actual" and not slot.row.period.startswith("FY")
        return (BEHIND if is_behind else AHEAD).get(move, -2.6)

    def _is_current(self, slot: Slot) -> bool:
        return slot.row.basis == "actual" and self.company.calendar.end_of(slot.row.period) == self.was and self._length(slot) < 3

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
                    points = points - (APART if self._length(slot) > 2 else APART / 3)
                better = points > found[:, to]
                found[:, to] = np.where(better, points, found[:, to])
                for at in np.flatnonzero(better):
                    pick[at][to] = move
        return found, pick

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
            found = np.maximum(found, weight * near)
        return found

    def _weighted_orders(self) -> list[tuple[list[int], float]]:
        return [(order, 1.0 if index == 0 else 0.8) for index, order in enumerate(self.orders)]

    def _lags(self, order: list[int], taken: list[int], near: Matrix) -> None:
        """Where the numbers so far back are each the period before (or after) of those here, the next one is so too."""
        size = len(order)
        for lag in range(1, 13):
            forward = [0] * size
            for position in range(lag, size):
                one, other = taken[position - lag], taken[position]
                if one >= 0 and other >= 0:
                    if self.slots[one].next_in_series == other:
                        forward[position] = 1
                    elif self.slots[one].previous_in_series == other:
                        forward[position] = -1
            for position in range(size):
                around = forward[max(0, position - lag) : position] + forward[position + 1 : position + lag + 1]
                support = sum(around) / max(2, min(lag * 2, len(around)))
                if abs(support) < 0.3:
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

    def _reading_order(self) -> Matrix:
        """Before anything else is known, numbers stand about as far down the page as they stood."""
        at = np.arange(len(self.marks))[:, None] / max(1, len(self.marks) - 1)
        to = np.arange(len(self.slots))[None, :] / max(1, len(self.slots) - 1)
        return 1.5 - 8.0 * np.minimum(np.abs(at - to), 0.5)

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
        priors = {key: self._priors(members, moves) for key, members in series.items()}
        ranks = {key: sum(self.slots[to].rank for _, to in members) / len(members) for key, members in series.items()}
        chosen: dict[tuple, str] = {}
        for key, members in series.items():
            kind = self._time_kind(self.slots[members[0][1]])
            scores = {name: total + priors[key][name] for name, total in totals[key].items()}
            for other in series:
                if other == key or self._time_kind(self.slots[series[other][0][1]]) != kind:
                    continue
                weight = TOGETHER * math.exp(-abs(ranks[key] - ranks[other]) / 8)
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

    def _priors(self, members: list[tuple[int, int]], moves: list) -> dict[str, float]:
        names = {move for _, to in members for move, _ in moves[to]}
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

    def _length(self, slot: Slot) -> int:
        if not self._lengths:
            self._lengths = Counter(other.series for other in self.slots)
        return self._lengths[slot.series]

    def _kind(self, slot: Slot) -> tuple:
        if slot.rank not in self._kinds:
            self._kinds[slot.rank] = self._kind_of(slot)
        return self._kinds[slot.rank]

    def _kind_of(self, slot: Slot) -> tuple:
        row = slot.row
        read = re.sub(r"[0-9]", "", row.period)
        beside_year_end = self._length(slot) < 3 and self.company.calendar.is_year_end(row.period)
        return (*slot.series, read, "YoY" in row.label, beside_year_end)

    def _readings(
        self, assigned: dict[int, int], score: Matrix, base: Matrix, moves: list, pick: list, values: dict, differs: dict, units: dict,
        *, alone: bool = False,
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
                    if other != to
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


_BOUNDS: dict[tuple, tuple[float, float]] = {}


def is_negative_bracket(row: Row) -> bool:
    return row.printed.startswith(("(", "（"))


def pairs(text: str) -> set[str]:
    """What of a label is compared: pairs of letters, and numbers that are part of a name with the letter they stand at."""
    bare = _PERIODS.sub(" ", form(text))
    letters = plain(bare)
    found = {letters[at : at + 2] for at in range(len(letters) - 1)} or ({letters} if letters else set())
    return found | set(_NAMED.findall(bare))


_NAMED = re.compile(r"(?<![0-9.,])[0-9]{1,4}[^\W0-9_年月日名億円百%社万]")
_PERIODS = re.compile(r"[1-4]Q[0-9]{2}|[12]H[0-9]{2}|FY[0-9]{2,4}|9M[0-9]{2}|[0-9]{2,4}年[0-9]{1,2}月")


def form_points(mark: Mark, row: Row, company: Company) -> float:
    """How alike two prints are in form: sign, per cent, decimals, unit and the words of growth around them."""
    points = 0.0
    if mark.is_per_cent != ("%" in printed.read(row.printed)):
        return -12.0
    signed, was_signed = mark.sign != "", printed.sign(row.printed) not in ("",)
    if signed != was_signed:
        change = row.measure != "level"
        points -= 5.0 if change or mark.sign == "+" else 1.0
    elif signed:
        points += 0.7
    decimals = len(row.digits.split(".")[1]) if "." in row.digits else 0
    points += 0.6 if decimals == mark.decimals else -1.6
    about = bool(row.qualifier) == bool(mark.qualifier)
    points += 0.4 if about and row.qualifier else 0.0 if about else -1.0
    if mark.unit and mark.unit != "%":
        mine, its = company.unit(mark.unit, row.line_item, row.measure), company.unit(row.unit, row.line_item, row.measure)
        if mark.unit == row.unit:
            points += 1.0
        elif mine is None or its is None or mine.family != its.family or mine.base != its.base:
            points -= 7.0
        else:
            points -= 1.6
    if mark.rule:
        points -= 2.5 if mark.digits == row.digits and mark.unit == row.unit else 30.0
    said = {name for name, pattern in GROWTH_WORDS.items() if pattern.search(mark.near[-12:] + " " + mark.after)}
    wanted = row.measure.split("_")[0]
    if said and wanted in GROWTH_WORDS:
        points += 1.0 if wanted in said else -1.2
    return points
