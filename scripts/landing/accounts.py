"""The ledger of a deck that is being landed: every number of the document, once, with what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import ledger
import printed
from pages import read_page

from landing.project import Row
from landing.proposal import FIGURE, LARGE_DEAL, LandingError, Number, Proposal, digest, with_seqs

BOX = ("x0", "top", "x1", "bottom")


def places(numbers: Sequence[Number]) -> list[tuple[Number, list[str]]]:
    """One number for each place, with the seqs of the figures that it states."""
    seqs = iter(with_seqs(numbers))
    found: dict[object, tuple[Number, list[str]]] = {}
    for index, number in enumerate(numbers):
        # a number without a place stands for itself
        _, entries = found.setdefault(number.place if number.line or number.box else index, (number, []))
        if number.is_figure:
            entries.append(next(seqs).seq)
    return list(found.values())


def one_print(numbers: Sequence[Number]) -> tuple[Number, ...]:
    """The numbers, where those that state one more fact of the print before them say so: by it a text's ledger knows them."""
    found: list[Number] = []
    for number in numbers:
        is_same = bool(found and (number.line or number.box) and number.place == found[-1].place)
        if is_same and number.is_figure and ledger.ONE_PRINT not in number.remark:
            number = replace(number, remark="; ".join(filter(None, (number.remark, ledger.ONE_PRINT))))
        found.append(number)
    return tuple(found)


def rows(proposal: Proposal, deals: Sequence[Row]) -> list[Row]:
    """
    The ledger's rows.

    Those of a text are what `ledger.py` derives from it, with the proposal for the decisions that no rule can make; a PDF has
    no lines, and the places of its numbers are kept as their boxes. Raises LandingError where the text does not bear the
    proposal out.
    """
    proposed = [recorded(number, seqs) for number, seqs in places(proposal.numbers)]
    if proposal.source.kind != "text":
        return proposed
    as_numbers = [
        ledger.Number(page, int(row["line"]), int(row["position"]), row["number"], row["disposition"], row["entry"])
        for row in proposed
        if row["line"] and (page := read_page(row["page"]))
    ]
    derived = ledger.derive(text_of(proposal, deals), as_numbers)
    if derived.problems:
        raise LandingError(
            f"{proposal.source.files[0]} does not bear out the proposal, and nothing was written:\n  "
            + "\n  ".join(derived.problems)
        )
    return [
        dict(zip(ledger.COLUMNS, map(str, (*one.place, one.number, one.disposition, one.entry)), strict=True))
        for one in derived.numbers
    ]


def recorded(number: Number, seqs: list[str]) -> Row:
    """A number of the proposal as a row of the ledger."""
    entry = " ".join(seqs) if number.disposition == FIGURE else number.large_deal if number.disposition == LARGE_DEAL else ""
    digits = printed.digits(number.printed) or number.printed
    return dict(zip(ledger.COLUMNS, (number.page, number.line, number.position, digits, number.disposition, entry), strict=True))


def boxes(proposal: Proposal) -> list[Row]:
    """The box of each row, by which the next deck is aligned; none of a text."""
    found = []
    for number, seqs in places(proposal.numbers):
        if number.box:
            sides = {side: getattr(number, side) for side in BOX}
            found += [{"page": number.page, "entry": one} | sides for one in seqs or [number.large_deal] if one]
    return found


def text_of(proposal: Proposal, deals: Sequence[Row]) -> ledger.Deck:
    """The text as the ledger reads it, with the figures and deals as they will be landed."""
    source = proposal.source
    path = Path(source.files[0])
    if not path.is_file() or digest(path) != source.sha256[0]:
        raise LandingError(f"{path} is not there or was changed since it was read; put it back, or propose anew")
    lines = ledger.lines_of(path.read_text(encoding="utf-8"))
    pages, figures, told = {}, [], []
    for page in proposal.pages:
        number = read_page(page.page)
        if number and page.first_line and page.last_line:
            pages[number] = range(int(page.first_line), int(page.last_line) + 1)
    for row in with_seqs(proposal.numbers):
        if number := read_page(row.page):
            figures.append(
                (int(row.seq), number, {"printed": row.printed, "unit": row.unit, "qualifier": row.qualifier, "remark": row.remark})
            )
    for deal in deals:
        if deal["deck"] == proposal.deck and (number := read_page(deal["page"])):
            told.append(ledger.deal_of(number, deal))
    return ledger.Deck(lines, pages, ledger.figures_of(figures), told)
