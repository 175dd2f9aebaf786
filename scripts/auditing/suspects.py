"""
The cell that is wrong, where checks fail: the slips of a hand that would make them all hold, the likeliest first.

Which repairs are worth a trial follows from the landing's arithmetic of intervals; what they do to the checks is what the
project's own SQL says of a copy of the deck with the repair. Nothing is changed by itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from landing.arithmetic import Amount, Arithmetic
from landing.dictionary import Company as Dictionary
from landing.dictionary import Row as Figure
from landing.facts import Fact, Interval, Known, of_row, overlap
from landing.project import Row

from auditing.columns import LEAST, of_page
from auditing.copies import Copies, Edit
from auditing.habits import Habits, fact
from auditing.left_out import STATED, of_amount, of_text, stated
from auditing.outcomes import Outcome
from auditing.slips import Deck, Slip
from auditing.suspicious import lacking, suspicious
from auditing.texts import Text

# how often hands slip so, in bits beside the commonest; the number of ways to do it counts apart
USUAL = {"digit": -1, "first_digit": -1, "inserted": -1, "thousand": -2, "as_of_added": -2, "qualifier_added": -3, "growth": -1,
         "deleted": -6, "basis": -1, "page": -4, "missing": -2}  # fmt: skip
# many rows that are wrong in one way
AT_ONCE = ("page_unit", "page_exchanged", "page_moved")
# how many repairs of one figure are tried, and how many in all
OF_ONE, TRIED = 5, 16
# how many errors of one deck are looked for
REPAIRED = 3
AGAINST = 6.0
LEFT = 40.0
# what a repair gives that a check lacks
FILLS = 8.0
# what the deck's text has goes before all others, of which then as many figures are looked at, and as many repairs tried
AS_IN_TEXT, BESIDE_TEXT = 100.0, (12, 3)


@dataclass(frozen=True)
class Suspect:
    """A repair and what it does: how many failing rows it leaves, of how many, and how well it is borne out."""

    slip: Slip
    row: Row = field(hash=False)
    left: int
    failing: int
    held: int
    bits: float

    @property
    def makes_all_hold(self) -> bool:
        return self.left == 0


class Screen:
    """A deck as it is typed: which repairs of its rows the other amounts bear out, judged by intervals alone."""

    def __init__(
        self, deck: str, rows: Sequence[Row], dictionary: Dictionary, lacking: Counter[tuple], ledger: Sequence[Row] = ()
    ) -> None:
        self.lacking = lacking
        self.deck = Deck(tuple(rows), dictionary)
        self.text = Text(self.deck, ledger)
        self.name, self.dictionary = deck, dictionary
        others = tuple(entry for entry in dictionary.decks if entry["deck"] != deck)
        self.arithmetic = Arithmetic(dictionary, Known(replace(dictionary, decks=others)))
        prints = ((self.fact(row), self.bounds(row), int(row["seq"])) for row in rows)
        self.arithmetic.put_all([(fact, bounds, source) for fact, bounds, source in prints if bounds])
        self.habits = Habits(self.deck.rows, dictionary)
        self.cache: dict[Fact, list[Amount]] = {}
        self.was: dict[tuple[str, tuple[str, ...]], float] = {}

    def fact(self, row: Row) -> Fact:
        return row["line_item"], row["measure"], row["period"], f"{row['basis']}@{row['as_of']}" if row["as_of"] else row["basis"]

    def bounds(self, row: Row) -> Interval | None:
        cells = (row[name] for name in Figure.__dataclass_fields__ if name not in ("deck", "seq"))
        return of_row(self.dictionary, Figure(self.name, int(row["seq"]), *cells))

    def amounts(self, fact: Fact) -> list[Amount]:
        if fact not in self.cache:
            self.cache[fact] = [*self.arithmetic.printed(fact), *self.arithmetic.derived(fact)]
        return self.cache[fact]

    def borne_out(self, row: Row, changed: Iterable[str] = ()) -> float:
        """Bits that other amounts give to a reading of a row, less those against it; those of rows that change with it aside."""
        bounds = self.bounds(row)
        if bounds is None:
            return 0.0
        total, seen = 0.0, set()
        own = {int(row["seq"]), *map(int, changed)}
        for amount in self.amounts(self.fact(row)):
            if own & amount.sources or (amount.kind, amount.sources) in seen:
                continue
            seen.add((amount.kind, amount.sources))
            width = amount.high - amount.low + bounds[1] - bounds[0]
            size = max(abs(bounds[0]), abs(bounds[1]), 1e-9)
            sharpness = min(12.0, max(0.0, math.log2(size / max(width, 1e-9)))) if math.isfinite(width) else 0.0
            total += sharpness if overlap(amount.bounds, bounds) else -AGAINST - sharpness
        return total

    def repairs(self, seqs: Iterable[str]) -> list[tuple[float, Slip]]:
        """Repairs of the rows, the likeliest first, and of each row only the likeliest few."""
        told = [(AS_IN_TEXT, slip) for slip in self.as_in_text]
        if told:
            seqs = list(seqs)[: BESIDE_TEXT[0]]
        found = [(self.points(slip, Counter()), slip) for slip in self.left_out()]
        for seq in seqs:
            slips = list(self.deck.slips(seq))
            ways = Counter(slip.kind for slip in slips)
            of_row = sorted(((self.points(slip, ways), slip) for slip in slips), key=lambda one: -one[0])
            found += of_row[:OF_ONE]
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

    def left_out(self) -> Iterator[Slip]:
        """Rows for what the text has and no row lands; without the text, for what checks lack."""
        if self.text.ledger:
            yield from of_text(self.text, self.lacking)
            return
        for amount in self.lacking:
            bounds = self.bounds_of(amount)
            slip = of_amount(self.deck, self.dictionary, amount, bounds) if bounds else None
            if slip:
                yield slip

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
        given_up = [fact(row) for row in rows.values()]
        return bits + sum(self.habits.bits(rows[seq], row, given_up) for seq, row in slip.edit.rows.items() if row)

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


@dataclass(frozen=True)
class Trial:
    """Repairs of one deck that are tried, with what speaks for each before the checks are asked."""

    screen: Screen
    outcome: Outcome
    repairs: list[tuple[float, Slip]] = field(hash=False)

    @staticmethod
    def of(
        deck: str, rows: Sequence[Row], dictionary: Dictionary, outcome: Outcome, most: int = TRIED, ledger: Sequence[Row] = ()
    ) -> Trial:
        screen = Screen(deck, rows, dictionary, lacking(outcome), ledger)
        seen: set[tuple] = set()
        kept = []
        if screen.as_in_text:
            most = min(most, len(screen.as_in_text) + BESIDE_TEXT[1])
        for points, slip in screen.repairs(suspicious(outcome, screen.deck)):
            changed = [*slip.edit.rows.items(), *((row["seq"], row) for row in slip.edit.added)]
            key = tuple(sorted((seq, tuple(row.values()) if row else ()) for seq, row in changed))
            if key not in seen and len(kept) < most:
                seen.add(key)
                kept.append((points, slip))
        return Trial(screen, outcome, kept)

    @property
    def edits(self) -> list[Edit]:
        return [slip.edit for _, slip in self.repairs]

    def ranked(self, outcomes: Sequence[Outcome]) -> list[Suspect]:
        """The repairs by what they leave, what then holds and what speaks for them."""
        found = []
        for (_, slip), after in zip(self.repairs, outcomes, strict=True):
            place = self.screen.deck.place.get(slip.seqs[0]) if slip.seqs else None
            row = slip.edit.added[0] if place is None else self.screen.deck.rows[place]
            ways = Counter[str]() if place is None else Counter(other.kind for other in self.screen.deck.slips(row["seq"]))
            bits = self.screen.prior(slip, ways) + after.evidence - self.outcome.evidence
            if slip.kind == "deleted":
                bits += self.screen.again(slip.seqs[0])
            left = len(after.errors)
            held = len(self.outcome.errors - after.errors)
            found.append(Suspect(slip, row, left, len(self.outcome.errors), held, bits - LEFT * left))
        return sorted([*found, *self.untried()], key=lambda suspect: -suspect.bits)

    def untried(self) -> Iterator[Suspect]:
        """What checks lack and nothing tells the number of: it may have been left out."""
        failing = len(self.outcome.errors)
        tried = {stated(row) for _, slip in self.repairs for row in slip.edit.added}
        for amount, checks in lacking(self.outcome).items():
            if amount not in tried:
                row = dict.fromkeys(self.screen.deck.rows[0], "") | dict(zip(STATED, amount, strict=True))
                slip = Slip("missing", (), "no row", "", Edit())
                yield Suspect(slip, row, failing - checks, failing, checks, -LEFT * (failing - checks))


def suspects(copies: Copies, deck: str, dictionary: Dictionary) -> tuple[Outcome, list[list[Suspect]]]:
    """
    What fails in a deck, and the fewest repairs that would make it hold, each with its runners-up.

    A repair that makes some of it hold is kept while the next is looked for.
    """
    rows = copies.company.decks[deck]
    (outcome,) = copies.run(deck, [])
    left, done, steps = outcome, Edit(), list[list[Suspect]]()
    while left.errors and len(steps) < REPAIRED:
        trial = Trial.of(deck, done.of(rows), dictionary, left, copies.count - 1, copies.company.ledgers.get(deck, []))
        after = copies.run(deck, [done.then(edit) for edit in trial.edits])[1:] if trial.repairs else []
        ranked = trial.ranked(after)
        if not ranked or ranked[0].left >= len(left.errors):
            break
        steps.append(ranked)
        if ranked[0].slip not in (slips := [slip for _, slip in trial.repairs]):
            break
        left, done = after[slips.index(ranked[0].slip)], done.then(ranked[0].slip.edit)
    return outcome, steps
