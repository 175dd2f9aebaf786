"""What one decision of a person makes of a row, and of the rows that are changed with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from itertools import chain

from landing import deal_rows
from landing.decisions import BY_HAND, DECIDED
from landing.fiscal import Calendar
from landing.project import Row
from landing.proposal import CERTAIN, LARGE_DEAL, NEW, LandingError, Number
from landing.relabelling import moved_with


def refuse_strange_cells(changes: Row) -> None:
    unknown = set(changes) - set(DECIDED)
    if unknown:
        raise LandingError(f"{', '.join(sorted(unknown))} cannot be changed in the review")


def refuse_nonsense(number: Number, dispositions: list[str]) -> None:
    if number.disposition not in dispositions:
        raise LandingError(f"{number.disposition!r} is no disposition: {', '.join(dispositions)}")
    if number.disposition == LARGE_DEAL and not number.large_deal:
        raise LandingError("a number of a large deal needs the id of its deal")
    if number.disposition == LARGE_DEAL and number.measure not in deal_rows.FIELDS:
        raise LandingError(f"a number of a large deal is one of {', '.join(deal_rows.FIELDS)}, not {number.measure!r}")
    if number.is_figure and not number.line_item.removeprefix(NEW):
        raise LandingError("a figure needs a line item: choose one, or draft a new one")


def decided(number: Number, changes: Row, cal: Calendar | None, name_of: Callable[[str], str]) -> Number:
    """A row as it was decided: certain, its label moved with its period; a number under no label is called as its line item."""
    changed = replace(number, **changes)
    if changed.period != number.period and "label" not in changes and cal:
        changed = replace(changed, label=moved_with(cal, changed.label, number.period, changed.period))
    if changed.is_figure and not changed.label:
        changed = replace(changed, label=name_of(changed.line_item))
    why = number.why if number.why.startswith(BY_HAND) else "; ".join(filter(None, (BY_HAND, number.why)))
    return replace(
        changed,
        confidence=CERTAIN if changed.is_figure else "",
        large_deal=changed.large_deal if changed.disposition == LARGE_DEAL else "",
        why=why,
    )


def renamed(label: str, was: str, now: str) -> str:
    """A label with those words exchanged that were exchanged in another: what a line is called, it is called in each column."""
    old, new, its = was.split(), now.split(), label.split()
    before = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new)))
    most = min(len(old), len(new)) - before
    after = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    words, anew = old[before : len(old) - after], new[before : len(new) - after]
    at = next((at for at in range(len(its)) if words and its[at : at + len(words)] == words), None)
    return label if at is None else " ".join([*its[:at], *anew, *its[at + len(words) :]])


def label_of_line(number: Number, numbers: Iterable[Number], before: Iterable[Row], cal: Calendar | None) -> str:
    """
    What a figure's line is called: by a row of it on the page, else by the deck before in the section, its period moved.

    Empty where neither has one of its measure.
    """
    here = (asdict(row) for row in numbers if row.page == number.page)
    there = (row for row in before if row["section"] == number.section)
    like = (row for row in chain(here, there) if row["label"] and is_of_line(row, number))
    label, period = next(((row["label"], row["period"]) for row in like), ("", ""))
    return moved_with(cal, label, period, number.period) if cal else label


def is_of_line(row: Row, number: Number) -> bool:
    """Whether a row states the same of the same as a number, of whatever period."""
    return (row["line_item"], row["measure"], row["basis"]) == (number.line_item, number.measure, number.basis)
