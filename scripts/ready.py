"""Whether a build can begin: what dbt would meet with a traceback, or in words that do not name the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import duckdb
import typer

ROOT = Path(__file__).resolve().parent.parent
# where dbt looks for each kind of seed: no deeper
DEPTH = 2


def problems_of_seed(path: Path) -> Iterator[str]:
    """What keeps a seed file from being read."""
    if len(path.relative_to(ROOT / "seeds").parts) != DEPTH:
        yield f"in a folder of its own; move it to seeds/{path.relative_to(ROOT / 'seeds').parts[0]}/{path.name}"
    try:
        content = path.read_bytes()
    except OSError as error:
        yield f"cannot be read: {error.strerror}"
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        yield f"not UTF-8 (row {row}); save it as UTF-8 without BOM"
        return
    if b"\0" in content:
        row = content[: content.index(b"\0")].count(b"\n") + 1
        yield f"row {row}: a NUL character; take it out"


def problems_of_places(warehouse: Path) -> Iterator[str]:
    """Whether dbt can write what it writes, and nobody else is writing the warehouse."""
    for folder in (ROOT / "target", ROOT / "logs", warehouse.parent):
        there = next(one for one in (folder, *folder.parents) if one.exists())
        if not (there.is_dir() and os.access(there, os.W_OK)):
            yield f"{folder}: cannot be written; build in a copy that is yours, or set KESSAN_WAREHOUSE to a file elsewhere"
    if warehouse.is_file() and os.access(warehouse, os.W_OK):
        try:
            duckdb.connect(warehouse).close()
        except duckdb.Error as error:
            is_locked = "lock" in str(error).lower()
            yield f"{warehouse}: " + ("another build or client has it open; wait for it, or close it" if is_locked else str(error))


def main(
    warehouse: Annotated[Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file that the build writes.")] = Path(
        "warehouse/kessan.duckdb"
    ),
) -> None:
    """Check the seed files and the places that a build writes to; name all that is in the way."""
    problems = [
        f"{path.relative_to(ROOT)}: {problem}"
        for path in sorted((ROOT / "seeds").rglob("*.csv"))
        for problem in problems_of_seed(path)
    ]
    problems += problems_of_places(ROOT / warehouse)
    for problem in problems:
        typer.echo(problem, err=True)
    raise typer.Exit(bool(problems))


if __name__ == "__main__":
    typer.run(main)
