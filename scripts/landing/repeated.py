"""Figures that repeat the last deck's digits: moved on, or a copy that nobody moved on."""

from __future__ import annotations

from dataclasses import dataclass, field

from landing.evidence import Reading
from landing.fiscal import DAY_ID, same_time
from landing.standing import PAIRS, TELLING, Standing


@dataclass
class Repeated(Standing):
    """The readings of a document, each beside what was printed of its series at other times."""

    # periods at which the landed decks print an amount of a line item so
    _levels: dict[tuple[str, str, str], set[str]] = field(default_factory=dict)

    def _is_unmoved(self, page: str, reading: Reading, *, is_sound: bool = False) -> bool:
        """Whether it may be what was printed there, or of its series at another time: a figure that was copied and not moved on."""
        return any(not self._is_another(page, reading, period, is_sound) for period in self._same_at(reading))

    def _is_another(self, page: str, reading: Reading, period: str, is_sound: bool) -> bool:
        """
        Whether a figure is not that of another period, with the same digits.

        Its page prints that one too, or has no period but its own; where its own period stands by it, or it follows from other
        figures, the page does not print an earlier one; or both bear it out.
        """
        item, measure, _, told = reading.fact
        was = item, measure, period, told
        for other in self.rows[page]:
            is_alike = other is not reading and other.slot and other.fact == was and other.unit == reading.unit
            if is_alike and self._printed_before(other):
                return other.mark.printed == reading.mark.printed and not other.is_new_place
        cal, periods = self.company.calendar, self.pages[page].printed_periods
        is_day = DAY_ID.fullmatch(reading.period) is not None
        times = [one for one in periods if cal.end_of(one) is not None and (not is_day or DAY_ID.fullmatch(one))]
        own = [one for one in times if same_time(cal, one, reading.period)]
        fits, now, then = self._is_in_column(page, reading), cal.end_of(reading.period), cal.end_of(period)
        if is_sound and self._period_fits(reading):
            return True
        if is_sound or (fits and now is not None and then is not None and then < now):
            return bool(own) and not any(same_time(cal, one, period) for one in times)
        return bool(own) and len(own) == len(times)

    def _is_in_column(self, page: str, reading: Reading) -> bool:
        """Whether its own period heads it and others that state the same of other things, moved on as it did."""
        assert reading.slot is not None
        alike = [
            other
            for other in self.rows[page]
            if other is not reading
            and other.slot
            and other.mark.column == reading.mark.column
            and (other.move, other.unit, other.fact[1:]) == (reading.move, reading.unit, reading.fact[1:])
        ]
        return bool(reading.mark.column) and self._period_fits(reading) is True and len(alike) >= PAIRS

    def _same_at(self, reading: Reading) -> set[str]:
        """The other periods for which the last decks print the digits of a number."""
        assert reading.slot is not None
        row, digits = reading.slot.row, reading.mark.digits
        if row.digits == digits and reading.period != row.period:
            return {row.period}
        if row.measure != "level" or reading.mark.significant < TELLING or self._printed_before(reading):
            return set()
        if not self._levels:
            for rows in self.company.rows.values():
                for one in rows:
                    self._levels.setdefault((one.line_item, one.measure, one.digits), set()).add(one.period)
        return self._levels.get((row.line_item, row.measure, digits), set()) - {reading.period}

    def _is_left(self, page: str, reading: Reading) -> bool:
        """Whether a figure of the last deck's own quarter has stayed, of which a copy that nobody moved on has the look too."""
        assert reading.slot is not None
        has_moves = reading.move == "keep" and len(reading.slot.moves) > 1
        return has_moves and self.pages[page]._is_current(reading.slot)
