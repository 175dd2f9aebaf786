"""XBRL out of the warehouse: write the report packages, and have Arelle check them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from filing.publish.package import write_packages
from release_files import literal, open_built

ROOT = Path(__file__).resolve().parent.parent

app = typer.Typer(help="Write report packages of XBRL, and have Arelle check them.", no_args_is_help=True)


@app.command()
def write(
    warehouse: Annotated[Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file that dbt built.")] = ROOT
    / "warehouse/kessan.duckdb",
    output: Annotated[Path, typer.Option(help="The folder of packages; what is in it is replaced.")] = ROOT / "target/xbrl",
) -> None:
    """Write a report package of each deck, and one of the whole warehouse."""
    with open_built(warehouse) as connection:
        for summary in write_packages(connection, "built", output):
            typer.echo(summary)


if __name__ == "__main__":
    app()
