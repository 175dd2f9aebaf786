"""The checks of the marts as formulas over the cells of the workbook: what a change of a cell no longer lets tie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reporting.marts import Row
from reporting.provenance import plain

from workbook.book import STATED, Interval, Key, Term
from workbook.formulas import Formulas, reference, sum_of, total

KINDS = ("footing", "period_footing", "sub_items", "roll_forward", "recalculation")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Check:
    """One check: what it is of, the amounts in it, and whether they tie as released."""

    tie_out: Row
    subject: Key
    inputs: tuple[Term, ...]
    quotient: tuple[Key, Key] | None
    is_live: bool
    printed: Interval

    @property
    def name(self) -> tuple[str, ...]:
        """Checks of one name stand in one row, period by period."""
        return tuple(self.tie_out[column] for column in ("kind", "relation", "line_item", "measure"))

    @property
    def keys(self) -> list[Key]:
        return [term.key for term in self.inputs] + ([self.subject] if self.is_live else [])


def found_inputs(formulas: Formulas, tie_out: Row) -> list[tuple[Row, Key]] | None:
    """The amounts that take part, where all of them have cells that show what took part."""
    book, found = formulas.book, []
    for row in book.tie_out_inputs.get(tie_out["tie_out_id"], []):
        keys = [Key(row["line_item"], row["period"], basis) for basis in dict.fromkeys((tie_out["basis"], "actual"))]
        key = next((key for key in keys if key in formulas.layout.places and is_within(book.value(key), row)), None)
        if key is None:
            return None
        found.append((row, key))
    return found or None


def is_within(value: Decimal | None, row: Row) -> bool:
    low, high = row["lower_bound"], row["upper_bound"]
    return value is not None and (low is None or low <= value) and (high is None or value <= high)


def checks_of(formulas: Formulas) -> Iterator[Check]:
    """Every check of the marts that cells of the workbook can tell."""
    book = formulas.book
    for tie_out in book.marts.rows("tie_outs", kind=KINDS, status=("consistent", "inconsistent")):
        inputs = found_inputs(formulas, tie_out)
        fact = book.facts.get((tie_out["deck"], *(tie_out[column] for column in STATED)))
        if not inputs or not fact or fact["value"] is None:
            continue
        subject = Key(tie_out["line_item"], tie_out["period"], tie_out["basis"])
        terms = tuple(Term(key, row["weight"]) for row, key in inputs)
        roles = {row["role"]: key for row, key in inputs}
        quotient = (roles["numerator"], roles["denominator"]) if "numerator" in roles else None
        printed = Interval(*(fact[c] for c in ("value", "lower_bound", "upper_bound", "lower_is_open", "upper_is_open")))
        is_live = tie_out["measure"] == "level" and quotient is None and is_printed_cell(formulas, subject, tie_out, fact)
        check = Check(tie_out, subject, terms, quotient, is_live, book.interval(subject) if is_live else printed)
        if is_live and holds(formulas, check) != (tie_out["status"] == "consistent"):
            # the sharpest of several prints may be sharper than this check has been made with
            check = Check(tie_out, subject, terms, quotient, False, printed)
        if holds(formulas, check) == (tie_out["status"] == "consistent"):
            yield check


def is_printed_cell(formulas: Formulas, subject: Key, tie_out: Row, fact: Row) -> bool:
    """Whether a cell states what is checked by itself: one that follows from other cells proves nothing about them."""
    shown = formulas.book.amounts.get(subject)
    return (
        subject in formulas.layout.places
        and subject not in formulas.terms
        and shown is not None
        and shown["method"] == "printed"
        and shown["as_of"] == tie_out["as_of"]
        and is_within(shown["value"], fact)
    )


def limits(formulas: Formulas, check: Check) -> tuple[Decimal | None, Decimal | None, bool]:
    """How far the printed total may be from the sum, below and above, by the rounding of each; and whether the ends are open."""
    book = formulas.book
    down, up, is_open = Decimal(0), Decimal(0), check.printed.low_is_open or check.printed.high_is_open
    bounded_down = check.printed.high is not None
    bounded_up = check.printed.low is not None
    if bounded_down:
        down += check.printed.high - check.printed.value
    if bounded_up:
        up += check.printed.value - check.printed.low
    for term in check.inputs:
        one = book.interval(term.key)
        is_open |= one.low_is_open or one.high_is_open
        low, high = (one.low, one.high) if term.weight > 0 else (one.high, one.low)
        bounded_down &= low is not None
        bounded_up &= high is not None
        down += abs(one.value - low) if low is not None else 0
        up += abs(high - one.value) if high is not None else 0
    return (down if bounded_down else None), (up if bounded_up else None), is_open


def quotient_limits(check: Check) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest quotient that the printed rate can stand for."""
    relation = check.tie_out["relation"]
    ends = (check.printed.low, check.printed.high)
    if relation == "multiple":
        return ends
    offset = 0 if relation == "quotient" else HUNDRED
    return tuple(None if end is None else (end + offset) / HUNDRED for end in ends)  # type: ignore[return-value]


def years(formulas: Formulas, check: Check) -> int:
    return int(formulas.book.marts.periods[check.subject.period]["months"] // 12)


def comparisons(formulas: Formulas, check: Check, sheet: str) -> list[tuple[str, Decimal, str, Decimal]]:
    """The check as comparisons that have to hold: each a formula, its value now, the operator and the number."""
    layout, book = formulas.layout, formulas.book
    if check.quotient:
        return list(of_quotient(formulas, check, sheet))
    terms = list(check.inputs)
    down, up, is_open = limits(formulas, check)
    subject = reference(layout, check.subject, sheet) if check.is_live else plain(check.printed.value)
    recomputed = total(layout, terms, sheet)
    difference = f"ROUND({subject}-({recomputed}),6)" if not recomputed.startswith("SUM") else f"ROUND({subject}-{recomputed},6)"
    value = check.printed.value - (sum_of(book, terms) or Decimal(0))
    below, above = ("<", ">") if is_open else ("<=", ">=")
    if check.tie_out["kind"] == "sub_items":
        # parts reach at most as far from zero as the whole
        if check.printed.high is not None and check.printed.high <= 0:
            return [] if up is None else [(difference, value, below, up)]
        return [] if down is None else [(difference, value, above, -down)]
    found = [] if up is None else [(difference, value, below, up)]
    return found + ([] if down is None else [(difference, value, above, -down)])


def of_quotient(formulas: Formulas, check: Check, sheet: str) -> Iterator[tuple[str, Decimal, str, Decimal]]:
    """A printed rate: the numerator is at least, and at most, what the ends of the rate make of the denominator."""
    above, below = check.quotient  # type: ignore[misc]
    n, d = formulas.book.interval(above), formulas.book.interval(below)
    n_cell, d_cell = (reference(formulas.layout, key, sheet) for key in (above, below))
    least, greatest = quotient_limits(check)
    if check.tie_out["relation"] == "cagr":
        least, greatest = (None if end is None else round(end ** years(formulas, check), 12) for end in (least, greatest))
    d_down = d.value - d.low if d.low is not None else Decimal(0)
    d_up = d.high - d.value if d.high is not None else Decimal(0)
    if least is not None and n.high is not None:
        # the denominator at the end that makes the product least
        shift = -d_down if least >= 0 else d_up
        limit = least * shift - (n.high - n.value)
        yield (f"ROUND({n_cell}-{plain(least)}*{d_cell},6)", n.value - least * d.value, ">=", limit)
    if greatest is not None and n.low is not None:
        shift = d_up if greatest >= 0 else -d_down
        limit = greatest * shift + (n.value - n.low)
        yield (f"ROUND({n_cell}-{plain(greatest)}*{d_cell},6)", n.value - greatest * d.value, "<=", limit)


def holds(formulas: Formulas, check: Check) -> bool:
    """Whether it ties as released."""
    compare = {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}
    step = Decimal("0.000001")
    return all(compare[sign](round(value, 6), number.quantize(step)) for _, value, sign, number in comparisons(formulas, check, ""))


def formula(formulas: Formulas, check: Check, sheet: str) -> str:
    """The check as a formula that is TRUE where it ties."""
    found = [(text, sign, number.quantize(Decimal("0.000001"))) for text, _, sign, number in comparisons(formulas, check, sheet)]
    if len(found) == 2 and found[0][0] == found[1][0] and found[0][2] == -found[1][2]:
        return f"ABS({found[0][0]}){found[0][1]}{plain(found[0][2])}"
    tests = [f"{text}{sign}{plain(number)}" for text, sign, number in found]
    return tests[0] if len(tests) == 1 else f"AND({','.join(tests)})"
