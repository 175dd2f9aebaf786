"""Tables of a text that has the names of the rows in one run of lines, and the numbers of the columns in another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from landing.called import PERIOD_OF_LABEL
from landing.document import plain
from landing.stacked import period_of
from landing.torn import CELL

if TYPE_CHECKING:
    from landing.fiscal import Calendar
    from landing.numbers import Mark, Stream
    from landing.slots import Slot

# so many names one after the other are those of a table's rows, and it has so many columns at most
ROWS, COLUMNS = 4, 6


def place_apart(cal: Calendar, streams: list[Stream], marks: list[Mark], names: frozenset[str]) -> None:
    """
    Give each number of a run of lines the name of its row: the run before it has as many names, or the run as many for each column.

    `names` are those of the rows that the page had. Lines directly over the numbers, one for each column, are the columns' heads.
    """
    by_stream: dict[int, list[Mark]] = {}
    for mark in marks:
        if not mark.rule:
            by_stream.setdefault(mark.stream, []).append(mark)
    rows: list[str] = []
    heads: list[str] = []
    for kind, its in runs_of(streams, by_stream, names):
        if kind == "names" and len(its) >= ROWS:
            rows, heads = [stream.text.strip() for stream in its], []
        elif kind == "numbers" and rows:
            numbers = [by_stream[stream.number][0] for stream in its]
            count, rest = divmod(len(numbers), len(rows))
            said = heads_of(heads, count)
            # of several columns their heads tell that it is no chance
            if not rest and (count == 1 or (1 < count <= COLUMNS and said)):
                _put(cal, numbers, rows, said)
            heads = []
        elif kind == "others":
            heads = [stream.text.strip() for stream in its if stream.text.strip()]


def heads_of(lines: list[str], count: int) -> list[str]:
    """The heads of so many columns: the last lines over them, or the words of the last."""
    words = lines[-1].split() if lines else []
    return words if len(words) == count > 1 else lines[-count:] if len(lines) >= count > 0 else []


def _put(cal: Calendar, numbers: list[Mark], rows: list[str], heads: list[str]) -> None:
    for at, mark in enumerate(numbers):
        mark.row = rows[at % len(rows)]
        mark.words.append((mark.row, 1.0))
        head = heads[at // len(rows)] if heads else ""
        if head:
            mark.words.append((head, 0.8))
        if (periods := period_of(cal, head)) and not mark.column:
            mark.column = periods


def runs_of(streams: list[Stream], by_stream: dict[int, list[Mark]], names: frozenset[str]) -> Iterator[tuple[str, list[Stream]]]:
    """Lines that are names of rows, lines that are one number each, and others, as they follow each other."""

    def kind_of(stream: Stream) -> str:
        its = by_stream.get(stream.number, [])
        if len(its) == 1 and CELL.fullmatch(stream.text):
            return "numbers"
        return "names" if not its and plain(stream.text) in names else "others"

    for kind, its in groupby((stream for stream in streams if stream.text.strip()), kind_of):
        yield kind, list(its)


def names_of(slots: Iterable[Slot]) -> frozenset[str]:
    """What the rows of a page may be called, as `plain` makes it: a label, or the words that it begins with."""
    labels = [PERIOD_OF_LABEL.sub("", slot.row.label).split() for slot in slots]
    names = {plain(" ".join(words[: count + 1])) for words in labels for count in range(len(words))}
    return frozenset(name for name in names if len(name) > 1)
