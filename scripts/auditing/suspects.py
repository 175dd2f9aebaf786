"""
The cell that is wrong, where checks fail: the slips of a hand that would make them all hold, the likeliest first.

Which repairs are worth a trial follows from the landing's arithmetic of intervals; what they do to the checks is what the
project's own SQL says of a copy of the deck with the repair. Nothing is changed by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from landing.dictionary import Company as Dictionary
from landing.project import Row

from auditing.copies import Copies, Edit
from auditing.left_out import STATED, stated
from auditing.outcomes import Outcome
from auditing.screen import Screen
from auditing.slips import Slip
from auditing.suspicious import lacking, suspicious

# how many repairs are tried in all, and how many beside what the deck's text has
TRIED, BESIDE_TEXT = 16, 3
# how many errors of one deck are looked for
REPAIRED = 3
LEFT = 40.0
# repairs within so many bits are as likely
TIE = 1.0


@dataclass(frozen=True)
class Suspect:
    """A repair and what it does: how many failing rows it leaves, of how many, and how well it is borne out."""

    slip: Slip
    row: Row = field(hash=False)
    left: int
    failing: int
    held: int
    bits: float
    # what else the same rows may be, as likely
    also: tuple[str, ...] = ()

    @property
    def makes_all_hold(self) -> bool:
        return self.left == 0

    def is_as_likely_as(self, other: Suspect) -> bool:
        return self.left == other.left and abs(self.bits - other.bits) <= TIE


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
        screen = Screen(deck, rows, dictionary, outcome, ledger)
        seen: set[tuple] = set()
        kept = []
        if screen.as_in_text:
            most = min(most, len(screen.as_in_text) + BESIDE_TEXT)
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
        return each_once(sorted([*found, *self.untried()], key=lambda suspect: -suspect.bits))

    def untried(self) -> Iterator[Suspect]:
        """What checks lack and nothing tells the number of: it may have been left out."""
        failing = len(self.outcome.errors)
        tried = {stated(row) for _, slip in self.repairs for row in slip.edit.added}
        for amount, checks in lacking(self.outcome).items():
            if amount not in tried:
                row = dict.fromkeys(self.screen.deck.rows[0], "") | dict(zip(STATED, amount, strict=True))
                slip = Slip("missing", (), "no row", "", Edit())
                yield Suspect(slip, row, failing - checks, failing, checks, -LEFT * (failing - checks))


def each_once(ranked: Iterable[Suspect]) -> list[Suspect]:
    """Of suspects in their order, each row once, with what it may be as well: who looks at its page sees which it is."""
    found: list[Suspect] = []
    for suspect in ranked:
        mine = set(suspect.slip.seqs)
        first = next((place for place, other in enumerate(found) if mine and mine <= set(other.slip.seqs)), None)
        if first is None:
            found.append(suspect)
        elif mine == set(found[first].slip.seqs) and suspect.is_as_likely_as(found[first]):
            found[first] = replace(found[first], also=(*found[first].also, suspect.slip.now))
    return found


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
