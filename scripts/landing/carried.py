"""Explanations that recur: what the deck before got wrong and this one prints the same again."""

from __future__ import annotations

import re

from landing.project import Row
from landing.verdicts import Check, Trial, Verdicts

PAGES = re.compile(r" \(p\. [^)]*\)")


def discrepancies(trial: Trial, verdicts: Verdicts) -> list[Row]:
    """
    Rows of known_discrepancies.csv for checks that fail as they did in the deck before, on the same prints.

    A page may have moved; other prints are another error, and a person has to look.
    """
    before = trial.project.before(trial.proposal.source)
    if before is None:
        return []
    deck, last = trial.proposal.deck, before["deck"]
    known = {row["tie_out_id"]: row for row in trial.project.rows("known_discrepancies")}
    sections = {row["page"]: row["section"] for row in trial.project.rows("deck_pages") if row["deck"] == last}
    misprints = {
        (sections.get(check.pages, ""), said(check.addends)): known.get(check.tie_out_id)
        for check in trial.checks("kind = 'misprint' and deck = ?", last)
    }
    now = {page.page: page.section for page in trial.proposal.pages}
    rows = []
    for check in verdicts.failing:
        if check.status != "inconsistent":
            continue
        former = check.tie_out_id.replace(f":{deck}:", f":{last}:")
        if check.kind == "misprint":
            row = misprints.get((now.get(check.pages, ""), said(check.addends)))
        else:
            (was, *_) = trial.checks("tie_out_id = ?", former) or [None]
            row = known.get(former) if was and was.is_explained and texts(was) == texts(check) else None
        if row:
            evidence = row["evidence"] if row["evidence"].startswith("as in ") else f"as in {last}: {row['evidence']}"
            its = {"tie_out_id": check.tie_out_id, "printed": check.printed, "addends": check.addends}
            proof = {"evidence": evidence, "evidence_ja": row.get("evidence_ja") or ""}
            rows.append({**its, "reason": row["reason"], **proof})
    return rows


def texts(check: Check) -> tuple[str, str]:
    """What the deck prints, on whichever page."""
    return PAGES.sub("", check.printed), PAGES.sub("", check.addends)


def said(misprint: str) -> str:
    """What is misprinted; how it is known, behind that, tells of the first figure of a page."""
    return misprint.partition(";")[0].strip().lower()
