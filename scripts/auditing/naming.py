"""How suspects are told: the cell, what it probably is, what then holds, and the runner-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditing.left_out import stated
from auditing.outcomes import Outcome
from auditing.screen import AT_ONCE
from auditing.slips import KINDS, REPAIRS
from auditing.suspects import Suspect

SHOWN = 3
# of those that are as likely as the first, so many more
TIED = 5


def told(outcome: Outcome, steps: Sequence[Sequence[Suspect]]) -> Iterator[str]:
    """The fewest repairs that make it hold, each with those that come next; or that no repair does."""
    if outcome.errors and not steps:
        yield "no single slip of a figure would make more of it hold: it is no figure, or several of them at once"
    for first, *others in steps:
        yield line(first)
        near = [suspect for suspect in others if suspect.left <= max(first.left, suspect.failing // 2)]
        tied = [suspect for suspect in near if suspect.is_as_likely_as(first)]
        for suspect in (*tied[:TIED], *near[len(tied) : SHOWN - 1]):
            yield f"  or{', as likely,' * (suspect in tied)} {line(suspect)}"
        if len(tied) > TIED:
            yield f"  or, as likely, one of {len(tied) - TIED} others: nothing that is printed tells them apart"


def line(suspect: Suspect) -> str:
    """`page 5, seq 5012: 17,100 is probably 17,010: then all 4 hold`."""
    slip, row = suspect.slip, suspect.row
    if slip.kind == "missing":
        what = " ".join(filter(None, stated(row)))
        if slip.seqs:
            place = f"page {row['page']}, seq {slip.seqs[0]}"
            return f"{place}: {slip.now} is in the text and not landed, probably {what}: {holds(suspect)}"
        if not slip.now:
            return f"{what} is probably not landed: {suspect.held} of {suspect.failing} that fail lack it"
        return f"page {row['page']} or another: {what} is probably not landed, {slip.now}{row['unit']} or so: {holds(suspect)}"
    if slip.kind in AT_ONCE:
        why = REPAIRS[slip.kind]
        return f"page {row['page']}, {len(slip.seqs)} rows: {slip.was} should probably be {slip.now} ({why}): {holds(suspect)}"
    place = f"page {row['page']}, seq {' and '.join(slip.seqs)} ({row['label']})"
    if slip.kind == "deleted":
        return f"{place}: {slip.was} is probably there once too often: {holds(suspect)}"
    if slip.kind in ("row", "exchanged"):
        return f"{place}: {slip.was} are probably exchanged: {holds(suspect)}"
    why = (KINDS | REPAIRS)[slip.kind]
    verb = "is" if len(slip.seqs) == 1 else "are"
    also = f", or as likely {' or '.join(suspect.also)}" if suspect.also else ""
    return f"{place}: {slip.was} {verb} probably {slip.now} ({why}){also}: {holds(suspect)}"


def holds(suspect: Suspect) -> str:
    if suspect.makes_all_hold:
        return f"then all {suspect.failing} hold" if suspect.failing > 1 else "then the one that fails holds"
    return f"then {suspect.left} fail, not {suspect.failing}"
