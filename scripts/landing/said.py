"""Periods of figures that their line tells: the one printed at once before a number, and that of the figure beside it."""

from __future__ import annotations

from itertools import pairwise

from landing.contexts import DIRECT
from landing.deck import Deck
from landing.evidence import Reading
from landing.fiscal import same_time
from landing.slots import Slot


def stay_together(deck: Deck) -> None:
    """A figure that repeats its digits has stayed where the one beside it has, with which it stood in the last deck."""
    for readings in deck.readings.values():
        for one, other in [*pairwise(readings), *((after, before) for before, after in pairwise(readings))]:
            if one.slot is None or other.slot is None or one.mark.stream != other.mark.stream:
                continue
            was, row = one.slot.row, other.slot.row
            is_beside = abs(one.slot.rank - other.slot.rank) == 1 and (was.period, was.basis) == (row.period, row.basis)
            has_stayed = one.move == "keep" and one.value_known and not one.is_new_place
            is_open = other.move != "keep" and not other.mark.periods and not other.mark.column
            if is_beside and has_stayed and is_open and other.mark.digits == row.digits:
                other.move, other.period, other.value_known = "keep", row.period, True


def mend_said(deck: Deck) -> None:
    """A number has the period printed at once before it, where its series may be of that and no other number states it."""
    for page, readings in deck.readings.items():
        held = {reading.fact for reading in readings if reading.slot}
        for reading in readings:
            if reading.slot is None or reading.value_known or reading.is_new_place or not is_said_otherwise(deck, reading):
                continue
            found = {
                (slot.row.line_item, slot.row.measure, period, slot.row.told): (slot, move)
                for slot in deck.pages[page].slots
                if slot.series == reading.slot.series
                for move, period in (*slot.moves, ("keep", slot.row.period))
                if is_said(deck, reading, period) and is_printed(deck, page, reading, slot, period)
            }
            if len(found) == 1 and not found.keys() & held:
                ((fact, (slot, move)),) = found.items()
                reading.slot, reading.move, reading.period, reading.value_known = slot, move, fact[2], True
                reading.value_differs = False
                held.add(fact)


def is_said_otherwise(deck: Deck, reading: Reading) -> bool:
    mark = reading.mark
    is_direct = bool(mark.periods) and mark.periods[0][1] >= DIRECT and not mark.column
    return is_direct and not is_said(deck, reading, reading.period)


def is_said(deck: Deck, reading: Reading, period: str) -> bool:
    return any(same_time(deck.company.calendar, label, period) for label in reading.mark.periods[0][0])


def is_printed(deck: Deck, page: str, reading: Reading, slot: Slot, period: str) -> bool:
    """Whether the last decks print the digits of a number for a period."""
    fact = slot.row.line_item, slot.row.measure, period, slot.row.told
    return any(print_.digits == reading.mark.digits for print_ in deck.pages[page].known.of(fact))
