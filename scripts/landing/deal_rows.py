"""Large deals of a deck: the numbers that it prints of each, beside what the deck before told of the deal."""

from __future__ import annotations

import re
from collections import Counter

import printed

from landing.project import Project, Row
from landing.proposal import LARGE_DEAL, LandingError, Number, Proposal

# the columns that a number can fill; the start of revenue is two numbers, quarter and year
FIELDS = ("amount_printed", "term_printed", "revenue_starts")
NEEDED = ("subject_ja", "subject_en", "amount_printed", "amount_unit", "services")


def large_deals(proposal: Proposal, project: Project, drafted: list[Row]) -> list[Row]:
    """A row of large_deals.csv for each deal of the proposal; what neither deck tells is left to the draft."""
    before = project.before(proposal.source)
    known = {row["deal"]: row for row in project.rows("large_deals") if before and row["deck"] == before["deck"]}
    mended = {row["deal"]: row for row in drafted}
    numbers: dict[str, list[Number]] = {}
    for number in proposal.numbers:
        if number.disposition == LARGE_DEAL:
            numbers.setdefault(number.large_deal, []).append(number)
    rows = []
    for deal, its_numbers in sorted(numbers.items()):
        row = dict.fromkeys(project.columns("large_deals"), "") | known.get(deal, {"subject_ja": its_numbers[0].label})
        row |= {"deck": proposal.deck, "deal": deal, "page": its_numbers[0].page} | printed_of(its_numbers, row, proposal)
        row |= {column: cell for column, cell in mended.get(deal, {}).items() if cell and column not in ("page", *FIELDS)}
        rows.append(row)
    return rows


def printed_of(numbers: list[Number], row: Row, proposal: Proposal) -> Row:
    """The cells that the numbers of one deal give."""
    found: Row = {}
    starts = []
    for number in numbers:
        digits = printed.digits(number.printed) or number.printed
        if number.measure not in FIELDS:
            raise LandingError(
                f"{proposal.folder / 'proposed.csv'}, page {number.page}, column measure: {number.measure!r} of the deal"
                f" {number.large_deal} is none of {', '.join(FIELDS)}"
            )
        if number.measure == "revenue_starts":
            starts.append(digits)
        else:
            found[number.measure] = digits
        if number.measure == "amount_printed":
            found |= {"amount_unit": number.unit or row["amount_unit"], "amount_qualifier": number.qualifier}
    if starts and [str(int(one)) for one in re.findall(r"[0-9]+", row["revenue_starts"])] != [str(int(one)) for one in starts]:
        found["revenue_starts"] = start_of(starts)
    return found


def start_of(digits: list[str]) -> str:
    """3 and 24 are the quarter 3Q24, 2026 and 4 the month 2026-04."""
    if len(digits) == 2 and len(digits[0]) == 4:
        return f"{digits[0]}-{int(digits[1]):02d}"
    return "Q".join(digits)


def printed_twice(proposal: Proposal) -> list[str]:
    """Deals of which the proposal has an amount or a term twice: two deals were taken for one."""
    counted = Counter((number.large_deal, number.measure) for number in proposal.numbers if number.disposition == LARGE_DEAL)
    return [
        f"large deal {deal}: {count} numbers are its {measure}; one of them is of another deal"
        for (deal, measure), count in sorted(counted.items())
        if deal and measure != "revenue_starts" and count > 1
    ]


def lacks(row: Row) -> list[str]:
    """The columns that a person has to fill."""
    return [column for column in NEEDED if not row[column]]


def incomplete(rows: list[Row]) -> list[str]:
    """What a new deal still needs, said by a person."""
    return [
        f"large deal {row['deal']} on page {row['page']}: {', '.join(lacks(row))};"
        " say it in the review, or in large_deals.csv beside the proposal"
        for row in rows
        if lacks(row)
    ]
