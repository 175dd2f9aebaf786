"""Take a reviewed proposal into the project: the deck, its ledger and pages, and the rows that it needs."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from filelock import FileLock
from ledgers.rows import COLUMNS

from landing import accounts, checking, deal_rows, drafts, explained
from landing.checking import Findings, calculations
from landing.project import Project, Row
from landing.proposal import LANDED, LandingError, Proposal, csv_text, digest, replace_file, with_seqs
from landing.tree import Tree, put_entry, put_rows

PAGES = ("deck", "page", "section", "title_ja", "title_en", "numbers")
# so many of what is not decided are shown
SHOWN = 40


def accept(proposal: Proposal, project: Project, published_on: str = "") -> tuple[list[Path], Findings]:
    """Write all that the deck needs, or nothing; the files that changed, and what the checks say."""
    if published_on and not re.fullmatch(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?", published_on):
        raise LandingError(f"--published-on {published_on}: a date 2025-11-07 or, where the day is not known, a month 2025-11")
    lock = project.root / "target/landing/accept.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    # two decks that are accepted at once would each write the dictionary without the rows of the other
    with FileLock(lock):
        return accept_alone(proposal, project, published_on)


def accept_alone(proposal: Proposal, project: Project, published_on: str) -> tuple[list[Path], Findings]:
    before = written_before(proposal, project)
    findings = checking.find(proposal, replace(project, without=before))
    draft_new_deals(findings, project)
    refuse_open(findings)
    named = checking.with_line_items(findings.proposal)
    named = replace(named, numbers=accounts.one_print(named.numbers))
    ledger = accounts.rows(named, project, findings.drafted.get("large_deals", []))
    tree, added = Tree(project.root), rows_to_add(findings, replace(project, without=before))
    figures = with_seqs(named.numbers)
    deck = proposal.deck
    tree.put(Path(f"seeds/decks/{deck}.csv"), csv_text(LANDED, ({name: getattr(row, name) for name in LANDED} for row in figures)))
    tree.put(Path(f"seeds/ledgers/{deck}_ledger.csv"), csv_text(COLUMNS, ledger))
    put_pages(tree, project, named, Counter(row["page"] for row in ledger))
    for seed in drafts.SEEDS:
        put_rows(tree, project, seed, added.get(seed, []), before.get(seed, []), drafts.KEYS[seed])
    put_entry(tree, project.entry(proposal, published_on) | {"ledger": True})
    for seed in sorted(set(added) - {"large_deals"}):
        # what was drafted on the way stands beside the proposal, to be mended there and accepted again
        drafts.write(proposal.folder, project, seed, added[seed])
    explained.draft(proposal.folder, project, findings.explanations)
    changed = tree.write()
    note = {"deck": digest(project.root / f"seeds/decks/{deck}.csv"), "rows": added}
    replace_file(proposal.folder / "accepted.json", json.dumps(note, ensure_ascii=False, indent=1) + "\n")
    return changed, findings


def written_before(proposal: Proposal, project: Project) -> dict[str, list[Row]]:
    """The rows that an earlier `accept` of this proposal added; a deck that was landed otherwise, or edited since, is refused."""
    path, landed = proposal.folder / "accepted.json", project.root / f"seeds/decks/{proposal.deck}.csv"
    if not project.is_landed(proposal.deck):
        return {}
    try:
        note = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        raise LandingError(
            f"{proposal.deck} is landed already, and not from this proposal: to land it anew, take {landed.name} and its entry in"
            " dbt_project.yml out of the project first"
        ) from None
    if not landed.exists() or digest(landed) != note["deck"]:
        raise LandingError(f"{landed} was edited since it was accepted; go on there, or put it back as it was and run this again")
    return note["rows"]


def refuse_open(findings: Findings) -> None:
    wrong = [*findings.unreadable, *findings.open]
    if wrong:
        more = f"\n  and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
        listed = "\n  ".join(wrong[:SHOWN])
        count = "1 number is" if len(wrong) == 1 else f"{len(wrong)} numbers are"
        raise LandingError(
            f"{count} not decided, and nothing was written:\n  {listed}{more}\n"
            f"decide with `python scripts/land.py review {findings.proposal.deck}`, or in the file"
        )


def draft_new_deals(findings: Findings, project: Project) -> None:
    """Put the deals that no deck has told of yet beside the proposal, to be completed there."""
    folder = findings.proposal.folder
    known = drafts.read(folder, project).get("large_deals", [])
    missing = [
        row
        for row in findings.drafted.get("large_deals", [])
        if deal_rows.lacks(row) and row["deal"] not in {one["deal"] for one in known}
    ]
    if missing:
        drafts.write(folder, project, "large_deals", [*known, *missing])


def rows_to_add(findings: Findings, project: Project) -> dict[str, list[Row]]:
    """The drafted rows, and the relations that sums show."""
    proposal = findings.proposal
    used = {number.line_item.removeprefix("new:") for number in proposal.numbers}
    added = {seed: list(rows) for seed, rows in findings.drafted.items()}
    added["line_items"] = [row for row in added.get("line_items", []) if row["line_item"] in used]
    known = [*added.get("calculations", []), *project.rows("calculations")]
    added["calculations"] = [*added.get("calculations", []), *calculations(findings.sums, proposal.source.company, known)]
    return {seed: rows for seed, rows in added.items() if rows}


def put_pages(tree: Tree, project: Project, proposal: Proposal, counted: Mapping[str, int]) -> None:
    """The deck's pages, with how many numbers each has; a page that the deck before had too keeps its English title."""
    before = project.before(proposal.source)
    english = {row["title_ja"]: row["title_en"] for row in project.rows("deck_pages") if before and row["deck"] == before["deck"]}
    rows = [
        {name: cell for name, cell in asdict(page).items() if name in PAGES}
        | {"deck": proposal.deck, "numbers": str(counted.get(page.page, 0))}
        | {"title_en": page.title_en or english.get(page.title_ja) or page.title_ja, "title_ja": page.title_ja or page.title_en}
        for page in proposal.pages
    ]
    was = [row for row in project.rows("deck_pages") if row["deck"] == proposal.deck]
    put_rows(tree, project, "deck_pages", rows, was, ("deck", "page"))
