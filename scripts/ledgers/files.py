"""The files of a ledger: the text with its page map, what was landed, the words of the dictionary, and the ledger itself."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from pathlib import Path

import printed
from pages import PageNumber, read_page

from ledgers.marks import Words
from ledgers.page import lines_of
from ledgers.rows import FIGURE, LARGE_DEAL, Deal, Deck, Figure, Number, deal_of, figures_of
from ledgers.rules import RUN

ROOT = Path(__file__).resolve().parent.parent.parent
REFERENCE = ROOT / "seeds/reference"
DISPOSITIONS = REFERENCE / "dispositions.csv"
DECK_PAGES = ROOT / "seeds/records/deck_pages.csv"


class LedgerError(Exception):
    """Something in a file that can be mended; the message names file, row and column and says what to do."""


def text_of(path: Path, advice: str) -> str:
    if not path.is_file():
        raise LedgerError(f"{path} does not exist; {advice}")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise LedgerError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from None


def rows_of(path: Path, columns: list[str], advice: str) -> list[tuple[str, dict[str, str]]]:
    """The rows of a CSV, each with where it stands for messages."""
    reader = csv.DictReader(io.StringIO(text_of(path, advice), newline=""), restval="")
    absent = [column for column in columns if column not in (reader.fieldnames or [])]
    if absent:
        raise LedgerError(f"{path}, row 1: no column {', '.join(absent)}; expected {','.join(columns)}")
    return [(f"{path}, row {reader.line_num}", row) for row in reader]


def whole(where: str, row: dict[str, str], column: str) -> int:
    if not re.fullmatch(r"[0-9]+", row[column]):
        raise LedgerError(f"{where}, column {column}: {row[column]!r} is not a whole number")
    return int(row[column])


def page_of(where: str, row: dict[str, str]) -> PageNumber:
    page = read_page(row["page"])
    if page is None:
        raise LedgerError(f"{where}, column page: {row['page']!r} is not the printed number of a page: 12, 12-2, A-1 or ⅳ")
    return page


def read_pages(path: Path, lines: dict[int, str]) -> dict[PageNumber, range]:
    """The line numbers of each page; every number of the text has to be on one page."""
    pages: dict[PageNumber, range] = {}
    on_a_page: set[int] = set()
    for where, row in rows_of(path, ["first_line", "last_line", "page"], "give the page map of the text"):
        first, last = (whole(where, row, column) for column in ("first_line", "last_line"))
        page = page_of(where, row)
        # the map may count the empty line after the last line end
        its_lines = range(first, min(last, len(lines)) + 1)
        if page in pages or first < 1 or first > last or on_a_page & set(its_lines):
            raise LedgerError(
                f"{where}: page {page}, lines {first} to {last}: a page or a line twice, or no line at all; correct the page map"
            )
        pages[page] = its_lines
        on_a_page |= set(its_lines)
    for line, text in lines.items():
        if line not in on_a_page and RUN.search(printed.read(text)):
            raise LedgerError(f"{path}: line {line} of the text has numbers and is on no page; correct the page map")
    return pages


def read_figures(path: Path) -> list[Figure]:
    """The landed figures; rows that one printed number became are one figure."""
    columns = ["seq", "page", "printed", "unit", "qualifier", "remark"]
    rows = rows_of(path, columns, "land the deck first")
    figures = figures_of((whole(where, row, "seq"), page_of(where, row), row) for where, row in rows)
    seen: set[str] = set()
    for where, row in rows:
        if row["seq"] in seen:
            raise LedgerError(f"{where}, column seq: {row['seq']} is there twice")
        seen.add(row["seq"])
    return figures


def read_deals(path: Path, deck: str) -> list[Deal]:
    columns = ["deck", "deal", "page", "client_kind_ja", "subject_ja", "amount_printed", "term_printed", "revenue_starts"]
    deals = []
    for where, row in rows_of(path, columns, "give the large deals, or a file with the header alone"):
        if row["deck"] == deck:
            deals.append(deal_of(page_of(where, row), row))
    return deals


def read_ledger(path: Path) -> list[Number]:
    dispositions = [row["disposition"] for _, row in rows_of(DISPOSITIONS, ["disposition", "meaning"], "it belongs to the project")]
    numbers = []
    # one from before the marks were kept is derived anew from the places that it has
    for where, row in rows_of(
        path, ["page", "line", "position", "number", "disposition", "entry"], "make it with `derive --write`"
    ):
        if row["disposition"] not in dispositions:
            raise LedgerError(
                f"{where}, column disposition: {row['disposition']!r} is none of {', '.join(dispositions)}, as in {DISPOSITIONS}"
            )
        line, position = (whole(where, row, column) for column in ("line", "position"))
        cells = [row.get(column, "") for column in ("number", "disposition", "entry", "sign", "unit", "qualifier")]
        numbers.append(Number(page_of(where, row), line, position, *cells))
    twice = [number for number, count in Counter(number.place for number in numbers).items() if count > 1]
    if twice:
        raise LedgerError("{}: page {}, line {}, position {} is there twice; take out the wrong row".format(path, *twice[0]))
    return numbers


def read_words(figures: list[Figure]) -> Words:
    """The units and hedges of the dictionary, and the units that the deck's rows have besides."""
    units = [row["unit"] for _, row in rows_of(REFERENCE / "units.csv", ["unit"], "it belongs to the project")]
    hedges = rows_of(REFERENCE / "qualifiers.csv", ["qualifier", "stands"], "it belongs to the project")
    return Words.of([*units, *(figure.unit for figure in figures)], [(row["qualifier"], row["stands"]) for _, row in hedges])


def reasons_before(path: Path, deck: str, after: str, pages: dict[PageNumber, range]) -> dict[PageNumber, list[Number]]:
    """
    The numbers of the deck before that were neither landed nor a label, by the page of this deck that follows theirs: of the
    same title in deck_pages.csv, else of the same number.
    """
    titles: dict[str, dict[str, str]] = {deck: {}, after: {}}
    for _, row in rows_of(DECK_PAGES, ["deck", "page", "title_ja"], "it belongs to the project"):
        if row["deck"] in titles:
            titles[row["deck"]][row["page"]] = row["title_ja"]
    by_page: dict[str, list[Number]] = {}
    for number in read_ledger(path):
        if number.disposition not in (FIGURE, LARGE_DEAL):
            by_page.setdefault(str(number.page), []).append(number)

    def followed(page: str) -> str:
        title = titles[deck].get(page)
        alike = [other for other, its in titles[after].items() if title and its == title]
        return page if page in alike or not alike else alike[0]

    return {page: by_page.get(followed(str(page)), []) for page in pages}


def read_deck(deck: str, text: Path, pages: Path, figures: Path, deals: Path) -> Deck:
    lines = lines_of(text_of(text, "give the deck's text"))
    return Deck(lines, read_pages(pages, lines), read_figures(figures / f"{deck}.csv"), read_deals(deals, deck))
