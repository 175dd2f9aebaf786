"""How well the value of a number suits a figure: printed before, in whatever unit, or as large as its series was."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from landing.dictionary import Row
from landing.facts import interval, overlap
from landing.fiscal import SPANS, parse
from landing.forms import is_negative_bracket
from landing.numbers import Mark
from landing.slots import Slot
from landing.times import Matrix, Times

# a pair whose forms contradict is not looked at further
IMPOSSIBLE = -8.0
SPECIFIC = (0.0, 0.5, 1.5, 3.0, 4.4, 5.2)
CHANGED = -5.0
# one digit of so many is another: then or now it was mistyped, and the number is the same all the same
MISPRINT, DIGITS = -1.0, 4
DECIMALS = 1.6
# what is printed so again about a figure, in other digits
OTHERWISE = 2.0
WIDE = 0.2


def is_one_off(digits: str, other: str) -> bool:
    """Whether two prints are alike in all but one digit, or two that changed places."""
    unlike = [at for at in range(len(digits)) if digits[at] != other[at]] if len(digits) == len(other) else []
    swapped = len(unlike) == 2 and digits[unlike[0]] == other[unlike[1]] and digits[unlike[1]] == other[unlike[0]]
    return (len(unlike) == 1 or swapped) and sum(mark.isdigit() for mark in digits) >= DIGITS


def is_wide(bounds: tuple[float, float]) -> bool:
    """Whether an interval says little: more than a hundred has no upper end."""
    low, high = bounds
    return not math.isfinite(high - low) or high - low > WIDE * abs(low + high)


class Values(Times):
    """The numbers and the places of one page, and what the values say of each pair; `base` has the points of form and name."""

    base: Matrix

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
        wanted = self.unit_in(mark, row)
        bounds = self._bounds(mark, row, wanted)
        if prints:
            for print_ in sorted(prints, key=lambda print_: print_.digits != mark.digits):
                if overlap(bounds, (print_.low, print_.high)):
                    same = print_.digits == mark.digits
                    # what was about 1.5 is not about 1.6 now, though both may be true
                    is_other = not same and mark.qualifier != "" and print_.unit == wanted and not self._is_open(row, period)
                    if is_other or (not same and (is_wide(bounds) or is_wide((print_.low, print_.high)))):
                        # 100 or more is true of much else, and said of a number far above it by nobody
                        points = 0.3 + 2.0 * min(0.0, self._magnitude(mark, row, period, wanted))
                        return points - (OTHERWISE if is_other else 0.0), False, wanted
                    return SPECIFIC[min(mark.significant, 5)] + (0.6 if same else 0.0), False, wanted
            if not mark.unit and mark.significant >= 3:
                for unit in (name for name in (row.unit, *self._siblings(row)) if name != wanted):
                    other = self._bounds(mark, row, unit)
                    narrow = [(print_.low, print_.high) for print_ in prints if not is_wide((print_.low, print_.high))]
                    if other[0] != other[1] and any(overlap(other, its) for its in narrow):
                        return SPECIFIC[min(mark.significant, 5)] - 1.0, False, unit
            return (MISPRINT if any(is_one_off(mark.digits, print_.digits) for print_ in prints) else CHANGED), True, wanted
        points = self._magnitude(mark, row, period, wanted)
        if wanted != row.unit and not mark.unit and mark.decimals != len(row.digits.partition(".")[2]):
            # in another unit a number has other decimals, which its form was blamed for
            points += DECIMALS
        if points <= -3.5 and not mark.unit and row.value:
            # far off in the unit of the last deck: in another that the document uses it may be near
            best = max(self._siblings(row), key=lambda unit: self._magnitude(mark, row, period, unit), default=wanted)
            other = self._magnitude(mark, row, period, best) - 1.2
            if other > points:
                return other, False, best
        return points, False, wanted

    def _is_open(self, row: Row, period: str) -> bool:
        """Whether a figure was expected of a period that was not over when the last deck told it: it may be another now."""
        end = self.company.calendar.end_of(period)
        return row.basis != "actual" and end is not None and end > self.was

    def unit_in(self, mark: Mark, row: Row) -> str:
        """The unit that a number would have as a figure of a row: its own, else that of its page."""
        if self._is_unit(mark.unit, row):
            return mark.unit
        is_stated = not mark.unit or self.company.is_same_money(mark.unit, row.unit, row.line_item, row.measure)
        return self.moved_units.get(row.unit, row.unit) if is_stated else row.unit

    def _is_unit(self, name: str, row: Row) -> bool:
        if not name or name == "%" or (name != row.unit and self.company.is_same_money(name, row.unit, row.line_item, row.measure)):
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
        cached = self._known_bounds.get(key)
        if cached is None:
            value = -abs(mark.value) if mark.is_bracketed and is_negative_bracket(row, self.company) else mark.value
            low, high = interval(self.company, value, mark.decimals, unit, mark.qualifier, row.line_item, row.measure)
            sign = self.company.sign(row.section, row.line_item) if row.measure == "level" else 1
            cached = self._known_bounds[key] = (low, high) if sign > 0 else (-high, -low)
        return cached

    def _magnitude(self, mark: Mark, row: Row, period: str, in_unit: str) -> float:
        """How near the number is to what its series was; a series that changes its sign or leaps may do so again."""
        if row.measure in ("yoy_pct", "qoq_pct", "yoy_change", "qoq_change", "change"):
            return self._change_magnitude(mark, row, in_unit)
        if not self._references:
            for slot in self.slots:
                if slot.row.value is not None:
                    self._references.setdefault((*slot.series, len(parse(slot.row.period) or ())), []).append(
                        (slot.row.value, slot.row.period)
                    )
        mine = mark.value * self._scale(row, in_unit)
        others = self._references.get((*row.series, len(parse(row.period) or ())), [])
        nearest = self._near(mine, row, row.value, row.period, period) if row.value is not None else 0.0
        return max([nearest, *(self._near(mine, row, value, was, period) - 0.3 for value, was in others)])

    def _change_magnitude(self, mark: Mark, row: Row, in_unit: str) -> float:
        if row.value is None:
            return 0.0
        if "%" in row.unit:
            return -0.02 * min(40.0, abs(abs(mark.value) - abs(row.value)))
        scale = self._scale(row, in_unit)
        step = 10.0**-mark.decimals * scale
        return -0.4 * min(3.0, abs(math.log((abs(mark.value) * scale + step) / (abs(row.value) + step))))

    def _scale(self, row: Row, in_unit: str) -> float:
        """How many of a row's unit one of another is."""
        if in_unit == row.unit:
            return 1.0
        one, other = (self.company.unit(name, row.line_item, row.measure) for name in (in_unit, row.unit))
        return one.scale / other.scale if one and other else 1.0

    def _near(self, mine: float, row: Row, reference: float, was: str, now: str) -> float:
        if "%" in row.unit:
            return -0.06 * min(40.0, abs(mine - reference))
        if mine == 0 or reference == 0:
            return -0.5
        before, after = parse(was), parse(now)
        if before and after and self.company.line_items.get(row.line_item, {}).get("unit_family") in ("money", "lines", "people"):
            reference *= SPANS[after[0]] / SPANS[before[0]]
        return max(-4.0, 0.4 - 1.6 * abs(math.log(abs(mine) / abs(reference)))) - (0.8 if mine * reference < 0 else 0.0)
