"""
Explanations of what does not hold once every number is decided, drafted so that a person only confirms them.

Each begins with `confirm:` in its evidence, and is nothing until that word is taken out of it: a slip that nobody looked at
must not become the deck's error, a restatement or a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from landing import drafts
from landing.project import Project, Row
from landing.proposal import LIKELY, UNKNOWN, Proposal
from landing.verdicts import Check, Trial, Verdicts

CONFIRM = drafts.CONFIRM


def explanations(trial: Trial, verdicts: Verdicts) -> dict[str, list[Row]]:
    """A row for each check that does not hold, by seed; none while numbers are open, which are the likelier reason."""
    proposal, project = trial.proposal, trial.project
    before = project.before(proposal.source)
    if before is None or any(number.confidence in ("", LIKELY, UNKNOWN) for number in proposal.numbers if number.is_figure):
        return {}
    found: dict[str, list[Row]] = {}
    for check in verdicts.failing:
        for seed, row in explanation(check, proposal, before["deck"]):
            found.setdefault(seed, []).append(dict.fromkeys(project.columns(seed), "") | row)
    return found


def explanation(check: Check, proposal: Proposal, last: str) -> Iterator[tuple[str, Row]]:
    deck = proposal.deck
    if check.status == "lost":
        of = {"company": proposal.source.company, "from_deck": deck, "kind": check.kind, "relation": check.relation}
        told = (
            f"{last} prints what this check needs, {deck} does not",
            f"{last}にはあったこの検査に要る数値が{deck}には印字されていない。",
        )
        yield "not_printed", of | {"line_item": check.line_item} | evidence(*told)
    elif check.kind == "cross_vintage":
        its = {"deck": deck, "line_item": check.line_item, "measure": check.measure, "period": check.period}
        was = check.addends.strip("+= ")
        told = f"{check.printed}, where it was {was}", f"{check.printed}。以前は{was}"
        yield "restatements", its | {"reason": "error_correction"} | evidence(*told)
    elif check.status == "inconsistent":
        its = {"tie_out_id": check.tie_out_id, "reason": "deck_error", "printed": check.printed, "addends": check.addends}
        told = f"the deck prints {check.printed}, against {check.addends}", f"{check.printed}と印字。{check.addends}と合わない。"
        yield "known_discrepancies", its | evidence(*told)


def evidence(english: str, japanese: str) -> Row:
    return {"evidence": CONFIRM + english, "evidence_ja": japanese}


def draft(folder: Path, project: Project, found: dict[str, list[Row]]) -> None:
    """Put what is to be confirmed beside the proposal, in place of what was drafted so before."""
    for seed in {*found, *drafts.unconfirmed(folder, project)}:
        kept = drafts.read(folder, project).get(seed, [])
        if rows := [*kept, *found.get(seed, [])]:
            drafts.write(folder, project, seed, rows)
        else:
            (folder / f"{seed}.csv").unlink()
