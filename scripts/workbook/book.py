"""What a company's workbook is made of, read from the marts: amounts with their prints, and what adds up to what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from reporting.marts import Marts, Row
from reporting.provenance import as_printed

BASES = ("actual", "forecast", "plan")
# how many prints a note lists; the sheet of sources has all
NOTED = 6


class Key(NamedTuple):
    """An amount: what is measured, when, and whether it has happened."""

    line_item: str
    period: str
    basis: str


class Term(NamedTuple):
    """An amount that is added, with weight 1, or subtracted, with weight -1."""

    key: Key
    weight: int


@dataclass(frozen=True)
class Interval:
    """A number and what it can stand for; an end that is None is not bounded."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    low_is_open: bool = False
    high_is_open: bool = False


class Known(dict[Key, Row]):
    """Rows by what they state."""

    @cached_property
    def _by_item(self) -> dict[str, list[tuple[Key, Row]]]:
        found = defaultdict(list)
        for key, row in self.items():
            found[key.line_item].append((key, row))
        return found

    def of_item(self, item: str | None) -> list[tuple[Key, Row]]:
        """Those of a line item, in their order."""
        return self._by_item.get(item or "", [])


@dataclass
class Book:
    """The marts of one company, by what they state."""

    marts: Marts

    @cached_property
    def amounts(self) -> Known:
        return Known({Key(row["line_item"], row["period"], row["basis"]): row for row in self.marts.rows("amounts")})

    @cached_property
    def ratios(self) -> Known:
        """Margins and other ratios that are line items of their own."""
        rows = self.marts.rows("ratios", measure="level")
        return Known({Key(row["ratio"], row["period"], row["basis"]): row for row in rows if row["ratio_source"] != "not_stated"})

    @cached_property
    def shares(self) -> Known:
        """Shares of a whole, by the line item whose share it is."""
        rows = self.marts.rows("ratios", measure="share_pct")
        return Known({Key(row["ratio"], row["period"], row["basis"]): row for row in rows if row["ratio_pct"] is not None})

    @cached_property
    def facts(self) -> dict[tuple[str | None, ...], Row]:
        """Each statement of a deck: by deck, line item, measure, period, basis and time of statement."""
        return {tuple(row[c] for c in ("deck", *STATED)): row for row in self.marts.rows("facts")}

    @cached_property
    def prints(self) -> dict[tuple[str | None, ...], list[Row]]:
        """Printed figures by line item, measure, period, basis and time of statement; those of the newest deck first."""
        order = {row["deck"]: row["deck_no"] for row in self.marts.rows("decks")}
        found: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
        for row in sorted(self.marts.rows("figure_audit"), key=lambda row: (-order[row["deck"]], row["seq"])):
            found[tuple(row[c] for c in STATED)].append(row)
        return found

    @cached_property
    def shown(self) -> dict[Key, Row]:
        """The derivation that each shown amount has."""
        return {Key(row["line_item"], row["period"], row["basis"]): row for row in self.marts.rows("derivations", is_shown=True)}

    @cached_property
    def _inputs(self) -> dict[str, list[Row]]:
        found = defaultdict(list)
        for row in self.marts.rows("derivation_inputs"):
            found[row["derivation_id"]].append(row)
        return found

    def terms(self, key: Key) -> list[Term]:
        """What a shown amount is added up from; nothing where it is printed or implied."""
        derivation = self.shown.get(key)
        rows = self._inputs.get(derivation["derivation_id"], []) if derivation else []
        return [Term(Key(row["line_item"], row["period"], key.basis), row["weight"]) for row in rows]

    @cached_property
    def tie_out_inputs(self) -> dict[str, list[Row]]:
        found = defaultdict(list)
        for row in self.marts.rows("tie_out_inputs"):
            found[row["tie_out_id"]].append(row)
        return found

    @cached_property
    def restated(self) -> dict[Key, Row]:
        """What a deck states otherwise than the deck before it, and how it was before."""
        rows = self.marts.rows("restatements", measure="level")
        return {Key(row["line_item"], row["period"], row["basis"]): row for row in rows}

    def interval(self, key: Key) -> Interval:
        row = self.amounts[key]
        return Interval(row["value"], row["lower_bound"], row["upper_bound"], row["lower_is_open"], row["upper_is_open"])

    def value(self, key: Key) -> Decimal | None:
        row = self.amounts.get(key)
        return row["value"] if row else None

    def prints_of(self, key: Key, measure: str = "level") -> list[Row]:
        """Where the amount, or what else is said of it, is printed; of a forecast, the one that is shown."""
        as_of = self.amounts[key]["as_of"] if key in self.amounts else None
        exact = self.prints.get((key.line_item, measure, key.period, key.basis, as_of))
        return exact or self.prints.get((key.line_item, measure, key.period, key.basis, None), [])

    def note(self, key: Key, measure: str = "level") -> str:
        """The prints, for the note of a cell: deck, page, and the text as printed."""
        rows = self.prints_of(key, measure)
        lines = [f"{row['deck']} p. {row['page']}: {as_printed(row)}" for row in rows[:NOTED]]
        if len(rows) > NOTED:
            lines.append(f"+ {len(rows) - NOTED}")
        lines += dict.fromkeys(f"⚠ {row['remark']}" for row in rows if row["remark"] and "misprint" in row["remark"])
        return "\n".join(lines)


STATED = ("line_item", "measure", "period", "basis", "as_of")
