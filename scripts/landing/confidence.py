"""How sure a reading is: proven by arithmetic, certain by its place, likely, or unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

from landing.arithmetic import Amount
from landing.beside import NAMED, SURE, Beside
from landing.blame import blamed
from landing.evidence import Reading
from landing.facts import Fact, overlap
from landing.forms import form_points
from landing.proposal import CERTAIN, LIKELY, PROVEN, UNKNOWN
from landing.standing import ALONE, TELLING, TOLD

# a reading this many points below is not worth asking about
FAR = 4.0
CLEAR = 1.2
ALL = 0.9
# less of a name than this is none
HEARD = 0.2
# what follows from the same line item at another time
OWN = ("growth", "change", "periods", "roll_forward")


@dataclass
class Judge(Beside):
    """Asks the arithmetic of a whole document about each of its readings."""

    nameless: set[int] = field(default_factory=set)
    # numbers whose checks fail by another's fault
    beside_failing: set[int] = field(default_factory=set)
    # numbers that were found in new places
    found: set[int] = field(default_factory=set)
    # numbers that the last decks printed so
    again: set[int] = field(default_factory=set)
    # numbers, of some digits, that the last decks printed or that follow from what they printed
    anchors: set[int] = field(default_factory=set)
    stream_of: dict[int, int] = field(default_factory=dict)

    def judge(self, readings: dict[str, list[Reading]]) -> None:
        self.rows = readings
        self.page_of = {reading.mark.uid: page for page, its in readings.items() for reading in its}
        self.stream_of = {reading.mark.uid: reading.mark.stream for its in readings.values() for reading in its}
        self.found = {reading.mark.uid for its in readings.values() for reading in its if reading.is_new_place}
        taken = {page: [(reading, reading.fact) for reading in its if reading.slot] for page, its in readings.items()}
        verdicts = {}
        for page, its in readings.items():
            for reading in its:
                if reading.slot:
                    if self._printed_before(reading):
                        self.again.add(reading.mark.uid)
                    if reading.label < HEARD and not reading.value_known and not reading.mark.column:
                        self.nameless.add(reading.mark.uid)
                    bounds = self.pages[page].bounds_of(reading)
                    verdicts[reading.mark.uid] = self.arithmetic.verdicts(reading.fact, bounds, reading.mark.uid)
                    agree, against = verdicts[reading.mark.uid]
                    is_of_last = any(amount.is_of_last and amount.is_sharp_for(reading.fact[1]) for amount in agree)
                    if is_of_last and not against and reading.mark.significant >= TELLING and not reading.is_new_place:
                        self.anchors.add(reading.mark.uid)
                    if self._is_cut(reading, its):
                        self.failing.add(reading.mark.uid)
        self._blame(verdicts)
        for page, its in readings.items():
            for reading in its:
                if reading.slot:
                    self._of(page, reading, *verdicts[reading.mark.uid], taken[page])
                else:
                    reading.confidence = UNKNOWN
            for reading in its:
                is_open = reading.confidence == LIKELY and reading.mark.uid not in self.failing | self.beside_failing
                if is_open and self._fits_layout(page, reading, its):
                    reading.confidence = CERTAIN
                    reading.why.append("the numbers around it are those that stood around it")
        self._follow(readings)

    def _blame(self, verdicts: dict[int, tuple[list[Amount], list[Amount]]]) -> None:
        """Tell the numbers that contradict others in several checks from those that only stand in a check with one of them."""
        checks = {uid: [amount.sources | {uid} for amount in against] for uid, (_, against) in verdicts.items() if against}
        guilty = blamed([check for its in checks.values() for check in its])
        self.failing |= {uid for uid, its in checks.items() if any(not check & guilty for check in its)} | guilty
        self.beside_failing = checks.keys() - self.failing

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
        if against and reading.mark.uid in self.beside_failing:
            reading.why.append("by the fault of a number that other checks contradict too")
        if against and reading.mark.uid not in self.beside_failing:
            # what the last deck did not agree on with itself is stated again, no more and no less
            inherited = all(amount.is_of_last or self._is_again(amount) for amount in against) and self._printed_before(reading)
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
        # proven is never said of a number in a check that fails, be it by the fault of another
        if against and not sound and not self._printed_before(reading):
            reading.confidence = LIKELY
            return
        # 7 is told from 6 by 46.7 % of 15
        is_told = reading.mark.significant >= 2 or any(amount.kind == "ratio" and amount.is_fine for amount in sound)
        if sound and is_told and not open_rivals and plausible and reading.margin > 0:
            reading.confidence = CERTAIN if against else PROVEN
            return
        if self._is_certain(page, reading, bool(sound), fits):
            reading.confidence = CERTAIN
            return
        reading.confidence = LIKELY

    def _is_again(self, amount: Amount) -> bool:
        """Whether what an amount comes from was printed so in the last decks."""
        return amount.kind == "print" and amount.sources <= self.again

    def _unsettled(self, page: str, reading: Reading) -> str:
        """Why a number that nothing contradicts is not vouched for all the same."""
        if reading.fact[3] == "actual" and not self.company.calendar.has_ended(reading.period):
            return "its period is not over when the deck's own is"
        if self._is_cut(reading, self.rows[page]):
            return "the number looks cut in two"
        if self._is_alone_in_unit(page, reading):
            return "no other figure of its page is in this unit now"
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
        named = {other.mark.uid for other in self.rows[page] if other.label >= TOLD}
        fine = [amount for amount in sound if amount.kind == "ratio" and amount.is_fine]
        if reading.margin >= ALONE and any(amount.sources & named for amount in fine):
            return True
        if any(self._ties_its_line(page, reading, amount) for amount in sound):
            return True
        # what leads, without a step of rounding, from what was printed of it before
        low, high = self.pages[page].bounds_of(reading)
        exact = [amount for amount in sound if low < (amount.low + amount.high) / 2 < high]
        return any(amount.is_anchored and amount.kind in OWN for amount in exact)

    def _ties_its_line(self, page: str, reading: Reading, amount: Amount) -> bool:
        """Whether a number follows from those of its own line of a text, of which the last decks bear one out: a row of a table."""
        if reading.mark.box is not None or amount.kind not in ("growth", "change") or not amount.sources & self.anchors:
            return False
        return all(self.page_of[uid] == page and self.stream_of[uid] == reading.mark.stream for uid in amount.sources)

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
        if fits is False or self._is_unmoved(page, reading, is_sound=is_sound):
            return False
        if self._printed_otherwise(reading) and not is_sound:
            return False
        if is_sound and reading.margin >= CLEAR:
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
        # two numbers that are printed alike may change places, and state the same
        alike = {fact for other, fact in taken if other.mark.printed == reading.mark.printed and self._printed_before(other)}
        for fact in {reading.fact, *alike}:
            found.pop(fact, None)
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
