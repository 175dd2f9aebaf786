"""Derive a ledger: every number of a text is a figure, part of a large deal, or has its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import printed
from pages import PageNumber

from ledgers.marks import Marks, Words
from ledgers.page import Page, unbroken
from ledgers.rows import FIGURE, LARGE_DEAL, UNEXPLAINED, Deal, Deck, Figure, Number
from ledgers.rules import LABELS, RULES, RUN


@dataclass(frozen=True)
class Derived:
    """The ledger as the text and the landing give it, and what was landed but is not in the text."""

    numbers: list[Number]
    missing: list[str]

    @property
    def problems(self) -> list[str]:
        return self.missing + [
            f"page {number.page}, line {number.line}, position {number.position}: nothing explains {number.number}; "
            "land it, or add it to the ledger with its reason"
            for number in self.numbers
            if number.disposition == UNEXPLAINED
        ]


def derive(
    deck: Deck, recorded: Sequence[Number], words: Words, before: Mapping[PageNumber, list[Number]] | None = None
) -> Derived:
    """
    The ledger: deals by their titles, then what the ledger has and the text still bears out, then rules, then figures, then
    the reasons that the deck before has on the page that each page follows.
    """
    numbers: list[Number] = []
    missing: list[str] = []
    for its_page, its_lines in deck.pages.items():
        figures = [figure for figure in deck.figures if figure.page == its_page]
        as_printed = unbroken({line: deck.lines[line] for line in its_lines})
        its_recorded = tuple(row for row in recorded if row.page == its_page)
        page = Page(its_page, as_printed, words, tuple(figure.digits for figure in figures), its_recorded)
        its_deals = [deal for deal in deck.deals if deal.page == its_page]
        claimed, lost = place(page, figures, its_deals)
        # a dash that was not landed is none that says nil
        left = [number for number in unclaimed(page, claimed) if not printed.is_nil(number.number)]
        left = carried(page, left, (before or {}).get(its_page, []))
        numbers += marked(page, [*claimed, *left], figures, its_deals)
        missing += lost + [unfound(page, figure, left) for figure in unplaced(figures, claimed)]
    missing += [
        f"page {landed.page} is not in the page map; figure or deal {name} is landed on it"
        for name, landed in [(figure.entry, figure) for figure in deck.figures] + [(deal.name, deal) for deal in deck.deals]
        if landed.page not in deck.pages
    ]
    return Derived(sorted(numbers), missing)


def place(page: Page, figures: list[Figure], deals: list[Deal]) -> tuple[list[Number], list[str]]:
    """The numbers of a page that something explains, and what of its deals is not in the text."""
    claimed = still_told(page, deals)
    placed, lost = place_deals(page, deals, {row.entry for row in claimed})
    claimed += placed
    claimed += still_true(page, figures, claimed)
    claimed += explain(page, claimed)
    claimed += place_whole(page, unplaced(figures, claimed), unclaimed(page, claimed))
    claimed += place_glued(page, unplaced(figures, claimed), unclaimed(page, claimed))
    return claimed, lost


def marked(page: Page, numbers: list[Number], figures: list[Figure], deals: list[Deal]) -> list[Number]:
    """The numbers as printed, with what the text prints around each."""
    by_entry = {figure.entry: figure for figure in figures} | {deal.name: deal.amount for deal in deals}
    found = []
    for number in numbers:
        figure = by_entry.get(number.entry)
        is_its = figure is not None and figure.digits == printed.read(number.number)
        marks = page.marks(number.line, number.position, len(number.number), figure if is_its else None)
        found.append(replace(number, number=page.original(number)).marked(Marks() if number.disposition in LABELS else marks))
    return found


def unfound(page: Page, figure: Figure, free: list[Number]) -> str:
    """Why a figure has no place: what the text prints otherwise where its row, or an unexplained number, has its digits."""
    told = [row for row in page.recorded if row.disposition == FIGURE and row.entry == figure.entry]
    for number in [*told, *(number for number in free if number.disposition == UNEXPLAINED)]:
        if (
            page.lines.get(number.line, "").startswith(figure.digits, number.position)
            and printed.read(number.number) == figure.digits
        ):
            why = page.marks(number.line, number.position, len(number.number), figure).contradiction(figure)
            if why:
                return (
                    f"page {page.page}, seq {figure.entry}, line {number.line}, position {number.position}: {why}; "
                    "correct the landed row, or put ? into that cell of the ledger where the text does not mean this number"
                )
    return (
        f"page {page.page}: figure {figure.entry} ({figure.printed}) is not in the text, or a row of the ledger has its place; "
        "correct the landed row, or take that row out of the ledger"
    )


def carried(page: Page, left: list[Number], before: list[Number]) -> list[Number]:
    """The numbers that nothing explains, with the reason that the deck before has for the same number in the same marks."""
    rows = list(before)
    found = []
    for number in left:
        unit = printed.read(page.marks(number.line, number.position, len(number.number)).unit)
        alike = [row for row in rows if printed.read(row.number) == number.number]
        row = next((row for row in alike if row.disposition in LABELS or printed.read(row.unit) == unit), None)
        if row:
            rows.remove(row)
            number = replace(number, disposition=row.disposition)
        found.append(number)
    return found


def still_told(page: Page, deals: list[Deal]) -> list[Number]:
    """The recorded numbers of each deal, where they are all that the deal has and stand in the text with its title."""
    # a title may break over a line
    text = "".join("".join(page.lines.values()).split())
    kept = []
    for deal in deals:
        if "".join(deal.title.split()) not in text:
            continue
        rows = sorted(row for row in page.recorded if row.disposition == LARGE_DEAL and row.entry == deal.name)
        spelt = [page.lines.get(row.line, "")[row.position : row.end] for row in rows]
        if sorted(spelt) == sorted(deal.numbers) == sorted(printed.read(row.number) for row in rows):
            kept += rows
    return kept


def place_deals(page: Page, deals: list[Deal], told: set[str]) -> tuple[list[Number], list[str]]:
    """The numbers of each deal not told of yet, in order between its title and the next one; and what was not found."""
    titles = {line: deal for line, text in page.lines.items() for deal in deals if text.strip() == deal.title}
    lost = [
        f"page {page.page}: the title of deal {deal.name} is not in the text"
        for deal in deals
        if deal not in titles.values() and deal.name not in told
    ]
    placed = []
    for title, deal in titles.items():
        if deal.name in told:
            continue
        end = min((line for line in titles if line > title), default=max(page.lines) + 1)
        runs = iter([(line, run) for line, run in page.runs() if title < line < end])
        for number in deal.numbers:
            line, run = next(((line, run) for line, run in runs if run[0] == number), (0, None))
            if run is None:
                lost.append(f"page {page.page}, line {title}: {number} of deal {deal.name} is not in the text below its title")
                break
            placed.append(Number(page.page, line, run.start(), number, LARGE_DEAL, deal.name))
    return placed, lost


def still_true(page: Page, figures: list[Figure], claimed: list[Number]) -> list[Number]:
    """The recorded rows that the text bears out: together they spell a run of digits, and a figure's row still fits its figure."""
    by_entry = {figure.entry: figure for figure in figures}
    taken = {number.place for number in claimed}
    kept: list[Number] = []
    for line, run in page.runs():
        rows = sorted(row for row in page.recorded if row.line == line and run.start() <= row.position < run.end())
        if printed.read("".join(row.number for row in rows)) != run[0]:
            continue
        for row in rows:
            if row.place in taken or row.disposition == LARGE_DEAL:
                continue
            if row.disposition == FIGURE:
                # each figure has one place
                figure = by_entry.pop(row.entry, None)
                if figure is None or len(figure.digits) != len(row.number) or not page.fits(figure, line, row.position):
                    continue
            kept.append(row)
    return kept


def explain(page: Page, claimed: list[Number]) -> list[Number]:
    """The numbers that a rule explains by what stands around them."""
    taken = {(number.line, offset) for number in claimed for offset in range(number.position, number.end)}
    explained = []
    for line, text in page.lines.items():
        for reason, rule in RULES:
            for match in rule.finditer(text):
                for run in RUN.finditer(text, match.start(), match.end()):
                    places = {(line, offset) for offset in range(run.start(), run.end())}
                    if not places & taken:
                        taken |= places
                        explained.append(Number(page.page, line, run.start(), run[0], reason))
    return explained


def unplaced(figures: list[Figure], claimed: list[Number]) -> list[Figure]:
    placed = {number.entry for number in claimed if number.disposition == FIGURE}
    return [figure for figure in figures if figure.entry not in placed]


def unclaimed(page: Page, claimed: list[Number]) -> list[Number]:
    """What is left of the runs of digits once the claimed numbers are cut out."""
    left = []
    for line, run in page.runs():
        cuts = sorted(number for number in claimed if number.line == line and run.start() <= number.position < run.end())
        starts = [run.start(), *(cut.end for cut in cuts)]
        ends = [*(cut.position for cut in cuts), run.end()]
        for start, end in zip(starts, ends, strict=True):
            left += [Number(page.page, line, piece.start(), piece[0]) for piece in page.run.finditer(page.lines[line], start, end)]
    return left


def place_whole(page: Page, figures: list[Figure], free: list[Number]) -> list[Number]:
    """Figures that are one free number: the least doubtful pairs first, then reading order."""
    pairs = sorted(
        (page.marks(number.line, number.position, len(number.number), figure).doubts(figure), figure.seqs, number, figure)
        for figure in figures
        for number in free
        if figure.digits == number.number and page.fits(figure, number.line, number.position)
    )
    chosen: dict[Figure, Number] = {}
    for _, _, number, figure in pairs:
        if figure not in chosen and number not in chosen.values():
            chosen[figure] = number
    # figures that only their order tells apart stand in the order of their seqs
    alike = defaultdict(list)
    for figure in sorted(chosen, key=lambda figure: figure.seqs):
        alike[figure.printed, figure.unit, figure.qualifier].append(figure)
    return [
        replace(number, disposition=FIGURE, entry=figure.entry)
        for group in alike.values()
        for figure, number in zip(group, sorted(chosen[figure] for figure in group), strict=True)
    ]


def place_glued(page: Page, figures: list[Figure], free: list[Number]) -> list[Number]:
    """Runs of several numbers, cut where figures end; of several ways, the one whose seqs lie closest together."""

    def ways(number: Number, position: int, way: tuple[Figure, ...], left: list[Figure]) -> Iterator[tuple[Figure, ...]]:
        if position == number.end:
            yield way
        for figure in left:
            end = position + len(figure.digits)
            if end <= number.end and page.fits(figure, number.line, position):
                yield from ways(number, end, (*way, figure), [other for other in left if other != figure])

    def distance(way: tuple[Figure, ...]) -> int:
        return sum(abs(after.seqs[0] - before.seqs[0]) for before, after in pairwise(way))

    placed: list[Number] = []
    for number in free:
        position = number.position
        for figure in min(ways(number, position, (), unplaced(figures, placed)), key=distance, default=()):
            placed.append(Number(page.page, number.line, position, figure.digits, FIGURE, figure.entry))
            position += len(figure.digits)
    return placed
