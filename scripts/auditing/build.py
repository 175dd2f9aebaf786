"""The suspects of the project as it is: what `make build` tells after a build that fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from landing.dictionary import read_company
from landing.project import Project

from auditing.copies import Copies, landed
from auditing.naming import told
from auditing.suspects import TRIED, suspects


def suspects_of_project(root: Path, deck: str | None = None) -> Iterator[str]:
    """Of each deck of which something fails, what fails and who is suspected."""
    project = Project(root)
    for name in [deck] if deck else [entry["deck"] for entry in project.decks]:
        company = landed(project, name)
        outcome, steps = suspects(Copies(company, TRIED + 1), name, read_company(company.name, root))
        if outcome.errors:
            yield f"{name}: {len(outcome.errors)} failing"
            yield from (f"  {line}" for line in told(outcome, steps))
        elif deck:
            yield f"{name}: nothing fails"
