"""The ledger of a deck that is being landed: every number of the document, once, with what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import printed
from ledgers.derive import derive
from ledgers.marks import OPEN, Marks, Words
from ledgers.page import lines_of
from ledgers.rows import COLUMNS, FIGURE, LARGE_DEAL, ONE_PRINT, Deck, Figure, deal_of, figures_of
from ledgers.rows import Number as Counted
from pages import read_page

from landing.project import Project, Row
from landing.proposal import LandingError, Number, Proposal, digest, with_seqs


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
        if is_same and number.is_figure and ONE_PRINT not in number.remark:
            number = replace(number, remark="; ".join(filter(None, (number.remark, ONE_PRINT))))
        found.append(number)
    return tuple(found)


def rows(proposal: Proposal, project: Project, deals: Sequence[Row]) -> list[Row]:
    """
    The ledger's rows, each with what the document prints around the number.

    Those of a text are derived from it as `ledger.py` does, with the proposal for the decisions that no rule can make; those of
    a PDF are the numbers and marks that were read from it, at their boxes. Raises LandingError where the document does not bear
    the proposal out.
    """
    words = words_of(project)
    if proposal.source.kind != "text":
        refuse(proposal, list(contradictions(proposal, words)))
        return [recorded(number, seqs, words) for number, seqs in places(proposal.numbers)]
    known = [counted(number, recorded(number, seqs, words)) for number, seqs in places(proposal.numbers) if number.line]
    derived = derive(text_of(proposal, deals), [number for number in known if number], words)
    refuse(proposal, derived.problems)
    return [one.row() for one in derived.numbers]


def words_of(project: Project) -> Words:
    qualifiers = [(row["qualifier"], row["stands"]) for row in project.rows("qualifiers")]
    return Words.of([row["unit"] for row in project.rows("units")], qualifiers)


def refuse(proposal: Proposal, problems: Sequence[str]) -> None:
    if problems:
        listed = "\n  ".join(problems)
        document = proposal.source.files[0] if proposal.source.files else f"the document of {proposal.deck}"
        raise LandingError(f"{document} does not bear out the proposal, and nothing was written:\n  {listed}")


def marks_of(number: Number, words: Words) -> Marks:
    """What the document prints around a number; all of it is open where nobody read it from the document."""
    if not number.text_number:
        return Marks(OPEN, "", OPEN, "", words)
    return Marks.of_cells(number.text_sign, number.text_unit, number.text_qualifier, words)


def figure_of(number: Number, seqs: Sequence[str]) -> Figure | None:
    page = read_page(number.page)
    return Figure(tuple(map(int, seqs)), page, number.printed, number.unit, number.qualifier) if page and number.is_figure else None


def contradictions(proposal: Proposal, words: Words) -> Iterator[str]:
    """What a PDF prints otherwise than the proposal has it."""
    for number in with_seqs(proposal.numbers):
        figure = figure_of(number, [number.seq])
        if figure is None or number.text_number in ("", OPEN):
            continue
        why = marks_of(number, words).contradiction(figure)
        if plain(number.text_number) != plain(figure.digits):
            why = f"the PDF prints {number.text_number}, the row has {number.printed}"
        if why:
            yield (
                f"page {number.page}, seq {number.seq}, box {box_of(number)}: {why}; correct the row, or put ? into the column "
                "of proposed.csv that begins with text_ where the PDF does not mean this number"
            )


def counted(number: Number, row: Row) -> Counted | None:
    """A number of a text as its ledger counts it: the text itself says what stands there, except where that was left open."""
    page = read_page(number.page)
    marks = [cell if cell == OPEN else "" for cell in (number.text_sign, number.text_unit, number.text_qualifier)]
    cells = (row["number"], row["disposition"], row["entry"])
    return Counted(page, int(number.line), int(number.position), *cells, *marks) if page else None


def plain(digits: str) -> str:
    return printed.read(digits).replace(",", "")


def box_of(number: Number) -> str:
    return " ".join(filter(None, (number.x0, number.top, number.x1, number.bottom)))


def recorded(number: Number, seqs: list[str], words: Words) -> Row:
    """A number of the proposal as a row of the ledger."""
    entry = " ".join(seqs) if number.disposition == FIGURE else number.large_deal if number.disposition == LARGE_DEAL else ""
    digits = printed.digits(number.printed) or number.printed
    marks, figure = marks_of(number, words), figure_of(number, seqs)
    if figure is not None:
        marks = marks.as_landed(figure)
    told = number.text_number if number.text_number not in ("", OPEN) else digits
    cells = (number.page, number.line, number.position, box_of(number), told, marks.sign, marks.unit, marks.qualifier)
    return dict(zip(COLUMNS, (*cells, number.disposition, entry), strict=True))


def text_of(proposal: Proposal, deals: Sequence[Row]) -> Deck:
    """The text as the ledger reads it, with the figures and deals as they will be landed."""
    source = proposal.source
    path = Path(source.files[0])
    if not path.is_file() or digest(path) != source.sha256[0]:
        raise LandingError(f"{path} is not there or was changed since it was read; put it back, or propose anew")
    lines = lines_of(path.read_text(encoding="utf-8"))
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
            told.append(deal_of(number, deal))
    return Deck(lines, pages, figures_of(figures), told)
