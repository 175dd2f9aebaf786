"""Numbers of a text that stand on lines of their own, over or under a period on a line of its own: columns and bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from landing.torn import CELL

if TYPE_CHECKING:
    from landing.fiscal import Calendar
    from landing.numbers import Mark, Stream

# a period over so many numbers heads them, where none stands under them
COLUMN = 3


@dataclass
class Stack:
    """Numbers on lines that follow each other, and the periods on the line over the first and under the last."""

    marks: list[Mark] = field(default_factory=list)
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def place_stacked(cal: Calendar, streams: list[Stream], marks: list[Mark], knows: Callable[[Mark, tuple[str, ...]], bool]) -> None:
    """
    Give each number of a stack the period over it, or the one under it, as the values tell that were printed before.

    A stack of which no value was printed before is as the others of its page.
    """
    stacks = list(stacks_of(cal, streams, marks))
    votes = {id(stack): [sum(knows(mark, side) for mark in stack.marks) for side in (stack.above, stack.below)] for stack in stacks}
    usual = [sum(votes[id(stack)][side] for stack in stacks if stack.above and stack.below) for side in (0, 1)]
    for stack in stacks:
        over, under = votes[id(stack)]
        if over != under:
            periods = stack.above if over > under else stack.below
        elif stack.above and stack.below:
            periods = () if usual[0] == usual[1] else stack.above if usual[0] > usual[1] else stack.below
        elif stack.above:
            periods = stack.above if len(stack.marks) >= COLUMN or usual[0] > usual[1] else ()
        else:
            periods = stack.below if usual[1] > usual[0] else ()
        for mark in stack.marks if periods else ():
            if not mark.column and not mark.periods:
                mark.column = periods


def alone_in(streams: list[Stream], marks: list[Mark]) -> dict[int, Mark]:
    """By line of a text, the number that it is and nothing else."""
    its = Counter(mark.stream for mark in marks if not mark.rule)
    cells = {stream.number for stream in streams if its[stream.number] == 1 and CELL.fullmatch(stream.text)}
    return {mark.stream: mark for mark in marks if not mark.rule and mark.stream in cells}


def stacks_of(cal: Calendar, streams: list[Stream], marks: list[Mark]) -> list[Stack]:
    alone = alone_in(streams, marks)
    found: list[Stack] = []
    last: tuple[str, ...] = ()
    stack: Stack | None = None
    for stream in [*streams, None]:
        if stream and stream.number in alone:
            if stack is None:
                stack = Stack(above=last)
                found.append(stack)
            stack.marks.append(alone[stream.number])
            continue
        last = period_of(cal, stream.text) if stream else ()
        if stack is not None:
            stack.below, stack = last, None
    return [stack for stack in found if stack.above or stack.below]


def period_of(cal: Calendar, text: str) -> tuple[str, ...]:
    """The period that a line is, and nothing else."""
    bare = text.strip()
    labels = cal.labels(bare)
    return labels[0].periods if len(labels) == 1 and labels[0].end - labels[0].start >= len(bare) else ()
