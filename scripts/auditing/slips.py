"""
What a hand gets wrong when it types a figure, and so also what would put it right: each slip as an edit of a deck.

The same list spoils a deck to measure the checks and repairs one to name the suspect.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import printed
from landing.dictionary import Company as Dictionary
from landing.fiscal import parse, shifted
from landing.project import Row

from auditing.copies import Edit

RUN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
SIGNS = "-+△▲⊿−"
# each kind as the table names it; what only a repair tries stands last
KINDS = {
    "last_digit": "last digit ±1",
    "first_digit": "first digit",
    "digit": "another digit",
    "transposed": "digits transposed",
    "dropped": "digit dropped",
    "times_ten": "×10",
    "tenth": "÷10",
    "row": "swapped with the next row",
    "deleted": "deleted",
    "doubled": "doubled",
    "page": "page ±1",
    "sign": "sign",
    "unit": "unit",
    "earlier": "period −1",
    "later": "period +1",
    "sibling": "a sibling's line item",
    "exchanged": "two siblings exchanged",
    "growth": "yoy for qoq",
    "basis": "basis",
    "as_of": "as_of dropped",
    "qualifier": "qualifier dropped",
}
REPAIRS = {
    "inserted": "a digit was dropped",
    "thousand": "×100, ×1,000",
    "as_of_added": "as_of was dropped",
    "qualifier_added": "qualifier was dropped",
    "span": "another kind of period",
    "ledger": "as the ledger has it",
    "missing": "left out",
    "page_unit": "the unit of a table",
    "page_exchanged": "two columns exchanged",
    "page_moved": "columns moved",
}


@dataclass(frozen=True)
class Slip:
    """One wrong thing: its kind, the rows that it is in, how it reads, and the edit that makes it."""

    kind: str
    seqs: tuple[str, ...]
    was: str
    now: str
    edit: Edit = field(hash=False)


@dataclass(frozen=True)
class Deck:
    """The rows of a deck with what they can be taken for."""

    rows: tuple[Row, ...] = field(hash=False)
    dictionary: Dictionary = field(hash=False)

    @cached_property
    def place(self) -> dict[str, int]:
        return {row["seq"]: place for place, row in enumerate(self.rows)}

    @cached_property
    def pages(self) -> list[str]:
        return list(dict.fromkeys(row["page"] for row in self.rows))

    @cached_property
    def siblings(self) -> dict[str, list[str]]:
        """Line items that are parts of one total, or that share statement and unit where no sum has them."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        sums: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.dictionary.scoped("calculations"):
            sums[row["calculation"], row["total"]].append(row["component"])
        for (_, total), parts in sums.items():
            for item in (total, *parts):
                found[item] |= dict.fromkeys(other for other in (*parts, total) if other != item)
        return {item: list(others) for item, others in found.items()}

    @cached_property
    def on_page(self) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row["page"]].append(row)
        return found

    @cached_property
    def of_item(self) -> dict[str, list[str]]:
        """The seqs of the rows of each line item."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.rows:
            found[row["line_item"]].append(row["seq"])
        return found

    @cached_property
    def units(self) -> Counter[str]:
        return Counter(row["unit"] for row in self.rows)

    @cached_property
    def times(self) -> list[str]:
        return sorted({row["as_of"] for row in self.rows if row["as_of"]})

    @cached_property
    def qualifiers(self) -> Counter[str]:
        return Counter(row["qualifier"] for row in self.rows if row["qualifier"])

    def slips(self, seq: str) -> Iterator[Slip]:
        """Everything that may be wrong with a row."""
        row = self.rows[self.place[seq]]
        for kind, text in prints(row["printed"]):
            yield self.changed(kind, row, printed=text)
        yield from self.of_row(row)
        yield from self.of_place(row)
        yield from self.of_neighbours(row)

    def changed(self, kind: str, row: Row, **cells: str) -> Slip:
        told = [column for column in cells if column != "section"]
        was, now = (", ".join(cell(column, its[column]) for column in told) for its in (row, cells))
        return Slip(kind, (row["seq"],), was, now, Edit({row["seq"]: row | cells}))

    def of_row(self, row: Row) -> Iterator[Slip]:
        """What stands around the number."""
        for unit in self.other_units(row):
            yield self.changed("unit", row, unit=unit)
        if row["qualifier"]:
            yield self.changed("qualifier", row, qualifier="")
        else:
            for qualifier in self.qualifiers:
                yield self.changed("qualifier_added", row, qualifier=qualifier)
        if row["as_of"]:
            yield self.changed("as_of", row, as_of="")
        elif row["basis"] != "actual":
            for time in self.times:
                yield self.changed("as_of_added", row, as_of=time)
        for basis in {"actual", "forecast", "plan"} - {row["basis"]}:
            yield self.changed("basis", row, basis=basis)
        if row["measure"][:4] in ("yoy_", "qoq_"):
            yield self.changed(
                "growth", row, measure=("qoq_" if row["measure"].startswith("yoy_") else "yoy_") + row["measure"][4:]
            )

    def other_units(self, row: Row) -> list[str]:
        """Units of the same family that the deck uses."""
        its = self.dictionary.unit(row["unit"], row["line_item"], row["measure"])
        if its is None:
            return []
        return [
            name
            for (name, family), unit in self.dictionary.units.items()
            if family == its.family and unit.scale != its.scale and unit.currency == its.currency
            and (name in self.units or its.family != "money")
        ]  # fmt: skip

    def of_place(self, row: Row) -> Iterator[Slip]:
        """Another column or row of the table, or another page."""
        calendar = self.dictionary.calendar
        read = parse(row["period"])
        step = 4 if read and read[0] in ("FY", "M") else 2 if read and read[0] == "H" else 1
        periods = {shifted(calendar, row["period"], -step): "earlier", shifted(calendar, row["period"], step): "later"}
        if step == 1:
            periods |= {shifted(calendar, row["period"], -4): "earlier", shifted(calendar, row["period"], 4): "later"}
        for period, kind in periods.items():
            if period and period != row["period"]:
                yield self.changed(kind, row, period=period)
        yield from self.other_items(row)
        at = self.pages.index(row["page"])
        for page in self.pages[max(0, at - 1) : at + 2]:
            if page != row["page"]:
                yield self.changed("page", row, page=page, section=self.on_page[page][0]["section"])

    def other_items(self, row: Row) -> Iterator[Slip]:
        """Its siblings in sums, and whatever else its page states in its unit."""
        beside = dict.fromkeys(
            other["line_item"]
            for other in self.on_page[row["page"]]
            if other["unit"] == row["unit"] and other["measure"] == row["measure"]
        )
        for item in dict.fromkeys([*self.siblings.get(row["line_item"], []), *beside]):
            if item != row["line_item"]:
                yield self.changed("sibling", row, line_item=item)

    def of_neighbours(self, row: Row) -> Iterator[Slip]:
        """Left out, twice, or exchanged with another row."""
        yield Slip("deleted", (row["seq"],), f"{row['printed']}{row['unit']}", "no row", Edit({row["seq"]: None}))
        twice = row | {"seq": str(int(row["seq"]) * 1000 + 1), "remark": "again"}
        yield Slip("doubled", (row["seq"],), "one row", "two rows", Edit(added=(twice,)))
        at = self.place[row["seq"]]
        if at + 1 < len(self.rows):
            yield from self.exchanged("row", row, self.rows[at + 1], "printed")
        for other in self.on_page[row["page"]]:
            same = all(other[column] == row[column] for column in ("measure", "period", "basis", "as_of"))
            if same and other["line_item"] in self.siblings.get(row["line_item"], []):
                yield from self.exchanged("exchanged", row, other, "line_item")

    def exchanged(self, kind: str, row: Row, other: Row, column: str) -> Iterator[Slip]:
        if (row["unit"], row["measure"]) != (other["unit"], other["measure"]) or row["page"] != other["page"]:
            return
        if row[column] == other[column] or row["printed"] == other["printed"]:
            return
        rows = {row["seq"]: row | {column: other[column]}, other["seq"]: other | {column: row[column]}}
        yield Slip(
            kind, (row["seq"], other["seq"]), f"{row[column]}, {other[column]}", f"{other[column]}, {row[column]}", Edit(rows)
        )


def cell(column: str, value: str) -> str:
    return value if column == "printed" else f"{column} {value or 'none'}"


def prints(text: str) -> Iterator[tuple[str, str]]:
    """What a print may be misread or mistyped as: one kind of slip, one print."""
    match = RUN.search(printed.read(text))
    if match is None:
        return
    head, number, tail = text[: match.start()], match[0], text[match.end() :]
    if (flipped := other_sign(head, tail)) is not None:
        yield "sign", flipped[0] + number + flipped[1]
    whole, _, decimals = number.replace(",", "").partition(".")
    digits, seen = whole + decimals, {number}
    grouped = "," in number or len(whole) < 4
    for kind, changed, places in digit_slips(digits, len(decimals)):
        cut = len(changed) - places
        one = form(changed[:cut] or "0", changed[cut:], grouped)
        if one not in seen:
            seen.add(one)
            yield kind, head + one + tail


def digit_slips(digits: str, places: int) -> Iterator[tuple[str, str, int]]:
    """Digits otherwise than they are, with how many of them are decimals."""
    last = int(digits[-1])
    for other in (last - 1, last + 1):
        if 0 <= other <= 9:
            yield "last_digit", digits[:-1] + str(other), places
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1] and (at or places or digits[at + 1] != "0"):
            yield "transposed", digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :], places
    yield ("times_ten", digits, places - 1) if places else ("times_ten", digits + "0", 0)
    if not places and digits.endswith("0") and len(digits) > 1:
        yield "tenth", digits[:-1], 0
    yield "tenth", digits, places + 1
    for powers in (2, 3):
        yield "thousand", digits + "0" * max(0, powers - places), max(0, places - powers)
        if digits.endswith("0" * powers) and not places:
            yield "thousand", digits[:-powers], 0
    if len(digits) > 1:
        for at in range(len(digits)):
            if at or digits[1] != "0":
                yield "dropped", digits[:at] + digits[at + 1 :], places if at < len(digits) - places else places - 1
    for at in range(len(digits)):
        for other in "0123456789":
            if other != digits[at] and (at or other != "0" or len(digits) == 1):
                yield "first_digit" if at == 0 else "digit", digits[:at] + other + digits[at + 1 :], places
    for at in range(len(digits) + 1):
        for other in "0123456789":
            if at or other != "0":
                yield "inserted", digits[:at] + other + digits[at:], places + (at > len(digits) - places)
    if not places:
        for other in "0123456789":
            yield "inserted", digits + other, 1


def form(whole: str, decimals: str, grouped: bool) -> str:
    """Digits as a deck prints them, without zeros at their head."""
    number = int(whole)
    return (f"{number:,}" if grouped else str(number)) + (f".{decimals}" if decimals else "")


def other_sign(head: str, tail: str) -> tuple[str, str] | None:
    """What stands before and after a number, with the opposite sign."""
    for sign in SIGNS:
        if sign in head:
            return head.replace(sign, "△" if sign == "+" else ""), tail
    if head.endswith(("(", "（")) and tail.startswith((")", "）")):
        return head[:-1], tail[1:]
    return head + "△", tail
