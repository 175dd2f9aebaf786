"""Numbers that contradict others where they were put, and would not in the place of another of their page."""

from __future__ import annotations

from landing.assign import Page
from landing.deck import Deck, stated
from landing.evidence import Reading
from landing.facts import Fact, Known
from landing.forms import UNLIKE, form_points
from landing.slots import Slot

Place = tuple[Slot, str, str, str]
TURNS = 3
# what a contradiction is worth in figures that agree
AGAINST = 2.0
# so much less of their names tells that two numbers stand where they belong
RENAMED = 0.4
# numbers of one kind are of about one size
LIKE = 30.0


def mend_contradicted(deck: Deck, known: Known) -> None:
    """Exchange two numbers of a page, or move one to a free place, where what follows from the others bears that out better."""
    for _ in range(TURNS):
        changed = False
        for page, readings in deck.readings.items():
            problem = deck.pages[page]
            open_ = [reading for reading in readings if is_open(reading)]
            for reading in open_:
                if bears_out(deck, problem, reading, place_of(reading)) < 0:
                    changed |= exchanged(deck, problem, reading, open_) or moved(deck, problem, reading, readings)
        if not changed:
            return
        deck.arithmetic = stated(deck, known)


def is_open(reading: Reading) -> bool:
    """Whether a number may stand elsewhere: nothing like it was printed there before, and it is no small number that fits much."""
    return reading.slot is not None and not reading.value_known and not reading.value_differs and reading.mark.significant >= 2


def place_of(reading: Reading) -> Place:
    assert reading.slot is not None
    return reading.slot, reading.move, reading.period, reading.basis


def exchanged(deck: Deck, page: Page, reading: Reading, others: list[Reading]) -> bool:
    mine = place_of(reading)
    best: tuple[float, Reading] | None = None
    for other in others:
        its = place_of(other)
        if other.mark.printed == reading.mark.printed or not 1 / LIKE < abs(other.mark.value / reading.mark.value) < LIKE:
            continue
        if not (may_be(deck, reading, its) and may_be(deck, other, mine)) or is_renamed(page, reading, other):
            continue
        now = bears_out(deck, page, reading, mine, other) + bears_out(deck, page, other, its, reading)
        then = bears_out(deck, page, reading, its, other) + bears_out(deck, page, other, mine, reading)
        if then > now + AGAINST and (best is None or then - now > best[0]):
            best = then - now, other
    if best is None:
        return False
    other = best[1]
    its = place_of(other)
    put(page, reading, its)
    put(page, other, mine)
    return True


def moved(deck: Deck, page: Page, reading: Reading, others: list[Reading]) -> bool:
    """Put a number to the one free place of its measure that what follows from others bears out."""
    assert reading.slot is not None
    held = {other.slot.rank for other in others if other.slot and not other.is_new_place}
    places: dict[Fact, Place] = {}
    for slot in page.slots:
        if slot.rank in held or slot.row.measure != reading.slot.row.measure:
            continue
        for move, period in slot.moves:
            place = slot, move, period, slot.row.basis
            if may_be(deck, reading, place) and bears_out(deck, page, reading, place) > 0:
                places[slot.row.line_item, slot.row.measure, period, slot.row.told] = place
    if len(places) != 1:
        return False
    put(page, reading, next(iter(places.values())))
    return True


def may_be(deck: Deck, reading: Reading, place: Place) -> bool:
    return form_points(reading.mark, place[0].row, deck.company) > UNLIKE


def is_renamed(page: Page, reading: Reading, other: Reading) -> bool:
    """Whether the names beside two numbers speak against their exchange."""
    if reading.slot is None or other.slot is None:
        return True
    mine, its = page.label_of(reading.mark, reading.slot), page.label_of(other.mark, other.slot)
    mine_there, its_there = page.label_of(reading.mark, other.slot), page.label_of(other.mark, reading.slot)
    if mine is None or its is None or mine_there is None or its_there is None:
        return True
    return mine_there + its_there < mine + its - RENAMED


def bears_out(deck: Deck, page: Page, reading: Reading, place: Place, without: Reading | None = None) -> float:
    """How many amounts agree with a number in a place, less those that contradict it; one number left out of account."""
    assert deck.arithmetic is not None
    slot, _, period, basis = place
    told = slot.row.told if basis in ("", slot.row.basis) else basis
    fact: Fact = (slot.row.line_item, slot.row.measure, period, told)
    bounds = page._bounds(reading.mark, slot.row, unit_in(page, reading, slot))
    ignore = frozenset({without.mark.uid}) if without else frozenset()
    agree, against = deck.arithmetic.verdicts(fact, bounds, reading.mark.uid, ignore=ignore)
    return sum(amount.is_sharp_for(fact[1]) for amount in agree) - AGAINST * len(against)


def unit_in(page: Page, reading: Reading, slot: Slot) -> str:
    """The unit of a number in a place; what another unit of its page was found to be stays found."""
    unit = page.unit_in(reading.mark, slot.row)
    return unit if reading.mark.unit or not page._is_unit(reading.unit, slot.row) else reading.unit


def put(page: Page, reading: Reading, place: Place) -> None:
    slot = place[0]
    reading.unit = unit_in(page, reading, slot)
    reading.slot, reading.move, reading.period, reading.basis = place
    reading.value_differs = False
    label = page.label_of(reading.mark, slot)
    if label is not None:
        reading.label = label
