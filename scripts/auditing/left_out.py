"""Rows that were left out: what they are, by the rows beside them and by what checks lack, and what they print."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from landing.dictionary import Company as Dictionary
from landing.facts import Interval
from landing.project import Row

from auditing.copies import Edit
from auditing.slips import Deck, Slip, form
from auditing.texts import Text, print_of

STATED = ("line_item", "measure", "period", "basis", "as_of")
# how a row differs from the one beside it
STEPS = ("earlier", "later", "sibling", "growth", "basis")


def stated(row: Row) -> tuple[str, ...]:
    return tuple(row[column] for column in STATED)


def of_text(text: Text, lacking: Iterable[tuple[str, ...]]) -> Iterator[Slip]:
    """Rows for the numbers that no row lands: as the rows beside each are but for one thing, or as checks lack them."""
    for seq, number in text.not_landed.items():
        seen: set[tuple[str, ...]] = set()
        for beside in neighbours(text.deck, seq, number["page"]):
            alike = [slip.edit.rows[beside["seq"]] for slip in text.deck.slips(beside["seq"]) if slip.kind in STEPS]
            lacked = [beside | dict(zip(STATED, amount, strict=True)) for amount in lacking]
            for row in (*lacked, *(row for row in alike if row), beside):
                if stated(row) not in seen:
                    seen.add(stated(row))
                    cells = {"seq": seq, "printed": print_of(row["printed"], number), "remark": ""}
                    yield Slip("missing", (seq,), "no row", number["number"], Edit(added=(row | cells,)))


def neighbours(deck: Deck, seq: str, page: str) -> list[Row]:
    """The rows of a page before and after a place."""
    rows = deck.on_page.get(page, [])
    before = [row for row in rows if int(row["seq"]) < int(seq)]
    after = [row for row in rows if int(row["seq"]) > int(seq)]
    return [*before[-1:], *after[:1]]


def of_amount(deck: Deck, dictionary: Dictionary, amount: tuple[str, ...], interval: Interval) -> Slip | None:
    """A row for an amount that checks lack, between the bounds that all else leaves it, in the form of a row like it."""
    alike = [row for row in deck.rows if sum(mine != its for mine, its in zip(stated(row), amount, strict=True)) == 1]
    alike.sort(key=lambda row: row["line_item"] != amount[0])
    for beside in alike:
        text = print_between(beside, dictionary, interval)
        if text is not None:
            cells = {"seq": str(int(beside["seq"]) * 1000 + 1), "printed": text, "remark": "", "qualifier": ""}
            row = beside | dict(zip(STATED, amount, strict=True)) | cells
            return Slip("missing", (), "no row", text, Edit(added=(row,)))
    return None


def print_between(row: Row, dictionary: Dictionary, interval: Interval) -> str | None:
    """The number in the middle of an interval, with the unit and the decimals of a row; none where it has no ends."""
    unit = dictionary.unit(row["unit"], row["line_item"], row["measure"])
    low, high = interval
    if unit is None or not math.isfinite(high - low):
        return None
    sign = dictionary.sign(row["section"], row["line_item"]) if row["measure"] == "level" else 1
    middle = sign * (low + high) / 2 / unit.scale
    places = len(row["printed"].partition(".")[2].rstrip("%％"))
    digits = f"{abs(middle):.{places}f}"
    whole, _, decimals = digits.partition(".")
    mark = "△" if middle < 0 else ""
    return mark + form(whole, decimals, True) + "%" * ("%" in row["printed"])
