"""A document being read: its pages, their numbers, and what each is taken for."""

from __future__ import annotations

from dataclasses import dataclass, field

from landing.arithmetic import Arithmetic
from landing.assign import Page
from landing.dictionary import Company
from landing.document import Sheet
from landing.evidence import Reading
from landing.facts import Known
from landing.numbers import Mark


@dataclass
class Deck:
    """A document being read: its pages, their numbers, and what each is taken for."""

    company: Company
    sheets: list[Sheet]
    follows: dict[str, str] = field(default_factory=dict)
    # further pages of the last deck that this one puts into the same page
    parts: dict[str, list[str]] = field(default_factory=dict)
    was: int = 0
    now: int = 0
    pages: dict[str, Page] = field(default_factory=dict)
    arithmetic: Arithmetic | None = None
    readings: dict[str, list[Reading]] = field(default_factory=dict)
    marks: dict[str, list[Mark]] = field(default_factory=dict)

    def followed(self, page: str) -> list[str]:
        """The pages of the last deck that a page of this one goes on with."""
        return [self.follows[page], *self.parts.get(page, [])] if page in self.follows else []


def stated(deck: Deck, known: Known) -> Arithmetic:
    """The amounts of the last decks and those that this one states as read so far."""
    arithmetic = Arithmetic(deck.company, known)
    prints = []
    for page, readings in deck.readings.items():
        for reading in readings:
            if reading.slot is not None and not reading.value_differs:
                prints.append((reading.fact, deck.pages[page].bounds_of(reading), reading.mark.uid))
    arithmetic.put_all(prints)
    return arithmetic
