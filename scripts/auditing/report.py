"""The table of what the checks notice, for the documentation: docs/mutation.md."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from auditing.mutation import Spoilt, place_of
from auditing.slips import KINDS
from auditing.suspects import Suspect

# kinds whose every miss is told: what no relation tells apart is told nowhere else
EACH = ("exchanged", "earlier", "later")
SHOWN = 8


@dataclass
class Tally:
    """What became of the spoilt decks of one kind."""

    possible: int
    spoilt: list[Spoilt] = field(default_factory=list)
    # places at which the suspects named the spoilt cell, of the decks that were scored, by the checks alone and with the text
    places: list[int | None] = field(default_factory=list)
    places_in_text: list[int | None] = field(default_factory=list)

    def share(self, count: int, of: int) -> str:
        # all is all: 99.6 % is not 100 %
        return f"{math.floor(1000 * count / of) / 10:g} %" if of else "–"

    @property
    def cells(self) -> list[str]:
        made = len(self.spoilt)
        caught = [
            sum(one.outcome.is_caught_by_checks for one in self.spoilt),
            sum(one.is_caught_together for one in self.spoilt),
            sum(one.is_caught for one in self.spoilt),
            sum(one.is_asked for one in self.spoilt),
        ]
        return [
            f"{self.possible:,}", str(made), *(self.share(count, made) for count in caught),
            *self.named(self.places), *self.named(self.places_in_text),
        ]  # fmt: skip

    def named(self, places: list[int | None]) -> list[str]:
        counts = [sum(place is not None and place < most for place in places) for most in (1, 3)]
        return [str(len(places)), *(self.share(count, len(places)) for count in counts)]


def tallies(
    possible: dict[str, int],
    spoilt: Iterable[Spoilt],
    named: Iterable[tuple[Spoilt, Sequence[Suspect]]] = (),
    named_in_text: Iterable[tuple[Spoilt, Sequence[Suspect]]] = (),
) -> dict[str, Tally]:
    found = {kind: Tally(possible[kind]) for kind in KINDS if kind in possible}
    for one in spoilt:
        found[one.slip.kind].spoilt.append(one)
    for one, suspects in named:
        found[one.slip.kind].places.append(place_of(one, suspects))
    for one, suspects in named_in_text:
        found[one.slip.kind].places_in_text.append(place_of(one, suspects))
    return found


def whole(found: dict[str, Tally]) -> Tally:
    """All kinds together, as they were sampled."""
    total = Tally(sum(tally.possible for tally in found.values()))
    for tally in found.values():
        total.spoilt += tally.spoilt
        total.places += tally.places
        total.places_in_text += tally.places_in_text
    return total


HEAD = [
    "what is wrong",
    "possible",
    "spoilt",
    "checks",
    "together",
    "and the text",
    "and warnings",
    "scored",
    "named first",
    "of three",
    "scored with the text",
    "named first",
    "of three",
]


def table(found: dict[str, Tally]) -> Iterator[list[str]]:
    for kind, tally in found.items():
        yield [KINDS[kind], *tally.cells]
    yield ["all", *whole(found).cells]


# what figure_audit calls an error of a kind
CALLED = {
    "last_digit": "last digit",
    "first_digit": "gross",
    "times_ten": "gross",
    "tenth": "gross",
    "sign": "sign",
    "unit": "unit",
}


def agreement(found: dict[str, Tally], shown: dict[str, list[str]]) -> Iterator[str]:
    """How what figure_audit says of each figure agrees with what became of the figures that were spoilt."""
    yield "| figure_audit says | figures | spoilt so | it says so, and it is noticed | it does not, and it is |"
    yield "| --- | --: | --: | --: | --: |"
    for name in dict.fromkeys(CALLED.values()):
        spoilt = [one for kind, tally in found.items() if CALLED.get(kind) == name for one in tally.spoilt]
        said = [one for one in spoilt if name in shown.get(one.row["seq"], [])]
        unsaid = [one for one in spoilt if name not in shown.get(one.row["seq"], [])]
        noticed = [sum(bool(one.outcome.without_text.errors) for one in its) for its in (said, unsaid)]
        count = sum(name in its for its in shown.values())
        yield f"| {name} | {count:,} | {len(spoilt)} | {noticed[0]} of {len(said)} | {noticed[1]} of {len(unsaid)} |"


def page(deck: str, seed: int, found: dict[str, Tally], shown: dict[str, list[str]]) -> str:
    """The page of the documentation; without the columns of the suspects where none were scored."""
    total = whole(found)
    columns = len(HEAD) if total.places or total.places_in_text else HEAD.index("scored")
    named = [
        "- **named first, of three**: of the errors that stop a build and were scored, how often",
        "  `scripts/audit.py suspects` names the cell first, or among the first three: by the checks alone, as where",
        "  no ledger is at hand, and with the text.",
    ]
    lines = [
        "# What the checks notice",
        "",
        f"`make mutate` writes this page. One figure of `{deck}` is spoilt in each of",
        f"{len(total.spoilt):,} copies of the deck (seed {seed}), each a company of its own, and the project's own tests",
        "are run on all of them. The unspoilt deck is clean in every batch.",
        "",
        "- **checks**: a test fails that knows nothing of the deck's text.",
        "- **together**: or all relations at once, amounts that are not printed included, contradict the deck",
        "  (`scripts/audit.py relations`): what arithmetic can see at all.",
        "- **and the text**: or the ledger or a rule of a row fails. Any of these stops a build.",
        "- **and warnings**: a build passes and asks to look at it; a release stops.",
        *(named if columns == len(HEAD) else []),
        "",
        "| " + " | ".join(HEAD[:columns]) + " |",
        "| --- " + "| --: " * (columns - 1) + "|",
        *("| " + " | ".join(cells[:columns]) + " |" for cells in table(found)),
        "",
        "## What figure_audit says",
        "",
        "`errors_shown_by_checks`, against the decks that were spoilt, without the text. A figure that is said to",
        "show an error shows it; one that is not may still show a larger one.",
        "",
        *agreement(found, shown),
        "",
        "## What is not noticed",
        "",
        "By kind, with the reason, and how many of those that were spoilt so; of what an arithmetic of sums",
        "cannot tell, each.",
        "",
        *missed(found),
    ]
    return "\n".join(lines).rstrip() + "\n"


def missed(found: dict[str, Tally]) -> Iterator[str]:
    for kind, tally in found.items():
        silent = [one for one in tally.spoilt if not one.is_asked]
        if not silent:
            continue
        yield f"### {KINDS[kind][0].upper()}{KINDS[kind][1:]}"
        yield ""
        reasons = Counter(one.why for one in silent)
        by_reason: dict[str, list[Spoilt]] = defaultdict(list)
        for one in silent:
            by_reason[one.why].append(one)
        for why, count in reasons.most_common():
            yield f"- {why}: {count} of {len(tally.spoilt)}"
            its = sorted(by_reason[why], key=lambda one: float(one.row["seq"]))
            for one in its if kind in EACH else its[:SHOWN]:
                yield f"  - {said(one)}"
            if kind not in EACH and len(its) > SHOWN:
                yield f"  - and {len(its) - SHOWN} more"
        yield ""


def said(one: Spoilt) -> str:
    row = one.row
    seqs = ", ".join(one.slip.seqs)
    return f"page {row['page']}, seq {seqs}, {row['line_item']} {row['measure']} {row['period']}: {one.slip.was} → {one.slip.now}"
