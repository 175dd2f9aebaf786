"""Write the deck as a page: one HTML file from the marts, that opens from disk with no network."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from reporting.marts import NotReportable, read
from reporting.page import render
from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent


def write_report(warehouse: Path, output: Path, company: str | None = None) -> None:
    """Write the page whole or not at all.

    Raises NotReportable where the file is no warehouse.
    """
    page = render(read(warehouse, company))
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        draft.write_text(page, encoding="utf-8", newline="\n")
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)


def main(
    warehouse: Annotated[
        Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file to read: a build, or a release.")
    ] = ROOT / "warehouse/kessan.duckdb",
    output: Annotated[Path, typer.Option(help="The HTML file to write.")] = ROOT / "target/report.html",
    company: Annotated[str | None, typer.Option(help="An id of `companies`; by default that of the newest deck.")] = None,
) -> None:
    """Write the deck as a page that opens from disk with no network."""
    try:
        with Console(stderr=True).status(f"Writing {output.name} from {warehouse}"):
            write_report(warehouse, output, company)
    except NotReportable as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{output} ({output.stat().st_size / 1e6:.1f} MB), from {warehouse}")


if __name__ == "__main__":
    typer.run(main)
