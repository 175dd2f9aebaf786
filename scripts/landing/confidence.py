"""How sure a reading is: proven by arithmetic, certain by its place, likely, or unknown."""

from __future__ import annotations

from dataclasses import dataclass, field

from landing.arithmetic import Amount, Arithmetic
from landing.assign import Page, Reading, form_points
from landing.dictionary import Company
from landing.facts import Fact, overlap
from landing.fiscal import same_time
from landing.proposal import CERTAIN, LIKELY, PROVEN, UNKNOWN

# a reading this many points below is not worth asking about
FAR = 4.0
SURE = 2.5
CLEAR = 1.2


@dataclass
class Judge:
    """Asks the arithmetic of a whole document about each of its readings."""

    company: Company
    arithmetic: Arithmetic
    pages: dict[str, Page]
    # numbers in a check that fails: nothing vouches for them
    failing: set[int] = field(default_factory=set)

    def judge(self, readings: dict[str, list[Reading]]) -> None:
        taken = {page: [(reading, reading.fact) for reading in its if reading.slot] for page, its in readings.items()}
        verdicts = {}
        for page, its in readings.items():
            for reading in its:
                if reading.slot:
                    bounds = self.pages[page].bounds_of(reading)
                    verdicts[reading.mark.uid] = self.arithmetic.verdicts(reading.fact, bounds, reading.mark.uid)
                    if verdicts[reading.mark.uid][1]:
                        self.failing.add(reading.mark.uid)
        for page, its in readings.items():
            for reading in its:
                if reading.slot:
                    self._of(page, reading, *verdicts[reading.mark.uid], taken[page])
                else:
                    reading.confidence = UNKNOWN

    def _of(self, page: str, reading: Reading, agree: list[Amount], against: list[Amount], taken: list[tuple[Reading, Fact]]) -> None:
        measure = reading.fact[1]
        sharp = [amount for amount in agree if amount.is_sharp_for(measure)]
        computed = [amount for amount in sharp if amount.kind != "print" or amount.sources]
        sound = [amount for amount in computed if not amount.sources & self.failing]
        before = [amount for amount in sharp if amount.is_of_last and amount.kind == "print"]
        reading.why = self._reasons(reading, sound, before, against)
        if against:
            reading.confidence = LIKELY
            return
        rivals = self._rivals(page, reading, taken)
        open_rivals = [fact for fact, points in rivals if not self._is_refuted(page, reading, fact)]
        fits = self._period_fits(reading)
        plausible = fits is not False
        if sound and reading.mark.significant >= 2 and not open_rivals and plausible and reading.margin > 0:
            reading.confidence = PROVEN
            return
        moved = reading.move != "keep"
        clear = reading.margin >= (CLEAR if (sound or before) else SURE)
        specific = reading.mark.significant >= 3 or (reading.mark.significant == 2 and reading.margin >= SURE)
        at_place = (before and specific and not moved) or (before and specific and fits is not False)
        if clear and plausible and (at_place or (reading.label >= 0.5 and fits and not self._is_unmoved(reading)) or (sound and specific)):
            reading.confidence = CERTAIN
            return
        reading.confidence = LIKELY

    def _is_unmoved(self, reading: Reading) -> bool:
        """Whether the number is what the last deck printed there, which it would be too if it were copied."""
        assert reading.slot is not None
        return reading.slot.row.digits == reading.mark.digits and reading.period != reading.slot.row.period

    def _period_fits(self, reading: Reading) -> bool | None:
        """Whether the periods printed around a number are its own; none where none is."""
        cal, mark = self.company.calendar, reading.mark
        said = [mark.column] if mark.column else [labels for labels, closeness in mark.periods[:1] if closeness >= 0.5]
        if not said:
            return None
        return any(same_time(cal, label, reading.period) for labels in said for label in labels)

    def _rivals(self, page: str, reading: Reading, taken: list[tuple[Reading, Fact]]) -> list[tuple[Fact, float]]:
        assert reading.slot is not None
        found: dict[Fact, float] = {}
        for slot, period, _, points in reading.rivals:
            row = slot.row
            if reading.score - points < FAR:
                found[row.line_item, row.measure, period, row.basis] = points
        for _, period in reading.slot.moves:
            row = reading.slot.row
            found.setdefault((row.line_item, row.measure, period, row.basis), reading.score - 1)
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
            why.append("but " + ", ".join("the last deck printed another value" if amount.is_of_last and amount.kind == "print" else "" for amount in against[:1]) if against[0].is_of_last and against[0].kind == "print" else "but " + ", ".join(parts))
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
