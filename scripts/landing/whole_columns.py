"""Columns of a table that contradict other figures, and would not as a whole in another order or of another length."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from landing.assign import Page
from landing.contradicted import AGAINST, Place, bears_out, place_of, put
from landing.deck import Deck, stated
from landing.evidence import Reading
from landing.facts import Known

# a table has so many rows and columns, and so many of its figures are contradicted before it is doubted
ROWS, COLUMNS, DOUBTED = 3, 2, 2
Change = list[tuple[Reading, Place]]


def mend_columns(deck: Deck, known: Known) -> None:
    """Give the rows of a table the same columns: those in the order and of the length that what follows from others bears out."""
    for page, readings in deck.readings.items():
        problem = deck.pages[page]
        for table in tables(problem, readings):
            doubted = [reading for row in table for reading in row if bears_out(deck, problem, reading, place_of(reading)) < 0]
            if len(doubted) < DOUBTED:
                continue
            best, made = worth(deck, page) + AGAINST, None
            was = [(reading, place_of(reading), reading.unit, reading.label) for row in table for reading in row]
            for change in changes(table):
                found = tried(deck, known, page, change)
                if found > best:
                    best, made = found, change
            for reading, place, unit, label in was:
                reading.slot, reading.move, reading.period, reading.basis = place
                reading.unit, reading.label = unit, label
            for reading, place in made or ():
                put(problem, reading, place)
            deck.arithmetic = stated(deck, known)


def tables(page: Page, readings: list[Reading]) -> Iterator[list[list[Reading]]]:
    """Series of a page that move on together and have as many new figures each, as the rows that they make."""
    groups: dict[tuple, dict[tuple, list[Reading]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        if reading.slot and not reading.is_new_place and not reading.value_known and not reading.value_differs:
            groups[page._time_kind(reading.slot)][reading.slot.series].append(reading)
    for rows in groups.values():
        count = Counter(len(row) for row in rows.values()).most_common(1)[0][0]
        table = [row for row in rows.values() if len(row) == count]
        if count >= COLUMNS and len(table) >= ROWS:
            yield table


def changes(table: list[list[Reading]]) -> Iterator[Change]:
    """Each order of the columns, and each way in which the periods of all of them move on."""
    slots = [sorted((reading.slot for reading in row if reading.slot), key=lambda slot: slot.row.period) for row in table]
    common = set.intersection(*(set(dict(slot.moves)) for row in slots for slot in row))
    for move in sorted(common):
        for step in (1, -1):
            yield [
                (reading, (slot, move, dict(slot.moves)[move], slot.row.basis))
                for row, its in zip(table, slots, strict=True)
                for reading, slot in zip(row, its[::step], strict=True)
            ]


def tried(deck: Deck, known: Known, page: str, change: Change) -> float:
    for reading, place in change:
        put(deck.pages[page], reading, place)
    deck.arithmetic = stated(deck, known)
    return worth(deck, page)


def worth(deck: Deck, page: str) -> float:
    """How much of what a page states agrees with all else, less what contradicts it."""
    return sum(bears_out(deck, deck.pages[page], reading, place_of(reading)) for reading in deck.readings[page] if reading.slot)
