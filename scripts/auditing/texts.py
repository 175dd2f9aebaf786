"""What the ledger of a deck's text has and its rows have not: each row as the text prints it, and the numbers that no row lands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import printed
from landing.project import Row
from ledgers.marks import BRACKETS, OPEN

from auditing.copies import Edit
from auditing.slips import RUN, Deck, Slip

FIGURE = "figure"


@dataclass(frozen=True)
class Text:
    """A deck and the rows of its ledger, none where its text is not at hand."""

    deck: Deck
    ledger: Sequence[Row] = field(default=(), hash=False)

    @property
    def entries(self) -> Iterator[tuple[str, Row]]:
        """Each figure of the ledger by the seqs of the rows that it became."""
        for number in self.ledger:
            if number["disposition"] == FIGURE:
                yield from ((seq, number) for seq in number["entry"].split())

    @property
    def not_landed(self) -> dict[str, Row]:
        """By seq, the numbers of the text whose row is not there."""
        return {seq: number for seq, number in self.entries if seq not in self.deck.place}

    def repairs(self) -> Iterator[Slip]:
        """Rows as the text has them, whatever of them is otherwise, and without those that are not in it."""
        entries = dict(self.entries)
        for seq, number in entries.items():
            if seq in self.deck.place:
                row = self.deck.rows[self.deck.place[seq]]
                cells = {column: cell for column, cell in self.cells(row, number).items() if cell != row[column]}
                if cells:
                    yield self.deck.changed("ledger", row, **cells)
        for row in self.deck.rows if entries else ():
            if row["seq"] not in entries:
                yield Slip("deleted", (row["seq"],), f"{row['printed']}{row['unit']}", "no row", Edit({row["seq"]: None}))

    def cells(self, row: Row, number: Row) -> Row:
        """What the text says of the cells of a row."""
        found = {"printed": print_of(row["printed"], number)}
        if number["page"] != row["page"]:
            its = self.deck.on_page.get(number["page"], [row])
            found |= {"page": number["page"], "section": its[0]["section"]}
        if number["qualifier"] != OPEN:
            found["qualifier"] = number["qualifier"]
        if (unit := number["unit"]) not in ("", OPEN) and printed.read(unit) != "%":
            # a currency mark, or the first part of a unit, says no more than the row does
            found["unit"] = row["unit"] if printed.read(unit) in printed.read(row["unit"] + row["printed"]) else unit
        return found


def print_of(was: str, number: Row) -> str:
    """A print with the digits, the sign and the per cent that the text has, in the form that it is in where they agree."""
    form, sign, unit = number["number"], number["sign"], printed.read(number["unit"])
    is_alike = printed.digits(was) == printed.read(form) or printed.read(was) == printed.read(form)
    text = was if is_alike else RUN.sub(form, was, count=1)
    is_open = OPEN in (sign, unit) or sign == BRACKETS or printed.is_nil(printed.read(form))
    if not is_open and printed.sign(text) != printed.sign_of_mark(sign):
        text = signed(form, sign, "%" if "%" in printed.read(was) else number["unit"] if unit == "%" else "")
    if unit != OPEN and (unit == "%") != ("%" in printed.read(text)):
        text = f"{text}{number['unit']}" if unit == "%" else text.replace("%", "").replace("％", "")
    return text


def signed(form: str, sign: str, per_cent: str) -> str:
    """Digits with the mark of their sign where it stands: around them, behind their per cent, before them as word or character."""
    if sign == "減":
        return f"{form}{per_cent}{sign}"
    if re.fullmatch(printed.FALLING, sign):
        return f"{sign} {form}{per_cent}"
    return f"{form.join(sign)}{per_cent}" if len(sign) == 2 else f"{sign}{form}{per_cent}"
