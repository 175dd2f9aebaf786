"""Which repairs of a deck are worth a trial: what its other amounts, by intervals alone, and the rows around a row bear out."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from landing.arithmetic import Amount, Arithmetic
from landing.dictionary import Company as Dictionary
from landing.dictionary import Row as Figure
from landing.facts import Fact, Interval, Known, of_row, overlap
from landing.project import Row

from auditing.columns import LEAST, of_page
from auditing.copies import Edit
from auditing.course import Course
from auditing.gaps import gaps
from auditing.habits import Habits
from auditing.left_out import of_amount, of_text, stated
from auditing.outcomes import Failure, Outcome
from auditing.slips import Deck, Slip
from auditing.suspicious import lacking, pages_of, unexplained
from auditing.texts import Text

CELLS = [name for name in Figure.__dataclass_fields__ if name not in ("deck", "seq")]
# how often hands slip so, in bits beside the commonest; the number of ways to do it counts apart
USUAL = {"digit": -1, "first_digit": -1, "inserted": -1, "thousand": -2, "as_of_added": -2, "qualifier_added": -3, "growth": -1,
         "deleted": -6, "basis": -1, "page": -4, "missing": -2}  # fmt: skip
# many rows that are wrong in one way
AT_ONCE = ("page_unit", "page_exchanged", "page_moved")
# how many repairs of one figure are tried, and what each but the first is worth a trial less, in bits
OF_ONE, AGAIN = 5, 4.0
AGAINST = 6.0
# what a repair gives that a check lacks
FILLS = 8.0
# a gap in a table of which something that fails speaks
SPOKEN_OF = 4.0
# what the deck's text has goes before all others, of which then so many figures are looked at
AS_IN_TEXT, FIGURES_BESIDE_TEXT = 100.0, 12


class Screen:
    """A deck as it is typed: which repairs of its rows the other amounts bear out, judged by intervals alone."""

    def __init__(
        self, deck: str, rows: Sequence[Row], dictionary: Dictionary, outcome: Outcome, ledger: Sequence[Row] = ()
    ) -> None:
        self.lacking, self.unexplained = lacking(outcome), unexplained(outcome)
        self.read: dict[tuple[str, ...], Interval | None] = {}
        self.deck = Deck(tuple(rows), dictionary)
        self.text = Text(self.deck, ledger)
        self.name, self.dictionary = deck, dictionary
        others = tuple(entry for entry in dictionary.decks if entry["deck"] != deck)
        self.arithmetic = Arithmetic(dictionary, Known(replace(dictionary, decks=others)))
        prints = ((self.fact(row), self.bounds(row), int(row["seq"])) for row in rows)
        self.arithmetic.put_all([(fact, bounds, source) for fact, bounds, source in prints if bounds])
        self.habits = Habits(self.deck.rows, dictionary)
        self.course = Course(self.deck.rows, dictionary, self.bounds)
        self.cache: dict[Fact, list[Amount]] = {}
        self.was: dict[tuple[str, tuple[str, ...]], float] = {}

    def fact(self, row: Row) -> Fact:
        return row["line_item"], row["measure"], row["period"], f"{row['basis']}@{row['as_of']}" if row["as_of"] else row["basis"]

    def bounds(self, row: Row) -> Interval | None:
        cells = tuple(row[name] for name in CELLS)
        if cells not in self.read:
            self.read[cells] = of_row(self.dictionary, Figure(self.name, int(row["seq"]), *cells))
        return self.read[cells]

    def amounts(self, fact: Fact) -> list[Amount]:
        if fact not in self.cache:
            self.cache[fact] = [*self.arithmetic.printed(fact), *self.arithmetic.derived(fact)]
        return self.cache[fact]

    def borne_out(self, row: Row, changed: Iterable[str] = ()) -> float:
        """Bits that other amounts give to a reading of a row, less those against it; those of rows that change with it aside."""
        bounds = self.bounds(row)
        if bounds is None:
            return 0.0
        total, used = 0.0, {int(row["seq"]), *map(int, changed)}
        # what shares a print with what was heard says nothing new; the sharpest is heard first
        for amount in sorted(self.amounts(self.fact(row)), key=lambda amount: amount.high - amount.low):
            if used & amount.sources:
                continue
            used |= amount.sources
            width = amount.high - amount.low + bounds[1] - bounds[0]
            size = max(abs(bounds[0]), abs(bounds[1]), 1e-9)
            sharpness = min(12.0, max(0.0, math.log2(size / max(width, 1e-9)))) if math.isfinite(width) else 0.0
            total += sharpness if overlap(amount.bounds, bounds) else -AGAINST - sharpness
        return total

    def repairs(self, seqs: Iterable[str]) -> list[tuple[float, Slip]]:
        """Repairs of the rows, the likeliest first, and of each row only the likeliest few."""
        told = [(AS_IN_TEXT, slip) for slip in self.as_in_text]
        if told:
            seqs = list(seqs)[:FIGURES_BESIDE_TEXT]
        found = list(self.left_out())
        for seq in seqs:
            slips = list(self.deck.slips(seq))
            ways = Counter(slip.kind for slip in slips)
            of_row = sorted(((self.points(slip, ways), slip) for slip in slips), key=lambda one: -one[0])
            # another repair of a figure is worth a trial less than the first of another figure
            found += [(points - AGAIN * turn, slip) for turn, (points, slip) in enumerate(of_row[:OF_ONE])]
        found += [(self.points(slip, Counter()), slip) for slip in self.of_pages(seqs)]
        return [*told, *sorted(found, key=lambda one: -one[0])]

    @cached_property
    def as_in_text(self) -> list[Slip]:
        """Each row as the text has it; of several all at once, which names them all."""
        slips = list(self.text.repairs())
        if len(slips) < 2:
            return slips
        rows = {seq: row for slip in slips for seq, row in slip.edit.rows.items()}
        was, now = (", ".join(its) for its in zip(*((slip.was, slip.now) for slip in slips), strict=True))
        return [Slip("ledger", tuple(rows), was, now, Edit(rows)), *slips]

    def of_pages(self, seqs: Iterable[str]) -> Iterator[Slip]:
        """What would be wrong with many rows of a page, where as many are suspicious."""
        counts = Counter(self.deck.rows[self.deck.place[seq]]["page"] for seq in seqs)
        for page, count in counts.items():
            if count >= LEAST:
                yield from of_page(self.deck, page)

    def left_out(self) -> Iterator[tuple[float, Slip]]:
        """Rows for what the text has and no row lands; without the text, for what checks lack, and for gaps in tables."""
        if self.text.ledger:
            yield from ((self.points(slip, Counter()), slip) for slip in of_text(self.text, self.lacking))
            return
        for amount in self.lacking:
            bounds = self.bounds_of(amount)
            slip = of_amount(self.deck, self.dictionary, amount, bounds) if bounds else None
            if slip:
                yield self.points(slip, Counter()), slip
        if self.unexplained:
            yield from sorted(self.of_gaps(), key=lambda one: -one[0])[:OF_ONE]

    def of_gaps(self) -> Iterator[tuple[float, Slip]]:
        """Rows for gaps in tables, with what the line is around them where nothing tells the number."""
        for bits, row in gaps(self.deck):
            around = self.course.around(row)
            bounds = self.bounds_of(stated(row)) or (around and (around[0], around[0]))
            slip = of_amount(self.deck, self.dictionary, stated(row), bounds) if bounds else None
            if slip:
                spoken_of = sum(is_spoken_of(row, failure) for failure in self.unexplained)
                yield self.prior(slip, Counter()) + bits + SPOKEN_OF * (spoken_of - 1), slip

    def bounds_of(self, stated: tuple[str, ...]) -> Interval | None:
        """What all else leaves for an amount."""
        item, measure, period, basis, as_of = stated
        derived = self.amounts((item, measure, period, f"{basis}@{as_of}" if as_of else basis))
        if not derived:
            return None
        low, high = max(amount.low for amount in derived), min(amount.high for amount in derived)
        sharpest = min(derived, key=lambda amount: amount.high - amount.low)
        return (low, high) if low <= high else sharpest.bounds

    def points(self, slip: Slip, ways: Counter[str]) -> float:
        gains = [self.gain(seq, row, slip.seqs) for seq, row in slip.edit.rows.items()]
        gains += [self.worth(row, slip.seqs) for row in slip.edit.added if slip.kind == "missing"]
        return self.prior(slip, ways) + sum(gains)

    def prior(self, slip: Slip, ways: Counter[str]) -> float:
        """What speaks for a repair before any check is asked."""
        bits = USUAL.get(slip.kind, 0) - math.log2(max(1, ways[slip.kind]))
        if slip.kind in AT_ONCE:
            # the rows around them are wrong with them; what their labels say is not
            return bits + sum(
                self.habits.dated(row) - self.habits.dated(self.deck.rows[self.deck.place[seq]])
                for seq, row in slip.edit.rows.items()
                if row
            )
        rows = {seq: self.deck.rows[self.deck.place[seq]] for seq in slip.edit.rows}
        return bits + sum(
            self.habits.bits(rows[seq], row, rows.values()) + self.course.bits(row) - self.course.bits(rows[seq])
            for seq, row in slip.edit.rows.items()
            if row
        )

    def gain(self, seq: str, row: Row | None, changed: tuple[str, ...]) -> float:
        if (seq, changed) not in self.was:
            self.was[seq, changed] = self.borne_out(self.deck.rows[self.deck.place[seq]], changed)
        return (self.worth(row, changed) if row else self.again(seq)) - self.was[seq, changed]

    def worth(self, row: Row, changed: Iterable[str]) -> float:
        return self.borne_out(row, changed) + FILLS * self.lacking[stated(row)]

    def again(self, seq: str) -> float:
        """A row that another repeats is likely to be one too many."""
        row = self.deck.rows[self.deck.place[seq]]
        same = [column for column in row if column not in ("seq", "remark")]
        twice = sum(all(other[column] == row[column] for column in same) for other in self.deck.on_page[row["page"]]) > 1
        return 40.0 if twice else 0.0


def is_spoken_of(row: Row, failure: Failure) -> bool:
    """Whether something that fails names the row's page or its line item."""
    item = re.compile(rf"\b{re.escape(row['line_item'])}\b")
    return row["page"] in pages_of(failure) or any(item.search(cell) for _, cell in failure.cells)
