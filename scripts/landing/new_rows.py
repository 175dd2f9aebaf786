"""Rows of a table or a chart, and pages, that are new as a whole: what one number is taken for, the others must bear out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from landing.deck import Deck
from landing.evidence import Reading

# a row has so many numbers, and so many of them tell that all are new
ROW, TELL = 3, 2
# a page of so many figures is no longer that page with fewer than this share of them
MANY, FEW = 10, 0.25
# so much of its name by a number, or so many digits, tell it all the same
TOLD, TELLING = 0.7, 3


def set_rows_apart(deck: Deck) -> None:
    """
    Take from its place each number of a row whose others have none, or contradict what was printed before.

    A new series under a known one is of about its size, and the places that dropped lines left free would take some of it.
    """
    for page, readings in deck.readings.items():
        for row in rows_of(readings):
            placed = [reading for reading in row if reading.slot]
            if not placed or any(reading.value_known or is_borne_out(deck, page, reading) for reading in placed):
                continue
            without = len(row) - len(placed)
            if without >= max(TELL, 2 * len(placed)) or sum(reading.value_differs for reading in placed) >= TELL:
                for reading in placed:
                    reading.set_apart()


def set_pages_apart(deck: Deck) -> None:
    """Take a new page's numbers from the places of a page that was dropped, where but a few of them fit, by chance."""
    for page, readings in deck.readings.items():
        places, placed = len(deck.pages[page].slots), [reading for reading in readings if reading.slot]
        if places < MANY or len(placed) >= FEW * places:
            continue
        for reading in placed:
            is_told = reading.mark.significant >= TELLING and (reading.value_known or is_borne_out(deck, page, reading))
            if reading.label < TOLD and not is_told:
                reading.set_apart()


def rows_of(readings: list[Reading]) -> Iterator[list[Reading]]:
    """Numbers side by side: on one level of a page, or alone on a line of a text but for a name before them."""
    rows: list[list[Reading]] = []
    lines: dict[int, list[Reading]] = defaultdict(list)
    for reading in sorted(readings, key=_middle):
        if not reading.mark.is_cell or reading.mark.rule:
            continue
        if reading.mark.box is None:
            lines[reading.mark.stream].append(reading)
        elif rows and is_level(rows[-1][0], reading):
            rows[-1].append(reading)
        else:
            rows.append([reading])
    named = [[line[0], *(other for other in line[1:] if not _is_worded(other))] for line in lines.values()]
    yield from (row for row in [*rows, *named] if len(row) >= ROW)


def is_level(one: Reading, other: Reading) -> bool:
    if one.mark.box is None or other.mark.box is None:
        return False
    return abs(_middle(one) - _middle(other)) < 0.5 * (other.mark.box[3] - other.mark.box[1])


def is_borne_out(deck: Deck, page: str, reading: Reading) -> bool:
    """Whether something gives the value that a number has in its place."""
    assert deck.arithmetic is not None and reading.slot is not None
    agree, _ = deck.arithmetic.verdicts(reading.fact, deck.pages[page].bounds_of(reading), reading.mark.uid)
    return any(amount.is_sharp_for(reading.slot.row.measure) for amount in agree)


def _middle(reading: Reading) -> float:
    box = reading.mark.box
    return (box[1] + box[3]) / 2 if box else 0.0


def _is_worded(reading: Reading) -> bool:
    return any(letter.isalpha() for letter in reading.mark.near)
