"""Build the companies of an archive that changed; each is in the warehouse as it was built, or as it was before."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from archiving.building import Outcome, update
from archiving.folder import ROOT, ArchiveError
from filelock import FileLock, Timeout
from rich.console import Console

console = Console(markup=False, highlight=False)
WAREHOUSE = ROOT / "warehouse/archive.duckdb"
SHOWN = 20
BUILDS = min(2, os.cpu_count() or 1)


def main(
    archive: Annotated[Path, typer.Argument(help="The folder with a folder for each company.")],
    warehouse: Annotated[Path, typer.Option(help="The DuckDB file that is brought up to date.")] = WAREHOUSE,
    figures: Annotated[
        int, typer.Option(min=1, help="How many figures a build takes at most: a gigabyte or so for 100,000.")
    ] = 300_000,
    builds: Annotated[int, typer.Option(min=1, help="How many builds run at a time; each takes a core and its memory.")] = BUILDS,
) -> None:
    """Bring the warehouse of an archive up to date: a company that changed is built anew, one that does not tie is held back."""
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(f"{warehouse}.lock", timeout=0):
            outcome = update(archive, warehouse, figures, builds, lambda said: console.print(said))
    except Timeout:
        fail(f"{warehouse}: is being built by another command; wait for it to end")
    except ArchiveError as error:
        fail(str(error))
    tell(outcome, warehouse)


def fail(message: str) -> None:
    Console(stderr=True, markup=False, highlight=False).print(message, soft_wrap=True)
    raise typer.Exit(1)


def tell(outcome: Outcome, warehouse: Path) -> None:
    """How many companies were built, and which are held back."""
    console.print(
        f"{warehouse}: {len(outcome.built):,} companies built, {len(outcome.removed):,} removed,"
        f" {outcome.unchanged:,} unchanged, {len(outcome.held):,} held back",
        soft_wrap=True,
    )
    for company, reasons in list(outcome.held.items())[:SHOWN]:
        counts = Counter(test for test, _ in reasons)
        console.print(f"  {company}: " + ", ".join(f"{test} {count}" for test, count in counts.items()), soft_wrap=True)
    if outcome.held:
        console.print("  all of them, with each reason: the table archive.held_back", soft_wrap=True)


if __name__ == "__main__":
    typer.run(main)
