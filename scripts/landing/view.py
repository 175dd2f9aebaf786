"""What the review shows, as the page reads it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from landing import deal_rows
from landing.deals import AMOUNT
from landing.desk import Desk
from landing.project import BASES, Row
from landing.proposal import LARGE_DEAL, LIKELY, UNKNOWN
from landing.verdicts import Check

OPEN = (LIKELY, UNKNOWN, "")
# statuses of a check for which a part is missing
UNCHECKED = ("lost", "incomplete", "unbound")
# lines of a text beside the numbers that have no box
LONGEST_LINE = 400


def deck_view(desk: Desk) -> dict[str, Any]:
    """All that the page starts from."""
    with desk.lock:
        return rows_view(desk) | constants(desk)


def rows_view(desk: Desk) -> dict[str, Any]:
    """Every row as it is now, and what is left."""
    with desk.lock:
        deals = desk.deals()
        open_deals = {row["deal"] for row in deals if deal_rows.lacks(row)}
        return desk.state() | {
            "numbers": [number_view(index, desk, open_deals) for index in range(len(desk.numbers))],
            "deals": {row["deal"]: row | {"lacks": deal_rows.lacks(row)} for row in deals},
            "drafts": {seed: rows for seed, rows in desk.drafts.items() if rows},
            "line_items": line_items(desk),
        }


def step_view(desk: Desk, rows: list[int]) -> dict[str, Any]:
    """What one decision changed."""
    with desk.lock:
        open_deals = {row["deal"] for row in desk.deals() if deal_rows.lacks(row)}
        return desk.state() | {"changed": {index: number_view(index, desk, open_deals) for index in rows}}


def number_view(index: int, desk: Desk, open_deals: set[str]) -> Row:
    """A row; it is open while it is uncertain, or while it is the amount of a deal that nobody has described."""
    number = desk.numbers[index]
    is_open_deal = number.disposition == LARGE_DEAL and number.measure == AMOUNT and number.large_deal in open_deals
    return asdict(number) | {"is_open": is_open_deal or (number.is_figure and number.confidence in OPEN), "box": number.box}


def line_items(desk: Desk) -> list[list[str]]:
    """Id, Japanese and English name, statement, and the unit and basis that it mostly has; drafted ones as `new:`."""
    known = desk.project.line_items(desk.proposal.source.company)
    drafted = [row | {"line_item": f"new:{row['line_item']}"} for row in desk.drafts.get("line_items", [])]
    columns = ("line_item", "name_ja", "name_en", "statement")
    usual = usual_cells(desk)
    return [[*(row[column] for column in columns), *usual.get(row["line_item"], ("", ""))] for row in [*known.values(), *drafted]]


def usual_cells(desk: Desk) -> dict[str, tuple[str, str]]:
    """Unit and basis of each line item, as this deck and the one before mostly have them."""
    rows = [(row["line_item"], row["measure"], row["unit"], row["basis"]) for row in desk.before]
    rows += [(number.line_item, number.measure, number.unit, number.basis) for number in desk.numbers if number.is_figure]
    counted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for line_item, measure, unit, basis in rows:
        if measure == "level" and unit and basis:
            counted[line_item][unit, basis] += 1
    return {line_item: found.most_common(1)[0][0] for line_item, found in counted.items()}


def constants(desk: Desk) -> dict[str, Any]:
    """The pages, and the words that a row may use."""
    project, source = desk.project, desk.proposal.source
    deck = project.entry(desk.proposal)
    periods = {number.period for number in desk.numbers if number.period}
    return {
        "deck": source.deck,
        "company": source.company,
        "title": deck["title_ja"],
        "title_en": deck["title_en"],
        "after": source.after,
        "has_slides": source.kind == "pdf",
        "pages": [asdict(page) | {"lines": lines_of(desk, page.first_line, page.last_line)} for page in desk.proposal.pages],
        "measures": [[row["measure"], row["name_en"]] for row in project.rows("measures")],
        "bases": BASES,
        "units": sorted({row["unit"] for row in project.rows("units")}),
        "qualifiers": ["", *(row["qualifier"] for row in project.rows("qualifiers"))],
        "dispositions": [[row["disposition"], row["meaning"]] for row in project.rows("dispositions")],
        "statements": sorted({row["statement"] for row in project.rows("statements")}),
        "segments": sorted({row["segment"] for row in project.rows("segments") if row["company"] in ("", source.company)}),
        "unit_families": {row["unit"]: row["unit_family"] for row in reversed(project.rows("units"))},
        "families": sorted({row["unit_family"] for row in project.rows("units")}),
        "periods": sorted(periods),
        "current": deck["current_period"],
    }


def lines_of(desk: Desk, first: str, last: str) -> list[str]:
    """The lines of a page, where the document is a text that is still there."""
    source = desk.proposal.source
    if source.kind != "text" or not (first.isdecimal() and last.isdecimal()) or not source.files:
        return []
    path = Path(source.files[0])
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").split("\n")
    return [line[:LONGEST_LINE] for line in lines[int(first) - 1 : int(last)]]


def verdict_view(desk: Desk) -> dict[str, Any]:
    """By row how many checks bear on it and how many fail, what cannot be read, and what looks wrong."""
    with desk.renewed:
        verdicts, version, failure = desk.verdicts, desk.verdict_version, desk.failure
    if verdicts is None:
        return {"version": version, "failure": failure, "rows": [], "failing": [], "suspects": [], "unreadable": []}
    by_seq = {str(seq): index for index, seq in enumerate(verdicts.seqs) if seq is not None}
    rows = []
    for seq in verdicts.seqs:
        found = verdicts.figures.get(seq) if seq is not None else None
        rows.append([found.checks, found.failing, found.equalities, found.untied_because] if found else None)
    return {
        "version": version,
        "failure": failure,
        "rows": rows,
        "failing": [asdict(check) | {"parts": parts_of(desk, check)} for check in verdicts.failing],
        "suspects": [row | {"index": by_seq.get(row["seq"])} for row in verdicts.suspects],
        "unreadable": [row | {"index": by_seq.get(row["seq"])} for row in verdicts.unreadable],
    }


def parts_of(desk: Desk, check: Check) -> list[str]:
    """What a sum adds up that cannot be checked: the line items of its relation; none of another kind of check."""
    if check.status not in UNCHECKED:
        return []
    rows = [*desk.project.rows("calculations"), *desk.drafts.get("calculations", [])]
    companies = ("", desk.proposal.source.company)
    return [row["component"] for row in rows if row["calculation"] == check.relation and row["company"] in companies]
