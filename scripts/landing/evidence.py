"""What speaks for each number of a page being each figure of the last deck's page, in points."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from landing.arithmetic import Amount, Arithmetic
from landing.document import Box
from landing.facts import overlap
from landing.fiscal import DAY_ID, parse
from landing.forms import PERIODS, form_points, pairs
from landing.numbers import Mark
from landing.slots import Slot
from landing.times import SAID, Matrix, said_beside
from landing.values import IMPOSSIBLE, SPECIFIC, Values

LABEL = 4.5
# a figure of a PDF at the very place of the last deck's, and how many points away it may be
BOX = 3.0
NEAR = 60.0
OTHERWISE = 1.5
REFUTED = -3.0
# so many figures of a page that were printed before, and this share of them, tell that its unit is another now
MOVED, MOST = 4, 0.8


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
    # whether its words, its row or its page took it from a place that its form would fit
    is_apart: bool = False

    @property
    def fact(self) -> tuple[str, str, str, str]:
        assert self.slot is not None
        row = self.slot.row
        return row.line_item, row.measure, self.period, row.told if self.basis in ("", row.basis) else self.basis

    def put_anew(self, slot: Slot, move: str, period: str, unit: str, basis: str) -> None:
        """Put the number where the last deck had none: no other figure would be printed so."""
        self.slot, self.move, self.period, self.unit, self.basis = slot, move, period, unit, basis
        self.is_new_place, self.is_apart, self.margin = True, False, 1.0

    def set_apart(self) -> None:
        """Take the number from its place: it states something else."""
        self.slot, self.is_apart = None, True


def same_box(box: Box | None, was: Box | None) -> float:
    """Points for standing where the last deck's figure stood: a column and a row keep their place while bars grow."""
    if box is None or was is None:
        return 0.0
    aside = abs(box[0] + box[2] - was[0] - was[2]) / 2
    above = abs(box[1] + box[3] - was[1] - was[3]) / 2
    return BOX * max(0.0, 1.0 - math.hypot(aside, 0.7 * above) / NEAR)


@dataclass
class Evidence(Values):
    """The numbers and the places of one page, with the evidence of each pair that stays the same whatever is assigned."""

    def prepare(self) -> None:
        """All evidence that does not change from one pass over the deck to the next."""
        self.base = self._base()
        self.moves = self._moves()
        self.values, self.differs, self.units = self._values(self.moves)
        self.times = self._times(self.moves)
        self.judged: dict[tuple[int, str], Matrix] = {}

    def heed_units(self, readings: list[Reading]) -> bool:
        """
        Where the figures that were printed before are in another unit now, so are those of their unit that are new.

        Says whether that is news.
        """
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for reading in readings:
            if reading.slot and reading.value_known and not reading.mark.unit and reading.mark.significant >= 2:
                votes[reading.slot.row.unit][reading.unit] += 1
        moved = {}
        for unit, counts in votes.items():
            best, count = counts.most_common(1)[0]
            if best != unit and count >= MOVED and count >= MOST * counts.total():
                moved[unit] = best
        is_news = moved != self.moved_units
        if is_news:
            self.moved_units = moved
            self.values, self.differs, self.units = self._values(self.moves)
        return is_news

    def judge(self, arithmetic: Arithmetic, readings: Sequence[Reading], *, is_open: bool) -> None:
        """
        What the other numbers of the document say of each reading, once there are readings of them.

        While they are open to doubt the number that has a place so far says nothing of what belongs there.
        """
        self.judged = {}
        by_uid = {mark.uid: mark for mark in self.marks}
        placed = {reading.slot.rank: by_uid[reading.mark.uid] for reading in readings if reading.slot if reading.mark.uid in by_uid}
        holders = {rank: mark.uid for rank, mark in placed.items()} if is_open else {}
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
                own = frozenset({holders.get(to, -1)})
                heard = [amount for amount in amounts if amount.kind != "print" or amount.sources != own]
                for at in np.flatnonzero(self.base[:, to] > IMPOSSIBLE) if heard else ():
                    judged[at] = self._judgement(at, to, move, heard, placed.get(to))
                self.judged[to, move] = judged

    def _judgement(self, at: int, to: int, move: str, amounts: list[Amount], holder: Mark | None) -> float:
        mark, row = self.marks[at], self.slots[to].row
        bounds = its = self._bounds(mark, row, self.units[to, move][at])
        if holder is not None:
            its = self._bounds(holder, row, self.unit_in(holder, row))
        agree = against = 0
        for amount in amounts:
            is_own = mark.uid in amount.sources
            # an exchange of two addends leaves their sum as it is, be it right or wrong
            if is_own and (amount.kind != "sum" or holder is None or holder is mark):
                continue
            if overlap(its if is_own else bounds, amount.bounds):
                agree += 1
            else:
                against += 1
        if not agree and not against:
            return 0.0
        worth = SPECIFIC[min(mark.significant, 4)] + 0.3 * min(agree - 1, 3)
        return worth * agree / (agree + against) + REFUTED * against / (agree + against)

    def _base(self) -> Matrix:
        labels = self._labels()
        self.labels = labels
        # where the words around a number are those of no place, they tell nothing
        told = np.clip(labels.max(axis=1, keepdims=True) / 0.6, 0.0, 1.0)
        base = LABEL * (labels - 0.35 * told)
        own = np.array([sum(letter.isalpha() for letter in PERIODS.sub("", mark.near)) >= 5 for mark in self.marks])
        self.own = own
        base -= OTHERWISE * own[:, None] * np.maximum(0.0, 0.55 - labels) / 0.55
        for at, mark in enumerate(self.marks):
            for to, slot in enumerate(self.slots):
                base[at, to] += form_points(mark, slot.row, self.company) + same_box(mark.box, slot.box)
        return base

    def _labels(self) -> Matrix:
        vocabulary: dict[str, int] = {}
        rows = []
        for slot in self.slots:
            item = self.company.line_items.get(slot.row.line_item, {})
            beside = pairs(self.last_words.get(slot.place or (0, 0), ""))
            rows.append(
                [
                    pairs(slot.row.label),
                    pairs(item.get("name_ja", "")),
                    pairs(item.get("name_en", "")),
                    beside if len(beside) > 2 else set(),
                ]
            )
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
        # the words of a set come in any order, and so do their sums: a share of 0.6 is 0.6 in every run
        return np.round(found, 9)

    def _moves(self) -> list[tuple[tuple[str, str], ...]]:
        return [(*slot.moves, *self._said(slot)) for slot in self.slots]

    def _said(self, slot: Slot) -> list[tuple[str, str]]:
        """Periods of its kind that the page prints, for a figure that stands alone."""
        if (self._length(slot) > 2 and not self.is_loose) or slot.row.basis != "actual" or len(slot.rows) > 1:
            return []
        is_day = DAY_ID.fullmatch(slot.row.period) is not None
        if not is_day and parse(slot.row.period) is None:
            return []
        usual = {period for _, period in slot.moves}
        said = [
            period
            for period in sorted({self._named(said, is_day) for mark in self.marks for said in said_beside(mark)})
            if period not in usual
            and (DAY_ID.fullmatch(period) is not None if is_day else parse(period) is not None)
            and self.company.calendar.has_ended(period)
        ]
        return [(f"{SAID} {period}", period) for period in said]

    def _named(self, said: str, is_day: bool) -> str:
        """A period beside a number as its line has it: of a balance, the day with which a quarter or a year ends."""
        return self.company.calendar.closing(said) if is_day else said

    def alone(self, mark: Mark, slot: Slot, move: str) -> float:
        """Points for a number in a place by name, form, value and period, whatever stands beside it and follows from others."""
        at = next(at for at, one in enumerate(self.marks) if one.uid == mark.uid)
        moves = dict(self.moves[slot.rank])
        if move not in moves:
            # a heading may say a period to which none of the place's own moves leads
            return float(self.base[at, slot.rank])
        return float(self.base[at, slot.rank] + self.values[slot.rank, move][at] + self.times[moves[move]][at])

    def bounds_of(self, reading: Reading) -> tuple[float, float]:
        assert reading.slot is not None
        return self._bounds(reading.mark, reading.slot.row, reading.unit)
