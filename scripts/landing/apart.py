"""Tables of a text that has the names of the rows in one run of lines, and the numbers of the columns in another."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING

from landing.called import PERIOD_OF_LABEL
from landing.document import plain
from landing.stacked import alone_in, period_of

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
    alone, numbered = alone_in(streams, marks), {mark.stream for mark in marks if not mark.rule}

    def kind_of(stream: Stream) -> str:
        if stream.number in alone:
            return "numbers"
        return "names" if stream.number not in numbered and plain(stream.text) in names else "others"

    rows: list[str] = []
    heads: list[str] = []
    for kind, run in groupby((stream for stream in streams if stream.text.strip()), kind_of):
        its = list(run)
        if kind == "names" and len(its) >= ROWS:
            rows, heads = [stream.text.strip() for stream in its], []
        elif kind == "numbers" and rows:
            numbers = [alone[stream.number] for stream in its]
            count, rest = divmod(len(numbers), len(rows))
            said = heads_of(heads, count)
            # of several columns their heads tell that it is no chance
            if not rest and (count == 1 or (1 < count <= COLUMNS and said)):
                _put(cal, numbers, rows, said)
            heads = []
        elif kind == "others":
            heads = [stream.text.strip() for stream in its]


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


def names_of(slots: Iterable[Slot]) -> frozenset[str]:
    """What the rows of a page may be called, as `plain` makes it: a label, or the words that it begins with."""
    labels = [PERIOD_OF_LABEL.sub("", slot.row.label).split() for slot in slots]
    names = {plain(" ".join(words[: count + 1])) for words in labels for count in range(len(words))}
    return frozenset(name for name in names if len(name) > 1)
