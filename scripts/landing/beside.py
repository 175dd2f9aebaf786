"""What is vouched for because of what stands beside it: figures that are vouched for, moved on as it did, or give its value."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from landing.evidence import Reading
from landing.in_order import in_known_order
from landing.proposal import CERTAIN, LIKELY, PROVEN
from landing.repeated import Repeated
from landing.shares import whole_again
from landing.standing import ALONE, goes_on_from
from landing.table import column_of

SURE = 2.5
LAYOUT = 4.0
# so many figures of a page, all of one period, tell where that period moved
ALIKE = 3
NAMED = 0.7
# a column has so many figures, each with its name
TABLE = 4


@dataclass
class Beside(Repeated):
    """The readings of a document, each beside the others of its page."""

    # numbers in a check that fails: nothing vouches for them
    failing: set[int] = field(default_factory=set)

    def _follow(self, readings: dict[str, list[Reading]]) -> None:
        """Vouch for what follows from vouched figures, and for what the label on its row names where they all moved alike."""
        sure = _sure(readings)
        for page, its in readings.items():
            for reading in its:
                if not reading.slot or reading.confidence != LIKELY or not self._may_follow(page, reading):
                    continue
                if self._moved_alike(page, reading, sure):
                    reading.confidence = CERTAIN
                    reading.why.append("the other figures of its column moved as it does")
                elif self._follows(page, reading, sure):
                    reading.confidence = CERTAIN
                    reading.why.append("it follows from figures that are vouched for")
        sure = _sure(readings)
        for page, its in readings.items():
            in_order = self._in_known_order(page, its, sure)
            shares = whole_again(self.pages[page].slots, its)
            for reading in its:
                is_share = reading.mark.uid in shares and reading.confidence == LIKELY and reading.mark.uid not in self.failing
                if is_share and self._period_fits(reading) is not False and self._is_usual(page, reading):
                    reading.confidence = CERTAIN
                    reading.why.append("its shares add up to a whole, in the order of the last deck's")
                is_open = reading.mark.uid in in_order and reading.confidence == LIKELY
                if is_open and self._may_follow(page, reading) and self._is_usual(page, reading):
                    reading.confidence = CERTAIN
                    reading.why.append("its column or row states the same, in its order, as those beside it")

    def _in_known_order(self, page: str, its: list[Reading], sure: set[int]) -> set[int]:
        """The numbers of columns and rows that state the same, in its order, as those beside them that are vouched for."""
        by_uid = {reading.mark.uid: reading for reading in its}
        problem = self.pages[page]
        orders = [[by_uid.get(problem.marks[at].uid) for at in order] for order in problem.orders]
        return {uid for order in orders for uid in in_known_order(order, sure)}

    def _moved_alike(self, page: str, reading: Reading, sure: set[int]) -> bool:
        """Whether the label on its row names it, and the vouched figures of its period, or of its column, all moved as it does."""
        assert reading.slot is not None
        if reading.label < NAMED or not self._is_usual(page, reading):
            return False
        row = reading.slot.row
        of_period = [
            other
            for other in self.rows[page]
            if other.slot and not other.is_new_place and (other.slot.row.period, other.slot.row.basis) == (row.period, row.basis)
        ]
        # the lines of a text do not tell what stands together
        column = column_of(self.rows[page], reading)
        for others in (of_period if reading.mark.box else [], column):
            moves = Counter(other.move for other in others if other.mark.uid in sure)
            if set(moves) == {reading.move} and moves.total() >= ALIKE:
                return True
        named = [other for other in column if other.label >= NAMED]
        is_begun = any(other.mark.uid in sure for other in named)
        return is_begun and len(named) >= TABLE and all(other.move == reading.move for other in named)

    def _may_follow(self, page: str, reading: Reading) -> bool:
        if reading.mark.uid in self.failing or reading.is_new_place or self._period_fits(reading) is False:
            return False
        if self._is_left(page, reading) or self._is_unmoved(page, reading) or self._printed_otherwise(reading):
            return False
        return reading.mark.significant >= 2 and reading.margin >= LAYOUT

    def _follows(self, page: str, reading: Reading, sure: set[int]) -> bool:
        """Whether vouched figures leave no other last digit: what follows from them lies within what is printed, or it grew so."""
        low, high = self.pages[page].bounds_of(reading)
        is_alone = reading.margin >= ALONE
        return any(
            amount.sources
            and amount.sources <= sure
            and (
                (low <= amount.low and amount.high <= high)
                or (is_alone and amount.kind in ("growth", "change") and amount.is_sharp_for(reading.fact[1]))
            )
            for amount in self.arithmetic.derived(reading.fact)
            if reading.mark.uid not in amount.sources
        )

    def _fits_layout(self, page: str, reading: Reading, its: list[Reading]) -> bool:
        """Whether the figures beside it are vouched for, stood beside it in the last deck too, and moved on as it does."""
        slot, fits = reading.slot, self._period_fits(reading)
        if slot is None or reading.is_new_place or fits is False or not self._is_usual(page, reading):
            return False
        if self._is_left(page, reading) or self._is_unmoved(page, reading) or self._printed_otherwise(reading):
            return False
        by_uid = {other.mark.uid: other for other in its}
        problem = self.pages[page]
        marks = [mark.uid for mark in problem.marks]
        if reading.mark.uid not in marks:
            return False
        own = marks.index(reading.mark.uid)
        sides = 0
        for order in problem.orders:
            at = order.index(own) if own in order else -1
            beside = [(step, by_uid.get(marks[order[at + step]])) for step in (-1, 1) if at >= 0 and 0 <= at + step < len(order)]
            sides = max(sides, sum(_stands_beside(reading, other, step, fits is True) for step, other in beside))
        named = reading.label >= 0.5
        # 10 stands beside much
        if reading.mark.significant < 2 and not named:
            return sides == 2 and fits is True and reading.margin >= LAYOUT
        before = by_uid.get(marks[own - 1]) if own else None
        if sides == 1 and fits is True and reading.margin >= LAYOUT and _goes_on_from(reading, before):
            return True
        return (sides == 2 and reading.margin >= (SURE if named else LAYOUT)) or (sides == 1 and named and reading.margin >= LAYOUT)


def _sure(readings: dict[str, list[Reading]]) -> set[int]:
    return {reading.mark.uid for its in readings.values() for reading in its if reading.confidence in (PROVEN, CERTAIN)}


def _goes_on_from(reading: Reading, before: Reading | None) -> bool:
    """Whether it says more of the line item of the number before it in its line, which is vouched for."""
    return before is not None and before.confidence in (PROVEN, CERTAIN) and goes_on_from(reading, before)


def _stands_beside(reading: Reading, other: Reading | None, step: int, is_dated: bool) -> bool:
    """
    Whether a neighbour is vouched for, was the neighbour in the last deck, and moved on as the number does.

    Beside a number whose own period stands by it, a neighbour that was printed there before may have stayed.
    """
    if other is None or other.slot is None or reading.slot is None or other.confidence not in (PROVEN, CERTAIN):
        return False
    is_alike = other.move == reading.move or other.period == reading.period or (is_dated and other.value_known)
    return other.slot.rank == reading.slot.rank + step and is_alike
