"""Numbers without a place that are told by their value alone: of all that the page may state, one thing would be printed so."""

from __future__ import annotations

from collections.abc import Iterator

from landing.assign import Page
from landing.deck import Deck
from landing.evidence import Reading
from landing.facts import Fact, overlap
from landing.fiscal import DAY_ID, parse
from landing.forms import UNLIKE, form_points
from landing.slots import Slot
from landing.times import said_beside

# digits that tell one figure of a page from its others, and one in a period that its row did not have
TELLING, FIRM = 3, 4
# so much of its name stands by one that was printed before
HEARD = 0.3


def find_by_value(deck: Deck) -> None:
    """Put each number that is left to the only figure of its page, not yet found, whose value follows from others as printed."""
    for sheet in deck.sheets:
        page = deck.pages[sheet.page]
        left = [reading for reading in deck.readings[sheet.page] if reading.slot is None]
        if not left or not page.slots:
            continue
        held = {reading.fact for reading in deck.readings[sheet.page] if reading.slot is not None}
        places = [place for place in places_of(page) if place[1] not in held]
        for reading in left:
            fitting = {fact: (slot, move) for slot, fact, move in places if is_so(deck, page, reading, slot, fact, move)}
            if len(fitting) == 1:
                ((fact, (slot, move)),) = fitting.items()
                take(deck, page, reading, slot, fact, move)


def places_of(page: Page) -> list[tuple[Slot, Fact, str]]:
    """What the page may state: its figures of the last deck as their periods move on, and its lines in periods that it prints."""
    found: list[tuple[Slot, Fact, str]] = []
    said = {page._named(period, is_day) for period in page.printed_periods for is_day in (False, True)}
    for slot in page.slots:
        row = slot.row
        usual = dict(slot.moves)
        is_day = DAY_ID.fullmatch(row.period) is not None
        other = {
            f"said {period}": period
            for period in said - set(usual.values())
            if row.basis == "actual" and (DAY_ID.fullmatch(period) if is_day else parse(row.period) and parse(period))
        }
        found += [(slot, (row.line_item, row.measure, period, row.told), move) for move, period in (usual | other).items()]
    return found


def is_so(deck: Deck, page: Page, reading: Reading, slot: Slot, fact: Fact, move: str) -> bool:
    """Whether a figure would be printed as this number is: something sharp gives its value, and nothing contradicts it."""
    mark, row = reading.mark, slot.row
    is_again = is_named_again(page, reading, slot, fact)
    telling = 1 if is_again else FIRM if move.startswith("said") else TELLING
    if mark.significant < telling or form_points(mark, row, deck.company) < UNLIKE:
        return False
    beside = {page._named(said, DAY_ID.fullmatch(fact[2]) is not None) for said in said_beside(mark)}
    if beside and fact[2] not in beside:
        return False
    bounds = page._bounds(mark, row, page.unit_in(mark, row))
    return any(is_sharp or is_again for is_sharp in heard(deck, fact, bounds))


def is_named_again(page: Page, reading: Reading, slot: Slot, fact: Fact) -> bool:
    """Whether the last decks print these digits of a figure by whose name the number stands, in a period that the page prints."""
    if reading.is_apart:
        return False
    digits = {print_.digits for print_ in page.known.of(fact)}
    label = page.label_of(reading.mark, slot) or 0.0
    return reading.mark.digits in digits and label >= HEARD and fact[2] in page.printed_periods


def heard(deck: Deck, fact: Fact, bounds: tuple[float, float]) -> Iterator[bool]:
    """Whether each amount that agrees is sharp; nothing where one contradicts."""
    assert deck.arithmetic is not None
    amounts = [*deck.arithmetic.printed(fact), *deck.arithmetic.derived(fact)]
    if all(overlap(amount.bounds, bounds) for amount in amounts):
        yield from (amount.is_sharp_for(fact[1]) for amount in amounts)


def take(deck: Deck, page: Page, reading: Reading, slot: Slot, fact: Fact, move: str) -> None:
    reading.put_anew(slot, move, fact[2], page.unit_in(reading.mark, slot.row), slot.row.basis)
    reading.label = page.label_of(reading.mark, slot) or 0.0
