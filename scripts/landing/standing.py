"""What can be said of one reading where it stands: its period, its row, and what was printed there before."""

from __future__ import annotations

from dataclasses import dataclass, field

from landing.arithmetic import Amount, Arithmetic
from landing.assign import Page
from landing.dictionary import Company
from landing.evidence import Reading
from landing.fiscal import DAY_ID, parse, same_time
from landing.neighbours import AROUND, chart_of, lines_of

# fewer points than this for its size, and a number is not what its series was
USUAL = -0.9
# so many points tell that two numbers may be exchanged, not that they are alike in size
EXCHANGED = 0.5
# no other place comes near
ALONE = 12.0
# so much of its name by a number tells it from another
TOLD = 0.7
# so many digits tell one amount of a series from the next
TELLING = 3
# so many figures of a series beside the next of it make a row
PAIRS = 2
# so many numbers one after the other that are those of the last deck, with so many digits, are no coincidence
RUN, RUN_DIGITS = 4, 6


@dataclass
class Standing:
    """The readings of a document, each where it stands."""

    company: Company
    arithmetic: Arithmetic
    pages: dict[str, Page]
    rows: dict[str, list[Reading]] = field(default_factory=dict)
    page_of: dict[int, str] = field(default_factory=dict)

    def _is_cut(self, reading: Reading, its: list[Reading]) -> bool:
        """Whether it looks like a part of a number: by its form, or with fewer decimals than its series has."""
        assert reading.slot is not None
        row, series = reading.slot.row, reading.slot.series
        peers = [
            other.mark.decimals
            for other in its
            if other is not reading and other.slot and other.slot.series == series and other.unit == reading.unit
        ]
        was = [len(row.digits.partition(".")[2])] if row.unit == reading.unit else []
        usual = min([*was, *peers], default=0)
        return reading.mark.is_broken or reading.mark.decimals < usual

    def _is_shown(self, page: str, reading: Reading) -> bool:
        """Whether the page prints the period, or none of its kind; what was forecast then is stated in the digits of then."""
        assert reading.slot is not None
        if reading.slot.row.as_of and reading.basis in ("", reading.slot.row.basis) and self._printed_otherwise(reading):
            return False
        periods = self.pages[page].printed_periods
        if reading.move == "keep" or not any(parse(period) or DAY_ID.fullmatch(period) for period in periods):
            return True
        return any(same_time(self.company.calendar, period, reading.period) for period in periods)

    def _printed_otherwise(self, reading: Reading) -> bool:
        """Whether the last decks print other digits of the fact in this unit, be they within what an 約 allows."""
        prints = [print_.digits for print_ in self.arithmetic.known.of(reading.fact) if print_.unit == reading.unit]
        return bool(prints) and reading.mark.digits not in prints

    def _printed_before(self, reading: Reading) -> bool:
        """Whether the last decks print a fact in the same digits, or in another unit what is as good as them."""
        prints = self.arithmetic.known.of(reading.fact)
        if any(print_.digits == reading.mark.digits for print_ in prints):
            return reading.value_known
        if not reading.value_known or reading.mark.significant < TELLING or any(print_.unit == reading.unit for print_ in prints):
            return False
        low, high = self.pages[self.page_of[reading.mark.uid]].bounds_of(reading)
        return any(low < print_.low and print_.high < high for print_ in prints)

    def _is_in_row(self, page: str, reading: Reading) -> bool:
        """Whether the other figures of its row were printed before, each the period before the next, and it stands beside them."""
        slot = reading.slot
        assert slot is not None
        series = [
            other for other in self.rows.get(page, []) if other.slot and other.slot.series == slot.series and other is not reading
        ]
        known = [other for other in series if other.value_known and other.mark.significant >= 2]
        if len(known) < 3:
            return False
        beside = {slot.next_in_series, slot.previous_in_series}
        problem = self.pages[page]
        where = {mark.uid: at for at, mark in enumerate(problem.marks)}
        for order in problem.orders:
            at = order.index(where[reading.mark.uid]) if where.get(reading.mark.uid) in order else -1
            # one figure beside another may be so by chance
            if at < 0 or self._steps(order, known, where) < PAIRS:
                continue
            for step in (-1, 1):
                if at >= 0 and 0 <= at + step < len(order):
                    uid = problem.marks[order[at + step]].uid
                    if any(other.mark.uid == uid and other.slot and other.slot.rank in beside for other in known):
                        return True
        if reading.mark.box is None and self._is_on_its_lines(page, reading):
            return True
        return bool(reading.mark.column) and self._period_fits(reading) is True and _is_level(reading, known)

    def _is_on_its_lines(self, page: str, reading: Reading) -> bool:
        """Whether it stands on the lines of a text that its series has to itself, and no other new figure of its kind does."""
        assert reading.slot is not None
        spans = lines_of((other.mark, other.slot) for other in self.rows[page] if other.slot and other.value_known)
        chart = chart_of(reading.slot)
        own = spans.get(chart)
        bars = sum(chart_of(slot) == chart for slot in self.pages[page].slots)
        held = sum(chart_of(other.slot) == chart for other in self.rows[page] if other.slot and other.value_known)
        # one of the old bars that was restated would leave a place to two numbers
        if own is None or held < bars - 1 or not _is_within(reading.mark.line, own):
            return False
        others = [
            other
            for other in self.rows[page]
            if other is not reading and other.slot and not other.value_known and other.slot.series != reading.slot.series
        ]
        return not any(
            _is_within(other.mark.line, own)
            and (other.slot.row.measure, other.unit) == (reading.slot.row.measure, reading.unit)
            and (its := spans.get(chart_of(other.slot))) is not None
            and _is_within(reading.mark.line, its)
            for other in others
            if other.slot
        )

    def _steps(self, order: list[int], known: list[Reading], where: dict[int, int]) -> int:
        """How many figures of a series stand directly beside the next of it."""
        ranks = {order.index(where[other.mark.uid]): other.slot for other in known if where.get(other.mark.uid) in order}
        return sum(
            (after := ranks.get(at + 1)) is not None
            and slot is not None
            and after.rank in (slot.next_in_series, slot.previous_in_series)
            for at, slot in ranks.items()
        )

    def _has_lost_its_sum(self, page: str, reading: Reading) -> bool:
        """Whether the last deck's page prints a sum that it is a part or the whole of, and this page has no number for the rest."""
        assert reading.slot is not None
        item, measure, _, _ = reading.fact
        parts = self.arithmetic.parts.get(item, [])
        sums = [
            *({other for other, _ in components} for components in self.arithmetic.totals.get(item, [])),
            *({total, *(other for other, _ in others)} for total, _, others in parts),
        ]
        period = reading.slot.row.period
        was = {
            slot.row.line_item: slot.rank
            for slot in self.pages[page].slots
            if (slot.row.measure, slot.row.period) == (measure, period)
        }
        held = {other.slot.rank for other in self.rows[page] if other.slot and not other.is_new_place}
        due = [{was[other] for other in others} for others in sums if others <= was.keys()]
        return bool(due) and not any(ranks <= held for ranks in due)

    def _is_alone_in_unit(self, page: str, reading: Reading) -> bool:
        """Whether its value alone puts a number into another unit than the last deck's, of which 94 is as good as 9,399."""
        assert reading.slot is not None
        if reading.mark.unit or reading.unit == reading.slot.row.unit:
            return False
        moved = reading.slot.row.unit, reading.unit
        others = [
            other
            for other in self.rows[page]
            if other is not reading and other.slot and other.value_known and (other.slot.row.unit, other.unit) == moved
        ]
        return len(others) < PAIRS

    def _may_be_exchanged(self, page: str, reading: Reading) -> bool:
        """Whether another number of the page fits its place better, as it fits the other's, and nothing printed contradicts."""
        problem = self.pages[page]
        if reading.is_new_place or reading.value_known:
            return False
        for other in self.rows[page]:
            if other is reading or other.slot is None or other.is_new_place or other.value_known:
                continue
            if other.mark.printed == reading.mark.printed or other.slot is reading.slot:
                continue
            if self._fits_exchanged(problem, reading, other) and not (self._is_tied(page, reading) or self._is_tied(page, other)):
                return True
        return False

    def _is_tied(self, page: str, reading: Reading) -> bool:
        """Whether it says more of the line item of the number before it in its line, which others bear out."""
        its = self.rows[page]
        at = next((at for at, other in enumerate(its) if other is reading), 0)
        before = its[at - 1] if at else None
        if before is None or not goes_on_from(reading, before):
            return False
        agree, against = self.arithmetic.verdicts(before.fact, self.pages[page].bounds_of(before), before.mark.uid)
        return not against and (before.value_known or any(amount.is_sharp_for(before.fact[1]) for amount in agree))

    def _may_change_places(self, page: str, reading: Reading, amount: Amount) -> bool:
        """Whether a sum would hold as well with another of its addends in this place, which no name and no row tells apart."""
        if amount.kind != "sum" or reading.value_known or reading.label >= TOLD:
            return False
        # the lines of a text do not tell what stands together
        if reading.mark.box is not None and self._is_in_row(page, reading):
            return False
        assert reading.slot is not None
        row = reading.slot.row
        return any(
            other.slot is not None
            and other.mark.uid in amount.sources
            and not other.value_known
            and other.label < TOLD
            and (other.slot.row.measure, other.period) == (row.measure, reading.period)
            and other.slot.row.line_item in self._addends_with(row.line_item)
            and not self._is_contradicted(self.pages[page], reading, other)
            and not self._is_contradicted(self.pages[page], other, reading)
            for other in self.rows[page]
        )

    def _addends_with(self, item: str) -> set[str]:
        """The line items that a sum adds up with one."""
        return {other for _, _, others in self.arithmetic.parts.get(item, []) for other, _ in others}

    def _fits_exchanged(self, problem: Page, one: Reading, other: Reading) -> bool:
        assert one.slot is not None and other.slot is not None
        now = problem.alone(one.mark, one.slot, one.move) + problem.alone(other.mark, other.slot, other.move)
        then = problem.alone(one.mark, other.slot, other.move) + problem.alone(other.mark, one.slot, one.move)
        if then <= now + EXCHANGED:
            return False
        return not any(self._is_contradicted(problem, mine, its) for mine, its in ((one, other), (other, one)))

    def _is_contradicted(self, problem: Page, reading: Reading, other: Reading) -> bool:
        """Whether a number cannot stand in another's place, by what neither of the two states."""
        assert other.slot is not None
        row = other.slot.row
        bounds = problem._bounds(reading.mark, row, problem.unit_in(reading.mark, row))
        _, against = self.arithmetic.verdicts(other.fact, bounds, reading.mark.uid, ignore=frozenset({other.mark.uid}))
        return bool(against)

    def _is_usual(self, page: str, reading: Reading) -> bool:
        """Whether a number is about as large as its series was: what nothing else bears out may be a misprint."""
        assert reading.slot is not None
        return self.pages[page]._magnitude(reading.mark, reading.slot.row, reading.period, reading.unit) > USUAL

    def _is_in_run(self, page: str, reading: Reading) -> bool:
        """Whether it and the numbers beside it are those that the last deck printed one after the other, with their periods."""
        problem, by_uid = self.pages[page], {other.mark.uid: other for other in self.rows[page]}
        for order in problem.orders:
            its = [by_uid.get(problem.marks[at].uid) for at in order]
            if not any(other is reading for other in its):
                continue
            at = next(at for at, other in enumerate(its) if other is reading)
            run = [reading]
            for step in (-1, 1):
                place = at + step
                while 0 <= place < len(its) and self._goes_on(run[0 if step < 0 else -1], its[place], step):
                    run.insert(0 if step < 0 else len(run), its[place])  # type: ignore[arg-type]
                    place += step
            if len(run) >= RUN and sum(other.mark.significant for other in run) >= RUN_DIGITS:
                return True
        return False

    def _goes_on(self, one: Reading, other: Reading | None, step: int) -> bool:
        if other is None or other.slot is None or one.slot is None or other.is_new_place or other.move != "keep":
            return False
        return other.slot.rank == one.slot.rank + step and self._printed_before(other)

    def _period_fits(self, reading: Reading) -> bool | None:
        """Whether the periods printed around a number are its own; none where none is."""
        cal, mark = self.company.calendar, reading.mark
        said = [mark.column] if mark.column else [labels for labels, closeness in mark.periods[:1] if closeness >= 0.5]
        if not said:
            return None
        return any(same_time(cal, label, reading.period) for labels in said for label in labels)


def goes_on_from(reading: Reading, before: Reading) -> bool:
    """Whether it says more of the line item of the number before it in its line, as in the last deck."""
    if before.slot is None or reading.slot is None:
        return False
    is_next = before.mark.stream == reading.mark.stream and before.slot.rank == reading.slot.rank - 1
    return is_next and before.fact[0] == reading.fact[0]


def _is_within(line: int, lines: tuple[int, int]) -> bool:
    return lines[0] - AROUND <= line <= lines[1] + AROUND


def _is_level(reading: Reading, others: list[Reading]) -> bool:
    """Whether a number stands on the line of the others; bars end at any height, and one beside another's tells nothing."""
    middles = sorted(other.mark.box[1] + other.mark.box[3] for other in others if other.mark.box)
    if not middles or reading.mark.box is None:
        return False
    _, top, _, bottom = reading.mark.box
    return sum(abs(top + bottom - middle) < bottom - top for middle in middles) > 0.5 * len(middles)
