"""XBRL out of the warehouse: write the report packages, and have Arelle check them."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from filing.publish.check import STATED, NotChecked, check
from filing.publish.package import write_packages
from release_files import open_built
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "target/xbrl"
ARELLE = ROOT / ".venv-arelle/bin"

app = typer.Typer(help="Write report packages of XBRL, and have Arelle check them.", no_args_is_help=True)
console = Console(markup=False, emoji=False, highlight=False, width=None if Console().is_terminal else 160)


@app.command()
def write(
    warehouse: Annotated[Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file that dbt built.")] = ROOT
    / "warehouse/kessan.duckdb",
    output: Annotated[Path, typer.Option(help="The folder to write; packages of an earlier run in it are replaced.")] = OUTPUT,
) -> None:
    """Write a report package of each deck, and one of the whole warehouse."""
    if output.exists() and any(path.suffix not in (".zip", ".xbr") for path in output.iterdir()):
        typer.echo(f"{output}: holds something else than report packages; name another folder", err=True)
        raise typer.Exit(1)
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        with open_built(warehouse) as connection:
            summaries = write_packages(connection, "built", draft)
        shutil.rmtree(output, ignore_errors=True)
        draft.rename(output)
    except duckdb.Error as error:
        typer.echo(f"{warehouse}: not a warehouse that `make build` built: {str(error).splitlines()[0]}", err=True)
        raise typer.Exit(1) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    table = Table("package", "reports", "facts", "sums", "figures left out", "sums left out")
    for one in summaries:
        omitted = sum(one.omitted_figures.values())
        table.add_row(one.file, *map(str, (one.reports, one.facts, one.calculations, omitted, one.omitted_calculations)))
    console.print(table)
    typer.echo(f"{output}, from {warehouse}")


@app.command("check")
def check_packages(
    packages: Annotated[list[Path] | None, typer.Argument(help="Report packages; without one, all of --output.")] = None,
    output: Annotated[Path, typer.Option(help="The folder of packages.")] = OUTPUT,
    arelle: Annotated[Path, typer.Option(help="The folder of Arelle's commands, as `make arelle` makes it.")] = ARELLE,
) -> None:
    """Have Arelle validate packages, and count the sums that it adds up; exit code 1 if it has anything to say."""
    found = packages or sorted(path for path in output.glob("*") if path.suffix in (".zip", ".xbr"))
    if not found:
        typer.echo(f"{output}: no report packages; `make xbrl` writes those of the last build", err=True)
        raise typer.Exit(1)
    table = Table("package", "reports", "facts", "sums that Arelle adds up", "of", "messages")
    passed = True
    for package in found:
        try:
            with Console(stderr=True).status(f"Arelle reads {package.name}"):
                one = check(package, arelle)
        except NotChecked as error:
            typer.echo(error, err=True)
            raise typer.Exit(1) from None
        table.add_row(package.name, *map(str, (one.reports, one.facts, one.sums, one.stated["calculations"], len(one.messages))))
        for message in one.messages:
            typer.echo(f"{package.name}: {message}", err=True)
        if not one.passed and not one.messages:
            stated = ", ".join(f"{one.stated[key]} {key}" for key in STATED)
            typer.echo(f"{package.name}: says that it has {stated}; Arelle finds others", err=True)
        passed = passed and one.passed
    console.print(table)
    if not passed:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
