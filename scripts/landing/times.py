"""How well the periods printed around a number suit a figure, and how likely a figure's period moves so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from landing.dictionary import Company
from landing.facts import Known
from landing.fiscal import same_time
from landing.numbers import Mark
from landing.slots import Slot

Matrix = NDArray[np.float64]
PERIOD_NEAR, PERIOD_AGAINST = 1.8, -1.4
COLUMN, COLUMN_AGAINST = 2.4, -2.6
SHOWN, NOT_SHOWN = 0.4, -0.9
# a period so close stands directly beside its number
BESIDE = 0.7
# a period printed beside the number, to which the last deck's does not move
SAID = "said"
BEHIND = {"roll": 0.0, "keep": -0.6, "to_date": -0.7, "quarter": -0.9, "year": -0.9}
AHEAD = {"keep": 0.0, "roll": -1.4, "to_date": -2.0, "quarter": -2.0, "year": -1.6}


def said_beside(mark: Mark) -> list[str]:
    """The periods printed directly beside a number or over its column."""
    return [*mark.column[:1], *(labels[0] for labels, closeness in mark.periods if closeness >= BESIDE)]


@dataclass
class Times:
    """The numbers and the places of one page, and what the periods around them say."""

    company: Company
    known: Known
    marks: list[Mark]
    slots: list[Slot]
    was: int
    orders: list[list[int]]
    # periods printed anywhere on the page
    printed_periods: frozenset[str] = frozenset()
    # units that the page prints, and those of the last deck's
    used_units: frozenset[str] = frozenset()
    # units of the last deck's page for which this one has others
    moved_units: dict[str, str] = field(default_factory=dict)
    # whether the places are those of other pages, whose order and periods say nothing here
    is_loose: bool = False
    # words beside numbers in the last deck's text, by their place there, where that text is at hand
    last_words: dict[tuple[int, int], str] = field(default_factory=dict)
    _lengths: Counter = field(default_factory=Counter)
    _besides: dict[str, Matrix] = field(default_factory=dict)
    _anchors: dict[tuple, dict[str, float]] = field(default_factory=dict)
    _references: dict[tuple, list[tuple[float, str]]] = field(default_factory=dict)
    _known_bounds: dict[tuple, tuple[float, float]] = field(default_factory=dict)
    _kinds: dict[int, tuple] = field(default_factory=dict)
    _time_kinds: dict[int, tuple] = field(default_factory=dict)
    _sibling_units: dict[str, list[str]] = field(default_factory=dict)

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
            fits = [any(same_time(self.company.calendar, said, period) for said in said_beside(mark)) for mark in self.marks]
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

    def _length(self, slot: Slot) -> int:
        if not self._lengths:
            self._lengths = Counter(other.series for other in self.slots)
        return self._lengths[slot.series]
