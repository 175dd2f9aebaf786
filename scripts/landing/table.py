"""Columns of a table: figures over each other that state the same of several things."""

from __future__ import annotations

from landing.deck import Deck
from landing.evidence import Reading

# a row of a table in a text has so many numbers
CELLS = 2
# so many figures of a column tell where its period moved
COLUMN = 4
# a series of so many figures is a chart's
CHART = 3
# a value of so many digits may be printed again by chance
FEW = 2


def column_of(readings: list[Reading], reading: Reading) -> list[Reading]:
    """The figures of a page over and under one that state the same measure of the same period of the last deck."""
    slot, mark = reading.slot, reading.mark
    assert slot is not None
    cells = cells_of(readings)

    def is_over(other: Reading) -> bool:
        if mark.box is None or other.mark.box is None:
            (at, count), (its_at, its_count) = cells[mark.order], cells[other.mark.order]
            return at == its_at and count == its_count >= CELLS
        return abs(mark.box[2] - other.mark.box[2]) < mark.box[3] - mark.box[1]

    return [
        other
        for other in readings
        if other is not reading
        and other.slot
        and not other.is_new_place
        and (other.slot.row.measure, other.slot.row.period) == (slot.row.measure, slot.row.period)
        and is_over(other)
    ]


def cells_of(readings: list[Reading]) -> dict[int, tuple[int, int]]:
    """Which cell of its row each number of a text is, and of how many: a row begins with a line, and where words part numbers."""
    rows: list[list[int]] = []
    stream = -1
    for reading in readings:
        if reading.mark.stream != stream or any(letter.isalpha() for letter in reading.mark.near):
            rows.append([])
        stream = reading.mark.stream
        rows[-1].append(reading.mark.order)
    return {order: (at, len(row)) for row in rows for at, order in enumerate(row)}


def move_together(deck: Deck) -> None:
    """A figure of which nothing tells the period has the one to which all others of its column moved; a chart's moves with it."""
    for page, readings in deck.readings.items():
        for reading in readings:
            if reading.slot is None or reading.is_new_place or reading.mark.column or reading.mark.periods:
                continue
            if reading.value_known and reading.mark.significant > FEW:
                continue
            if deck.pages[page]._length(reading.slot) >= CHART:
                continue
            column = column_of(readings, reading)
            moves = {other.move for other in column}
            to = dict(reading.slot.moves).get(next(iter(moves), ""))
            if len(moves) == 1 and to and reading.move not in moves and len(column) >= COLUMN:
                reading.move, reading.period, reading.value_known = moves.pop(), to, False
