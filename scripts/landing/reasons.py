"""Why numbers of the last deck were no figures, and which numbers of this one are none for the same reason."""

from __future__ import annotations

from collections import Counter, defaultdict

import printed

from landing.dictionary import Company, Place, Row
from landing.numbers import Mark
from landing.proposal import FIGURE, LARGE_DEAL


def reasons_of(company: Company, deck: str) -> dict[str, list[Place]]:
    """By page, the numbers of the last deck that were no figures, and why."""
    found: dict[str, list[Place]] = defaultdict(list)
    for place in company.ledger(deck):
        if place.disposition not in (FIGURE, LARGE_DEAL, "period_label", "date", "page_number", "section_number"):
            found[place.page].append(place)
    return found


def told_by_print(places: list[Place], rows: list[Row]) -> dict[tuple[str, str, str], str]:
    """Prints of a page that were no figures, and why, where a word says so by which no figure of it stands: 10億円以上."""
    figures = {(row.digits, row.unit, row.qualifier) for row in rows}
    said = {(printed.read(place.number), place.unit, place.qualifier): place.disposition for place in places if place.qualifier}
    return {its: why for its, why in said.items() if why not in (FIGURE, LARGE_DEAL) and its not in figures}


def excused_by(places: list[Place], marks: list[Mark]) -> dict[int, str]:
    """By number, why it is no figure: each reason of the last deck once, for the number that is printed most as its number was."""
    found: dict[int, str] = {}
    for place in places:
        alike = [
            mark
            for mark in marks
            if mark.uid not in found and mark.digits == printed.read(place.number) and place.qualifier in ("", mark.qualifier)
        ]
        if alike:
            best = max(alike, key=lambda mark: (mark.unit == place.unit) + (mark.qualifier == place.qualifier))
            found[best.uid] = place.disposition
    return found


def said_by(mark: Mark) -> tuple[str, str, str]:
    """A number with all that is printed around it: 10億円以上 is no 10億円."""
    return mark.digits, mark.unit, mark.qualifier


def left(places: list[Place], spent: Counter[tuple[str, str, str]]) -> list[Place]:
    """The reasons of the last deck that no number has yet which was told by its print alone."""
    found = []
    for place in places:
        said = (printed.read(place.number), place.unit, place.qualifier)
        if place.qualifier and spent[said]:
            spent[said] -= 1
        else:
            found.append(place)
    return found
