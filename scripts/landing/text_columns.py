"""The numbers of a text's tables under the headings of their columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from landing.columns import Column, columns_of
from landing.fiscal import Calendar
from landing.months import months_in

if TYPE_CHECKING:
    from landing.numbers import Mark, Stream

# a table may have so many lines between its rows that are none of them
GAP = 2


def place_headed(
    cal: Calendar, streams: list[Stream], marks: list[Mark], knows: Callable[[Mark, tuple[str, ...]], bool] | None = None
) -> None:
    """
    Give the numbers of a text's tables the periods of their columns: of rows that follow a heading and have as many numbers.

    `knows` says whether the last decks state a value for a period: a row whose values stand under other periods is not headed so.
    """
    by_stream = {stream.number: [mark for mark in marks if mark.stream == stream.number and not mark.rule] for stream in streams}
    told = {at: text for at, stream in enumerate(streams) if (text := months_in(stream.text, cal))}
    for at, stream in enumerate(streams):
        its = by_stream[stream.number]
        heading = replace(stream, text=told[at]) if at in told and not its else behind(stream, its)
        columns = columns_of(cal, heading)
        levels = [column for column in columns if not column.is_change and not column.is_ratio]
        if len(levels) < 2 or len({column.period for column in levels}) < len(levels):
            continue
        between = 0
        is_named: bool | None = None
        for stream in streams[at + 1 :]:
            rows = rows_in(by_stream[stream.number])
            row = next(((its, one) for one in (columns, levels) for its in rows if are_cells(its, one)), None)
            # numbers without a name are of something else, where the row over them has one
            if row and is_named is not None and has_name(row[0][0]) != is_named:
                row = None
            if row is None:
                between += bool(stream.text.strip())
                if between > GAP or columns_of(cal, stream):
                    break
                continue
            between, is_named = 0, has_name(row[0][0])
            if knows and is_headed_otherwise(*row, knows):
                continue
            for mark, column in zip(*row, strict=True):
                if not mark.column and not mark.periods:
                    mark.column = (column.period,)


def is_headed_otherwise(row: list[Mark], columns: list[Column], knows: Callable[[Mark, tuple[str, ...]], bool]) -> bool:
    """Whether more numbers of a row were printed before for the period of another column than for that of their own."""
    own = sum(knows(mark, (column.period,)) for mark, column in zip(row, columns, strict=True))
    others = {column.period for column in columns}
    return own < sum(
        any(knows(mark, (period,)) for period in others - {column.period}) for mark, column in zip(row, columns, strict=True)
    )


def behind(stream: Stream, marks: list[Mark]) -> Stream:
    """A line without the numbers of something else before it, as a text has what stands beside a table."""
    return replace(stream, text=stream.text[max((mark.start + len(mark.digits) for mark in marks), default=0) :])


def are_cells(marks: list[Mark], columns: list[Column]) -> bool:
    """Whether there is a number for each column, the amounts among them in one unit: (5 years, 55 m) is no row of two periods."""
    if len(marks) != len(columns):
        return False
    amounts = zip(marks, columns, strict=True)
    return len({mark.unit for mark, column in amounts if not column.is_change and not column.is_ratio}) == 1


def has_name(mark: Mark) -> bool:
    return sum(letter.isalpha() for letter in mark.near) > 1


def rows_in(marks: list[Mark]) -> list[list[Mark]]:
    """The numbers of a line, else those at its end that follow a name."""
    named = [at for at, mark in enumerate(marks) if has_name(mark)]
    return [marks, marks[named[-1] :]] if named and named[-1] else [marks]
