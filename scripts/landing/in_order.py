"""Columns and rows that state the same in the same order as those beside them, in a text too, which tells no places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from landing.evidence import Reading

Order = Sequence[Reading | None]
Part = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """What the figures of a column or of a row have in common, in what they differ, and how many tell of a table."""

    common: Callable[[Reading], Part]
    differs: Callable[[Reading], Part]
    # so many figures, one after the other
    figures: int
    # so many other lines with the same in the same order
    known: int


def _item(reading: Reading) -> Part:
    return (reading.fact[0],)


def _column(reading: Reading) -> Part:
    return (*reading.fact[1:], reading.unit)


LINES = (Line(common=_column, differs=_item, figures=3, known=2), Line(common=_item, differs=_column, figures=2, known=3))


def in_known_order(order: Order, sure: set[int]) -> set[int]:
    """
    The numbers of columns, and of rows, that state what the lines beside them state, in their order.

    Those beside are vouched for throughout. Of its own line one figure is, so that it is no question which line it is.
    None is a number that is no figure.
    """
    return {uid for line in LINES for uid in _in_known_lines(list(_lines(order, line)), line, sure)}


def _in_known_lines(lines: list[list[Reading]], line: Line, sure: set[int]) -> Iterator[int]:
    known: dict[tuple[Part, ...], set[Part]] = defaultdict(set)
    for its in lines:
        if all(reading.mark.uid in sure for reading in its):
            known[tuple(map(line.differs, its))].add(line.common(its[0]))
    for its in lines:
        others = known[tuple(map(line.differs, its))] - {line.common(its[0])}
        if len(others) >= line.known and any(reading.mark.uid in sure for reading in its):
            yield from (reading.mark.uid for reading in its)


def _lines(order: Order, line: Line) -> Iterator[list[Reading]]:
    """Figures that follow each other and differ in nothing but what figures of a line differ in."""
    its: list[Reading] = []
    for reading in [*order, None]:
        following = reading if reading is not None and reading.slot is not None else None
        goes_on = following and its and line.common(following) == line.common(its[0])
        if not (goes_on and line.differs(following) not in map(line.differs, its)):
            if len(its) >= line.figures:
                yield its
            its = []
        if following:
            its.append(following)
