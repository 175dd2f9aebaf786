"""Generate an archive of companies: seeded, each with a profile, books and decks of its own. For benchmarks and tests."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from generating.archive import write_archive
from generating.companies import companies
from rich.console import Console


def main(
    folder: Annotated[Path, typer.Argument(help="Where the archive goes; empty, or not there yet.")],
    figures: Annotated[int, typer.Option(min=1, help="Companies are added until there are as many figures.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same companies.")] = 1,
    wrong: Annotated[int, typer.Option(min=0, help="How many companies have a wrong figure, one each: wrong.csv lists them.")] = 0,
) -> None:
    """Write an archive that `dbt build --vars 'archive: <folder>'` lands."""
    console = Console(markup=False, highlight=False)
    try:
        counts = write_archive(folder, companies(figures, seed, wrong))
    except FileExistsError:
        Console(stderr=True, markup=False).print(f"{folder}: holds something; name an empty folder or one that is not there yet")
        raise typer.Exit(1) from None
    console.print(f"{folder}: " + ", ".join(f"{count:,} {what}" for what, count in counts.items()))


if __name__ == "__main__":
    typer.run(main)
