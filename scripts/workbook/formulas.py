"""Formulas of amounts, growth and ratios. One is written only where it gives what the mart has, within what rounding allows."""

from __future__ import annotations

from decimal import Decimal

from reporting.marts import Row
from reporting.text import NO_NUMBER, Text, exact

from workbook.book import Book, Key, Term
from workbook.sheets import Cell, Layout

# how far a rate of the marts, which has two decimals, may be from what a formula gives
RATE_STEP = Decimal("0.0051")
AMOUNT_STEP = Decimal("0.000001")
NOT_MEANINGFUL = "n.m."
GROWTH = {"yoy": "year_ago_period", "qoq": "previous_period", "ytd": "fiscal_year_end_period"}
WHY = NO_NUMBER | {
    "not_stated": Text("記載なし", "not stated"),
    "not_meaningful": Text("n.m.", "n.m."),
    "implied": Text("印字された率から", "implied by a printed rate"),
}


def is_percent(book: Book, key: Key) -> bool:
    return key in book.amounts and book.amounts[key]["unit_family"] == "percent"


def total(layout: Layout, terms: list[Term], sheet: str) -> str:
    """The sum of amounts as a formula: SUM over a range where they stand in a row, else with their signs."""
    places = sorted((layout.places[term.key], term) for term in terms)
    cells = [place for place, _ in places]
    if len(cells) > 2 and all(term.weight == 1 for _, term in places) and len({place.sheet for place in cells}) == 1:
        first, last = cells[0], cells[-1]
        down = [(first.row + step, first.column) for step in range(len(cells))]
        across = [(first.row, first.column + step) for step in range(len(cells))]
        if [(place.row, place.column) for place in cells] in (down, across):
            return f"SUM({first.seen_from(sheet)}:{last._replace(sheet=sheet).seen_from(sheet)})"
    ordered = sorted(places, key=lambda one: -one[1].weight)
    text = "".join(f"{'+' if term.weight > 0 else '-'}{reference(layout, term.key, sheet)}" for _, term in ordered)
    return text.removeprefix("+")


def reference(layout: Layout, key: Key, sheet: str) -> str:
    """The cell of an amount; a rate stands in its cell as a part of one, and in the marts as per cent."""
    cell = layout.places[key].seen_from(sheet)
    return f"100*{cell}" if is_percent(layout.book, key) else cell


def sum_of(book: Book, terms: list[Term]) -> Decimal | None:
    values = [book.value(term.key) for term in terms]
    if not terms or any(value is None for value in values):
        return None
    return sum((value * term.weight for value, term in zip(values, terms, strict=True) if value is not None), Decimal(0))


class Formulas:
    """Which amounts are formulas, and of what; none follows from itself."""

    def __init__(self, layout: Layout) -> None:
        self.layout, self.book = layout, layout.book
        self.terms: dict[Key, list[Term]] = {}
        for key in sorted(layout.places):
            terms = self.book.terms(key)
            if terms and self.gives(key, terms) and not any(self.follows(term.key, key) for term in terms):
                self.terms[key] = terms

    def gives(self, key: Key, terms: list[Term]) -> bool:
        """Whether all terms have cells that add up to what the marts show: a cell may be sharper than what was added."""
        if any(term.key not in self.layout.places for term in terms) or is_percent(self.book, key):
            return False
        found = sum_of(self.book, terms)
        return found is not None and abs(found - self.book.amounts[key]["value"]) < AMOUNT_STEP

    def follows(self, key: Key, origin: Key) -> bool:
        """Whether an amount is, or follows from, another."""
        open_keys, seen = [key], set()
        while open_keys:
            one = open_keys.pop()
            if one == origin:
                return True
            if one not in seen:
                seen.add(one)
                open_keys += [term.key for term in self.terms.get(one, [])]
        return False

    def amount(self, key: Key, sheet: str) -> Cell:
        """The cell of an amount: as printed, as a formula, or why there is none."""
        row, note = self.book.amounts[key], self.book.note(key)
        percent = is_percent(self.book, key)
        if row["value"] is None:
            return Cell("reason", WHY[row["amount_source"]].en, note=because(row["amount_source"], note))
        value = row["value"] / 100 if percent else row["value"]
        note = "\n".join(filter(None, (note, caveat(row), self.before(key))))
        restated = key in self.book.restated
        if key in self.terms:
            formula = total(self.layout, self.terms[key], sheet)
            return Cell("formula", value, formula, note, percent=percent, is_restated=restated)
        if row["method"] in ("printed", "split_adjusted"):
            return Cell("printed", value, note=note, percent=percent, is_restated=restated)
        derivation = self.book.shown.get(key)
        origin = derivation["follows_from"] if derivation else ""
        why = WHY["implied"] if row["method"] == "implied" else Text("内訳から", "calculated from")
        return Cell("derived", value, note=f"{why.ja} {why.en}: {origin}\n{note}".strip(), percent=percent, is_restated=restated)

    def before(self, key: Key) -> str:
        """What was stated before it was restated."""
        row = self.book.restated.get(key)
        if not row:
            return ""
        why = f" ({row['reason']})" if row["reason"] else ""
        return f"修正再表示 restated in {row['deck']}{why}: {exact(row['previous_value'])} in {row['previous_deck']}"

    def ratio(self, key: Key, row: Row, sheet: str) -> Cell | None:
        """A ratio of two line items, live where both have cells."""
        measure = row["measure"]
        note = self.book.note(key, measure) or (self.book.note(key) if measure == "level" else "")
        if row["ratio_pct"] is None:
            return Cell("reason", WHY[row["ratio_source"]].en, note=because(row["ratio_source"], note))
        above, below = (Key(row[side], key.period, key.basis) for side in ("numerator", "denominator"))
        n, d = self.book.value(above), self.book.value(below)
        value = row["ratio_pct"] / 100
        is_live = row["ratio_source"] == "calculated" and {above, below} <= set(self.layout.places)
        if is_live and n is not None and d and abs(100 * n / d - row["ratio_pct"]) <= RATE_STEP:
            over = self.layout.places[below].seen_from(sheet)
            formula = f'IF({over}>0,{self.layout.places[above].seen_from(sheet)}/{over},"{NOT_MEANINGFUL}")'
            return Cell("formula", value, formula, note, percent=True)
        return Cell("printed" if row["ratio_source"] == "printed" else "derived", value, note=note, percent=True)

    def base(self, key: Key, compared: str) -> Key | None:
        """What an amount has grown from: as it happened, else on the same basis."""
        period = self.book.marts.periods[key.period][GROWTH[compared]]
        keys = [Key(key.line_item, period, basis) for basis in dict.fromkeys(("actual", key.basis))] if period else []
        return next((one for one in keys if one in self.layout.places and self.book.value(one) is not None), None)

    def points(self, key: Key, sheet: str) -> Cell | None:
        """The change of a ratio on the year before, in percentage points."""
        period = self.book.marts.periods[key.period]["year_ago_period"]
        then = next(
            (one for basis in ("actual", key.basis) if (one := Key(key.line_item, period, basis)) in self.book.ratios), None
        )
        now, before = (self.book.ratios[one]["ratio_pct"] if one else None for one in (key, then))
        if now is None or before is None or not {key, then} <= set(self.layout.places):
            return None
        a, b = (self.layout.places[one].seen_from(sheet) for one in (key, then) if one)
        return Cell("formula", now - before, f"100*({a}-{b})")

    def growth(self, key: Key, compared: str, sheet: str) -> Cell | None:
        """Growth on an earlier period, live where both have cells."""
        row, base = self.book.amounts[key], self.base(key, compared)
        pct, source, turn = (row[f"{compared}_{part}"] for part in ("pct", "source", "turn"))
        rate = self.book.note(key, MEASURE[compared])
        note = rate or self.book.note(key, CHANGE[compared])
        if turn:
            note = "\n".join(filter(None, (f"{WHY[turn].ja} {WHY[turn].en}", note)))
        if pct is None and not turn:
            return (
                None
                if source in ("not_stated", "printed", "calculated")
                else Cell("reason", WHY[source].en, note=because(source, note))
            )
        now = row["value"]
        if base and now is not None and (source == "calculated" or turn):
            then = self.book.value(base)
            live = 100 * now / then - 100 if then and then > 0 and now >= 0 else None
            if (live is None) == bool(turn) and (live is None or abs(live - pct) <= RATE_STEP):
                a, b = (self.layout.places[one].seen_from(sheet) for one in (key, base))
                formula = f'IF(AND({b}>0,{a}>=0),{a}/{b}-1,"{NOT_MEANINGFUL}")'
                return Cell("formula", NOT_MEANINGFUL if turn else pct / 100, formula, note, percent=True)
        if turn:
            return Cell("reason", NOT_MEANINGFUL, note=note)
        # a printed change gives a rate that is not itself printed
        return Cell("printed" if source == "printed" and rate else "derived", pct / 100, note=note, percent=True)


MEASURE = {"yoy": "yoy_pct", "qoq": "qoq_pct", "ytd": "ytd_pct"}
CHANGE = {"yoy": "yoy_change", "qoq": "qoq_change", "ytd": "change"}


def because(source: str, note: str) -> str:
    return "\n".join(filter(None, (f"{WHY[source].ja} {WHY[source].en}", note)))


def caveat(row: Row) -> str:
    """What a reader has to know of an amount that is shown all the same."""
    source = row["amount_source"]
    return f"⚠ {WHY[source].ja} {WHY[source].en}" if source in ("undecided", "conflicting") else ""
