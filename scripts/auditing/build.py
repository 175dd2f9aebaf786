"""The suspects of the project as it is: what `make build` tells after a build that fails."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
from landing.dictionary import read_company
from landing.project import Project, Row

from auditing.copies import Copies, as_word, landed
from auditing.naming import told
from auditing.suspects import TRIED, suspects


def suspects_of(root: Path, deck: str, *, listed: bool = False) -> Iterator[str]:
    """What fails of a landed deck, and who is suspected; with `listed`, also of what is listed as the deck's own error."""
    # what the deck got wrong its text has too
    company = landed(Project(root), deck, with_ledger=not listed)
    if listed:
        company = replace(company, seeds={"known_discrepancies": unlisted(company.project, deck)})
    outcome, steps = suspects(Copies(company, TRIED + 1), deck, read_company(company.name, root))
    if not outcome.errors:
        yield f"{deck}: nothing fails that a figure of it could mend"
        return
    yield f"{deck}: {len(outcome.errors)} failing"
    yield from (f"  {line}" for line in told(outcome, steps))


def unlisted(project: Project, deck: str) -> list[Row]:
    """The listed discrepancies without those of the deck; a wrong unit, label or date is no cell of the deck's file."""
    rows = project.rows("known_discrepancies")
    return [row for row in rows if f":{deck}:" not in row["tie_out_id"] or row["tie_out_id"].startswith("misprint:")]


def failing_decks(root: Path, target: Path, warehouse: Path) -> list[str]:
    """The decks that failing tests of the last build name; all of them where it left nothing to ask."""
    decks = [entry["deck"] for entry in Project(root).decks]
    try:
        results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
        failing = [result["compiled_code"] for result in results if result["status"] == "fail"]
        with duckdb.connect(warehouse, read_only=True) as connection:
            rows = [str(row) for code in failing for row in connection.sql(code).fetchall()]
    except (OSError, ValueError, KeyError, duckdb.Error):
        return decks
    return [deck for deck in decks if any(re.search(as_word([deck]), row) for row in rows)]
