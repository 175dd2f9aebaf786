"""Large deals of a page: each number between the title of a deal and the next belongs to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from landing.deck import Deck
from landing.document import Sheet, plain
from landing.numbers import Mark

FIELDS = ("amount_printed", "term_printed", "revenue_starts")
# a page where the last deck has so many numbers of deals is a list of deals
LISTED = 5


@dataclass(frozen=True)
class DealNumber:
    """What a number says of a deal; a deal that is not known yet has no name."""

    deal: str
    field: str
    why: str = ""


def deals_of(deck: Deck) -> dict[int, DealNumber]:
    """The numbers of large deals by uid."""
    assert deck.company.last is not None
    last = deck.company.last["deck"]
    counts = Counter(place.page for place in deck.company.ledger(last) if place.disposition == "large_deal")
    deals = deck.company.deals(last)
    found: dict[int, DealNumber] = {}
    for sheet in deck.sheets:
        page = deck.follows.get(sheet.page, "")
        if counts[page] < LISTED:
            continue
        taken = {reading.mark.uid for reading in deck.readings[sheet.page] if reading.slot is not None}
        titles = sorted(_titles(sheet, [deal for deal in deals if deal["page"] == page]))
        for mark in deck.marks[sheet.page]:
            if mark.uid in taken or (mark.rule and not mark.unit):
                continue
            name = (
                next((deal for line, deal in reversed(titles) if line <= mark.line), "")
                if not sheet.has_boxes
                else _nearest(sheet, mark, titles)
            )
            field = FIELDS[1] if mark.unit in ("年", "年間") else FIELDS[0] if mark.unit else ""
            if mark.rule:
                continue
            if field:
                found[mark.uid] = DealNumber(
                    name, field, "stands under the title of the deal" if name else "a deal that the last deck does not list"
                )
    return found


def _titles(sheet: Sheet, deals: list[dict[str, str]]) -> list[tuple[int, str]]:
    found = []
    for deal in deals:
        title = plain(f"{deal['client_kind_ja']}向け{deal['subject_ja']}" if deal["client_kind_ja"] else deal["subject_ja"])
        for line in sheet.lines:
            if title and title in plain(line.text):
                found.append((line.number, deal["deal"]))
                break
    return found


def _nearest(sheet: Sheet, mark: Mark, titles: list[tuple[int, str]]) -> str:
    """The title over or beside a number, by the boxes of the page."""
    lines = {line.number: line for line in sheet.lines}
    best, name = 1e9, ""
    for number, deal in titles:
        box = lines[number].box
        if box is None or mark.box is None or box[1] > mark.box[3]:
            continue
        distance = (mark.box[1] - box[1]) + 0.5 * max(0.0, box[0] - mark.box[2], mark.box[0] - box[2])
        if distance < best:
            best, name = distance, deal
    return name
