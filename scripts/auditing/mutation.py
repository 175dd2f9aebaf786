"""How sharp the checks are, measured: spoil one figure in each of hundreds of copies of a deck and see what notices."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from landing.dictionary import Company as Dictionary
from landing.project import Row
from landing.proposal import LandingError

from auditing.copies import Copies
from auditing.left_out import stated
from auditing.outcomes import Outcome
from auditing.screen import AT_ONCE
from auditing.slips import KINDS, Deck, Slip
from auditing.suspects import Suspect, Trial

BATCH = 128
BEARING = """
    select
        cast(figures.seq as varchar),
        count(*) filter (where kinds.is_equality = 'true' and not checks.is_weak),
        count(*)
    from intermediate.int_figures as figures
    inner join intermediate.int_check_figures as inputs on figures.figure_id = inputs.figure_id
    inner join intermediate.int_checks as checks on inputs.check_no = checks.check_no and checks.status = 'consistent'
    inner join landing.check_kinds as kinds on checks.kind = kinds.kind
    where figures.deck = ?
    group by all
"""
SHOWN = "select cast(seq as varchar), errors_shown_by_checks from marts.figure_audit where deck = ?"


@dataclass(frozen=True)
class Spoilt:
    """A spoilt deck: the slip, what the tests find, and where it was scored the suspects that were named."""

    slip: Slip
    row: Row = field(hash=False)
    outcome: Outcome
    why: str = ""

    @property
    def is_caught_together(self) -> bool:
        return self.outcome.is_caught_by_checks or self.outcome.is_contradicted

    @property
    def is_caught(self) -> bool:
        """Whether anything stops the build: the deck's text and the rules of a row included."""
        return bool(self.outcome.errors) or self.outcome.is_contradicted

    @property
    def is_asked(self) -> bool:
        """Whether a build that passes asks to look at something at least: a warning, which stops a release."""
        return self.is_caught or bool(self.outcome.failures)


class Bench:
    """A deck that is clean, to be spoilt."""

    def __init__(self, copies: Copies, deck: str, dictionary: Dictionary) -> None:
        self.copies, self.name, self.dictionary = copies, deck, dictionary
        self.rows = copies.company.decks[deck]
        self.deck = Deck(tuple(self.rows), dictionary)

    @cached_property
    def as_it_is(self) -> tuple[dict[str, tuple[int, int]], dict[str, list[str]]]:
        """Of the unspoilt deck by row: what bears on it, and the errors that it is said to show."""
        self.run([])
        self.copies.make("figure_audit")
        bearing, shown = (self.copies.connection.execute(query, [f"copy000_{self.name}"]).fetchall() for query in (BEARING, SHOWN))
        return {seq: (equalities, checks) for seq, equalities, checks in bearing}, {seq: said.split(", ") for seq, said in shown}

    @property
    def bearing(self) -> dict[str, tuple[int, int]]:
        """How many equalities that are not weak, and how many checks at all, bear on each row."""
        return self.as_it_is[0]

    @property
    def shown(self) -> dict[str, list[str]]:
        """By row, the errors that figure_audit says its checks would show."""
        return self.as_it_is[1]

    def run(self, slips: Sequence[Slip], tell: Callable[[int], None] = lambda done: None) -> list[Outcome]:
        """What the tests find in each spoilt deck; the unspoilt one has to be clean in every batch."""
        found: list[Outcome] = []
        size = self.copies.count - 1
        for start in range(0, max(1, len(slips)), size):
            clean, *batch = self.copies.run(self.name, [slip.edit for slip in slips[start : start + size]])
            if clean.failures or clean.is_contradicted:
                raise LandingError(f"{self.name} is not clean as it is: {sorted(clean.failures) or 'its relations contradict'}")
            found += batch
            tell(len(found))
        return found

    @cached_property
    def possible(self) -> dict[str, list[str]]:
        """By kind, the rows that can be wrong so, in reading order."""
        found: dict[str, list[str]] = defaultdict(list)
        for row in self.rows:
            for kind in {slip.kind for slip in self.deck.slips(row["seq"])} & set(KINDS):
                found[kind].append(row["seq"])
        return dict(found)

    def sample(self, per_kind: int, seed: int, kinds: Iterable[str] = KINDS) -> Iterator[Slip]:
        """So many slips of each kind, evenly over the pages: every row is as likely as any other."""
        for kind in kinds:
            rows = self.possible.get(kind, [])
            chance = random.Random(f"{seed} {kind}")
            step = max(1.0, len(rows) / per_kind)
            start = chance.uniform(0, step)
            for turn in range(min(per_kind, len(rows))):
                seq = rows[min(int(start + turn * step), len(rows) - 1)]
                yield chance.choice([slip for slip in self.deck.slips(seq) if slip.kind == kind])

    def spoil(self, slips: Sequence[Slip], tell: Callable[[int], None] = lambda done: None) -> list[Spoilt]:
        outcomes = self.run(slips, tell)
        return [
            Spoilt(slip, row := self.deck.rows[self.deck.place[slip.seqs[0]]], outcome, self.why(slip, row))
            for slip, outcome in zip(slips, outcomes, strict=True)
        ]

    def why(self, slip: Slip, row: Row) -> str:
        """Why no check need notice."""
        equalities, checks = self.bearing.get(row["seq"], (0, 0))
        if not checks:
            return "no check bears on it"
        if not equalities:
            return "only weak checks and inequalities bear on it"
        if slip.kind == "exchanged":
            return "no relation tells the two apart: a sum of both is the same"
        if slip.kind in ("earlier", "later", "sibling", "basis", "as_of", "growth"):
            return "where it lands nothing contradicts it, and where it was nothing needs it"
        if slip.kind in ("page", "qualifier", "deleted"):
            return "no check depends on it"
        return "the intervals of its checks are wider than the error"

    def named(
        self, spoilt: Sequence[Spoilt], most: int, tell: Callable[[int], None] = lambda done: None, *, with_text: bool = False
    ) -> list[list[Suspect]]:
        """The suspects of each spoilt deck by its checks alone, or with its text at hand."""
        ledger = self.copies.company.ledgers.get(self.name, []) if with_text else []
        found = [one.outcome if with_text else one.outcome.without_text for one in spoilt]
        trials = [
            Trial.of(self.name, one.slip.edit.of(self.rows), self.dictionary, outcome, most, ledger)
            for one, outcome in zip(spoilt, found, strict=True)
        ]
        edits = [one.slip.edit.then(edit) for one, trial in zip(spoilt, trials, strict=True) for edit in trial.edits]
        outcomes: list[Outcome] = []
        size = self.copies.count - 1
        for start in range(0, len(edits), size):
            outcomes += self.copies.run(self.name, edits[start : start + size], with_text=with_text)[1:]
            tell(len(outcomes))
        left = iter(outcomes)
        return [trial.ranked([next(left) for _ in trial.repairs]) for trial in trials]


def place_of(spoilt: Spoilt, suspects: Sequence[Suspect]) -> int | None:
    """At which place the suspects name the cell that was spoilt, from 0."""
    return next((place for place, suspect in enumerate(suspects) if is_of(spoilt, suspect)), None)


def is_of(spoilt: Spoilt, suspect: Suspect) -> bool:
    if spoilt.slip.kind == "deleted":
        is_its = suspect.slip.seqs == spoilt.slip.seqs or stated(spoilt.row) == stated(suspect.row)
        return suspect.slip.kind == "missing" and is_its
    if suspect.slip.kind in AT_ONCE:
        return False
    mine = {*spoilt.slip.seqs, *(row["seq"] for row in spoilt.slip.edit.added)}
    return bool(mine & set(suspect.slip.seqs))
