"""How sure a reading is: proven by arithmetic, certain by its place, likely, or unknown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from landing.arithmetic import Amount
from landing.evidence import Reading
from landing.facts import Fact, overlap
from landing.forms import form_points
from landing.proposal import CERTAIN, LIKELY, PROVEN, UNKNOWN
from landing.standing import Standing
from landing.table import column_of

# a reading this many points below is not worth asking about
FAR = 4.0
SURE = 2.5
CLEAR = 1.2
LAYOUT = 4.0
# no other place comes near
ALONE = 12.0
# so many figures of a page, all of one period, tell where that period moved
ALIKE = 3
NAMED = 0.7
# a column has so many figures, each with its name
TABLE = 4
ALL = 0.9
# less of a name than this is none
HEARD = 0.2
# what follows from the same line item at another time
OWN = ("growth", "change", "periods", "roll_forward")


@dataclass
class Judge(Standing):
    """Asks the arithmetic of a whole document about each of its readings."""

    # numbers in a check that fails: nothing vouches for them
    failing: set[int] = field(default_factory=set)
    nameless: set[int] = field(default_factory=set)
    # numbers that were found in new places
    found: set[int] = field(default_factory=set)
    page_of: dict[int, str] = field(default_factory=dict)

    def judge(self, readings: dict[str, list[Reading]]) -> None:
        self.rows = readings
        self.page_of = {reading.mark.uid: page for page, its in readings.items() for reading in its}
        self.found = {reading.mark.uid for its in readings.values() for reading in its if reading.is_new_place}
        taken = {page: [(reading, reading.fact) for reading in its if reading.slot] for page, its in readings.items()}
        verdicts = {}
        for page, its in readings.items():
            for reading in its:
                if reading.slot:
                    if reading.label < HEARD and not reading.value_known and not reading.mark.column:
                        self.nameless.add(reading.mark.uid)
                    bounds = self.pages[page].bounds_of(reading)
                    verdicts[reading.mark.uid] = self.arithmetic.verdicts(reading.fact, bounds, reading.mark.uid)
                    if verdicts[reading.mark.uid][1] or self._is_cut(reading, its):
                        self.failing.add(reading.mark.uid)
        for page, its in readings.items():
            for reading in its:
                if reading.slot:
                    self._of(page, reading, *verdicts[reading.mark.uid], taken[page])
                else:
                    reading.confidence = UNKNOWN
            for reading in its:
                if reading.confidence == LIKELY and reading.mark.uid not in self.failing and self._fits_layout(page, reading, its):
                    reading.confidence = CERTAIN
                    reading.why.append("the numbers around it are those that stood around it")
        self._follow(readings)

    def _follow(self, readings: dict[str, list[Reading]]) -> None:
        """Vouch for what follows from vouched figures, and for what the label on its row names where they all moved alike."""
        sure = {reading.mark.uid for its in readings.values() for reading in its if reading.confidence in (PROVEN, CERTAIN)}
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
        if self._is_left(page, reading) or self._is_unmoved(reading) or self._printed_otherwise(reading):
            return False
        return reading.mark.significant >= 2 and reading.margin >= LAYOUT

    def _follows(self, page: str, reading: Reading, sure: set[int]) -> bool:
        """Whether vouched figures leave no other last digit: what follows from them lies within what is printed."""
        low, high = self.pages[page].bounds_of(reading)
        return any(
            amount.sources and amount.sources <= sure and low <= amount.low and amount.high <= high
            for amount in self.arithmetic.derived(reading.fact)
            if reading.mark.uid not in amount.sources
        )

    def _fits_layout(self, page: str, reading: Reading, its: list[Reading]) -> bool:
        """Whether the figures beside it are vouched for, stood beside it in the last deck too, and moved on as it does."""
        slot, fits = reading.slot, self._period_fits(reading)
        if slot is None or reading.is_new_place or fits is False or not self._is_usual(page, reading):
            return False
        if self._is_left(page, reading) or self._is_unmoved(reading) or self._printed_otherwise(reading):
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
            return False
        return (sides == 2 and reading.margin >= (SURE if named else LAYOUT)) or (sides == 1 and named and reading.margin >= LAYOUT)

    def _of(
        self, page: str, reading: Reading, agree: list[Amount], against: list[Amount], taken: list[tuple[Reading, Fact]]
    ) -> None:
        measure = reading.fact[1]
        sharp = [amount for amount in agree if amount.is_sharp_for(measure)]
        # where a known fact was found in a new place it was found by its value: that is no second witness
        computed = [
            amount
            for amount in sharp
            if amount.kind != "print" or (amount.sources and not reading.is_new_place and not amount.sources & self.found)
        ]
        # numbers that no name stands by cannot name each other
        unheard = self.nameless if reading.mark.uid in self.nameless else set()
        sound = [
            amount
            for amount in computed
            if not amount.sources & self.failing
            and not (amount.sources and amount.sources <= unheard)
            and not self._may_change_places(page, reading, amount)
        ]
        before = [amount for amount in sharp if amount.is_of_last and amount.kind == "print"]
        reading.why = self._reasons(reading, sound, before, against)
        if against:
            # what the last deck did not agree on with itself is stated again, no more and no less
            inherited = all(amount.is_of_last for amount in against) and self._printed_before(reading)
            reading.confidence = (
                CERTAIN if inherited and self._is_certain(page, reading, False, self._period_fits(reading)) else LIKELY
            )
            return
        if reason := self._unsettled(page, reading):
            reading.why.append(reason)
            reading.confidence = LIKELY
            return
        rivals = self._rivals(page, reading, taken)
        open_rivals = [fact for fact, points in rivals if not self._is_refuted(page, reading, fact)]
        fits = self._period_fits(reading)
        plausible = fits is not False and self._is_shown(page, reading)
        # what was found by its value is not proven by it
        plausible = plausible and (not reading.is_new_place or fits is True or reading.label >= NAMED)
        sound = sound if self._is_borne_out(page, reading, sound) else []
        if sound and reading.mark.significant >= 2 and not open_rivals and plausible and reading.margin > 0:
            reading.confidence = PROVEN
            return
        if self._is_certain(page, reading, bool(sound), fits):
            reading.confidence = CERTAIN
            return
        reading.confidence = LIKELY

    def _unsettled(self, page: str, reading: Reading) -> str:
        """Why a number that nothing contradicts is not vouched for all the same."""
        if self._is_cut(reading, self.rows[page]):
            return "the number looks cut in two"
        if self._may_be_exchanged(page, reading):
            self.failing.add(reading.mark.uid)
            return "exchanged with another number of the page it would fit as well"
        return ""

    def _is_borne_out(self, page: str, reading: Reading, sound: list[Amount]) -> bool:
        """Whether more than its own page speaks for a number: numbers of one page may add up among themselves in wrong places."""
        if any(not amount.sources or any(self.page_of[uid] != page for uid in amount.sources) for amount in sound):
            return True
        if reading.label >= 0.5 or self._is_in_row(page, reading):
            return True
        # what leads, without a step of rounding, from what was printed of it before
        low, high = self.pages[page].bounds_of(reading)
        exact = [amount for amount in sound if low < (amount.low + amount.high) / 2 < high]
        return any(amount.is_anchored and amount.kind in OWN for amount in exact)

    def _is_certain(self, page: str, reading: Reading, is_sound: bool, fits: bool | None) -> bool:
        """Label, column and layout agree with the last deck, or the number was printed before at this place."""
        mark, slot = reading.mark, reading.slot
        assert slot is not None
        # where the last deck printed words, a number is nothing that it agrees with
        if not self._is_shown(page, reading) or slot.row.value is None:
            return False
        # what was found elsewhere was found by its value, and a name much like its own may stand by it
        if reading.is_new_place and reading.label < (NAMED if is_sound else ALL) and not (is_sound and fits):
            return False
        if self._printed_before(reading):
            own_quarter = self._is_left(page, reading)
            specific = mark.significant >= 3 or len(mark.digits) >= 4 or reading.label >= 0.5
            specific = specific or (mark.significant == 2 and reading.margin >= ALONE)
            if (fits is not False or not own_quarter) and specific and reading.margin >= CLEAR:
                return not own_quarter or (fits is True and reading.label >= 0.5)
            return not own_quarter and ((fits is not False and reading.margin >= SURE) or self._is_in_run(page, reading))
        if fits is False or self._is_unmoved(reading) or (self._printed_otherwise(reading) and not is_sound):
            return False
        if is_sound and mark.significant >= 2 and reading.margin >= CLEAR:
            return True
        if self._has_lost_its_sum(page, reading) or not self._is_usual(page, reading):
            return False
        if reading.label >= 0.6 and reading.margin >= SURE and (fits or self._is_in_row(page, reading)):
            return True
        if fits and mark.significant >= 2 and reading.margin >= ALONE:
            return True
        return self._is_in_row(page, reading) and reading.margin >= CLEAR

    def _rivals(self, page: str, reading: Reading, taken: list[tuple[Reading, Fact]]) -> list[tuple[Fact, float]]:
        assert reading.slot is not None
        found: dict[Fact, float] = {}
        for slot, period, _, points in reading.rivals:
            row = slot.row
            if reading.score - points < FAR:
                found[row.line_item, row.measure, period, row.told] = points
        for _, period in reading.slot.moves:
            row = reading.slot.row
            found.setdefault((row.line_item, row.measure, period, row.told), reading.score - 1)
        for other, fact in taken:
            if other is not reading and other.slot and form_points(reading.mark, other.slot.row, self.company) > -1.0:
                found.setdefault(fact, reading.score - 3)
        found.pop(reading.fact, None)
        return list(found.items())

    def _is_refuted(self, page: str, reading: Reading, fact: Fact) -> bool:
        """Whether a number cannot be another fact: what is printed or follows of it differs, or nothing like it is stated."""
        bounds = self.pages[page].bounds_of(reading)
        own = reading.mark.uid
        amounts = [*self.arithmetic.printed(fact), *self.arithmetic.derived(fact)]
        heard = [amount for amount in amounts if own not in amount.sources and not amount.sources & self.failing]
        if heard:
            return any(not overlap(amount.bounds, bounds) for amount in heard)
        return False

    def _reasons(self, reading: Reading, sound: list[Amount], before: list[Amount], against: list[Amount]) -> list[str]:
        why = []
        kinds = {
            "sum": "a sum gives it", "periods": "its periods add up", "growth": "growth gives it", "change": "a change gives it",
            "ratio": "a ratio gives it", "roll_forward": "a roll-forward gives it", "print": "printed elsewhere in this deck",
        }  # fmt: skip
        why += [kinds[kind] for kind in dict.fromkeys(amount.kind for amount in sound)]
        if before:
            why.append("printed before")
        if against:
            parts = dict.fromkeys(kinds.get(amount.kind, amount.kind).replace(" it", " another value") for amount in against)
            why.append(
                "but "
                + ", ".join(
                    "the last deck printed another value" if amount.is_of_last and amount.kind == "print" else ""
                    for amount in against[:1]
                )
                if against[0].is_of_last and against[0].kind == "print"
                else "but " + ", ".join(parts)
            )
        fits = self._period_fits(reading)
        if fits:
            why.append("its period stands by it")
        elif fits is False:
            why.append("another period stands by it")
        if reading.label >= 0.6:
            why.append("its label stands by it")
        if reading.margin < 1.0:
            why.append("another place fits nearly as well")
        return why


def _stands_beside(reading: Reading, other: Reading | None, step: int, is_dated: bool) -> bool:
    """
    Whether a neighbour is vouched for, was the neighbour in the last deck, and moved on as the number does.

    Beside a number whose own period stands by it, a neighbour that was printed there before may have stayed.
    """
    if other is None or other.slot is None or reading.slot is None or other.confidence not in (PROVEN, CERTAIN):
        return False
    is_alike = other.move == reading.move or other.period == reading.period or (is_dated and other.value_known)
    return other.slot.rank == reading.slot.rank + step and is_alike
