"""What a ledger accounts for: the numbers of a text, the figures and large deals that were landed of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import printed
from pages import PageNumber

from ledgers.marks import CURRENCIES, Marks
from ledgers.rules import RUN

FIGURE, LARGE_DEAL, UNEXPLAINED = "figure", "large_deal", ""
# the landing says so in the remark where one printed number states several facts
ONE_PRINT = "one printed figure"
# the columns of a ledger; `box` has the place in a PDF, line and position the place in a text
COLUMNS = ["page", "line", "position", "box", "number", "sign", "unit", "qualifier", "disposition", "entry"]


@dataclass(frozen=True, order=True)
class Number:
    """A row of the ledger; without a disposition, a number that nothing explains yet."""

    page: PageNumber
    line: int
    position: int
    number: str
    disposition: str = UNEXPLAINED
    entry: str = ""
    # as the text has them, ? where the text leaves it open
    sign: str = ""
    unit: str = ""
    qualifier: str = ""

    @property
    def place(self) -> tuple[PageNumber, int, int]:
        return self.page, self.line, self.position

    @property
    def end(self) -> int:
        return self.position + len(self.number)

    def marked(self, marks: Marks) -> Number:
        return replace(self, sign=marks.sign, unit=marks.unit, qualifier=marks.qualifier)

    def row(self) -> dict[str, str]:
        cells = (*self.place, "", self.number, self.sign, self.unit, self.qualifier, self.disposition, self.entry)
        return dict(zip(COLUMNS, map(str, cells), strict=True))

    def __str__(self) -> str:
        shown = f"{self.sign}{self.number}{self.unit} {self.qualifier}".strip()
        return f"{shown} {self.disposition or 'unexplained'} {self.entry}".strip()


@dataclass(frozen=True)
class Figure:
    """One print of the landing: `seqs` is its seq, or the seqs of the rows that one printed number became."""

    seqs: tuple[int, ...]
    page: PageNumber
    printed: str
    unit: str
    qualifier: str

    @property
    def entry(self) -> str:
        return " ".join(map(str, self.seqs))

    @property
    def digits(self) -> str:
        return printed.digits(self.printed) or printed.read(self.printed)

    @property
    def sign(self) -> str:
        return "" if printed.is_nil(self.digits) else printed.sign(self.printed)

    @property
    def is_per_cent(self) -> bool:
        return "%" in printed.read(self.printed)

    def has_unit(self, text: str) -> bool:
        """Whether the unit that a text prints, as read, is this figure's: in full, its first part, or its currency."""
        unit, form = printed.read(self.unit), printed.read(self.printed)
        # 1.2兆 in 円 is printed 1.2兆円, and so may be 45兆953億円 in 億円
        group = "" if form.endswith(unit) else (printed.LAST_GROUP.search(form) or [""])[0]
        return (
            text in (unit, group + unit)
            or (text in printed.SCALES and (group + unit).startswith(text))
            or any(mark in unit for mark in CURRENCIES.get(text, ""))
        )


@dataclass(frozen=True)
class Deal:
    """A large deal that was landed: its title as the deck prints it, the numbers under it in order, and its amount."""

    name: str
    page: PageNumber
    title: str
    numbers: tuple[str, ...]
    amount: Figure


@dataclass(frozen=True)
class Deck:
    """The text's lines by line number, the line numbers of each page, and what was landed of it."""

    lines: dict[int, str]
    pages: dict[PageNumber, range]
    figures: list[Figure]
    deals: list[Deal]


def figures_of(rows: Iterable[tuple[int, PageNumber, dict[str, str]]]) -> list[Figure]:
    """Landed rows, each with its seq and page, as prints: rows that say that they are one printed figure are one."""
    figures: list[Figure] = []
    for seq, page, row in rows:
        figure = Figure((seq,), page, row["printed"], row["unit"], row["qualifier"])
        if figures and ONE_PRINT in row["remark"] and replace(figures[-1], seqs=(seq,)) == figure:
            figures[-1] = replace(figures[-1], seqs=(*figures[-1].seqs, seq))
        else:
            figures.append(figure)
    return figures


def deal_of(page: PageNumber, row: dict[str, str]) -> Deal:
    """A row of large_deals.csv as the text has it."""
    # the month 2026-04 is printed 2026年4月
    cells = [row["amount_printed"], row["term_printed"], row["revenue_starts"].replace("-0", "-")]
    amount = Figure((), page, row["amount_printed"], row.get("amount_unit", ""), row.get("amount_qualifier", ""))
    return Deal(row["deal"], page, printed.read(title_of(row)), tuple(RUN.findall(printed.read(" ".join(cells)))), amount)


def title_of(row: dict[str, str]) -> str:
    """The title of a large deal as a deck prints it."""
    return f"{row['client_kind_ja']}向け{row['subject_ja']}" if row["client_kind_ja"] else row["subject_ja"]
