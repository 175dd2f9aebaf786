"""
Hold all relations of each company together: the checks compare what is printed two or three figures at a time, this asks
whether one set of amounts, printed or not, can satisfy every print at once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from auditing.telling import audit
from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent


def main(
    companies: Annotated[list[str] | None, typer.Argument(metavar="[COMPANY]...", help="Of all companies, these.")] = None,
    warehouse: Annotated[Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file that was built.")] = Path(
        "warehouse/kessan.duckdb"
    ),
) -> None:
    """Fail where figures of a company cannot all be true, and name the fewest of them that cannot."""
    path = ROOT / warehouse
    if not path.is_file():
        raise typer.BadParameter(f"{path} is not there; run `make build` first")
    with duckdb.connect(path, read_only=True) as connection:
        held, problems = audit(connection, companies)
    console = Console(markup=False, highlight=False, soft_wrap=True)
    for line in held:
        console.print(line)
    for problem in problems:
        console.print(problem, style="red")
    raise typer.Exit(bool(problems))


if __name__ == "__main__":
    typer.run(main)
