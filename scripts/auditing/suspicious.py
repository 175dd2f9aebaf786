"""Which rows of a deck what fails points at, and what it lacks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from auditing.left_out import stated
from auditing.outcomes import Failure, Outcome
from auditing.slips import Deck

# how many figures are looked at
FIGURES = 120
PAGE = re.compile(r"p\. ([0-9A-Za-z-]+)")


def lacking(outcome: Outcome) -> Counter[tuple]:
    """The amounts that checks lack, with how many lack them."""
    return Counter(amount for amounts in outcome.lacking.values() for amount in amounts)


def suspicious(outcome: Outcome, deck: Deck) -> list[str]:
    """Rows of a deck that something found names or has in it, or that may be what it lacks, those in most of it first."""
    rows, known = deck.rows, deck.place.keys()
    counts: Counter[str] = Counter()
    for seqs in outcome.checks.values():
        for seq in seqs & known:
            counts[seq] += 1 + 1 / len(seqs)
    for failure in outcome.failures:
        if (seq := named(failure)) in known:
            counts[seq] += 5
        elif not failure.warns and failure.cell("tie_out") not in outcome.checks:
            counts.update(spoken_of(failure, deck))
    for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
        if before["page"] == after["page"] != row["page"]:
            counts[row["seq"]] += 1
    for amount, checks in lacking(outcome).items():
        for row in rows:
            # all but one of what it is
            if sum(mine != its for mine, its in zip(stated(row), amount, strict=True)) == 1:
                counts[row["seq"]] += checks
    return [seq for seq, _ in counts.most_common(FIGURES)]


def unexplained(outcome: Outcome) -> list[Failure]:
    """What fails and has no figure of a check behind it: a row may have been left out."""
    return [
        failure
        for failure in outcome.errors
        if not failure.is_of_text and not failure.cell("seq") and not outcome.checks.get(failure.cell("tie_out"))
    ]


def pages_of(failure: Failure) -> set[str]:
    """The pages that a failure names."""
    named = {page for _, cell in failure.cells for page in PAGE.findall(cell)}
    return named | {page for page in failure.cell("pages").split(", ") if page}


def named(failure: Failure) -> str:
    """The row that a failure is about, where it says so."""
    found = re.match(r"seq ([0-9]+)", failure.cell("place")) if failure.is_of_text else None
    return found[1] if found else failure.cell("seq")


def spoken_of(failure: Failure, deck: Deck) -> dict[str, float]:
    """Rows of the line items and pages that a failure speaks of, and of items that add up with them, by how many of the words."""
    words = {word for _, cell in failure.cells for word in re.findall(r"[a-z0-9_]+", cell)} & deck.of_item.keys()
    counts: dict[str, float] = defaultdict(float)
    for word in words:
        for item in {word, *deck.siblings.get(word, [])}:
            for seq in deck.of_item.get(item, []):
                counts[seq] += 0.1
    for page in pages_of(failure):
        for row in deck.on_page.get(page, []):
            counts[row["seq"]] += 0.1
    return counts
