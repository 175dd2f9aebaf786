"""Write the analyst's workbook of each company: sheets whose every number leads to its source, from the last build or a release."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer
from drafted import drafted
from reporting.marts import NotReportable, companies_in, read
from rich.console import Console
from workbook.build import built
from workbook.links import numbers_in
from workbook.write import write_workbook

ROOT = Path(__file__).resolve().parent.parent
# what no file name may hold on one system or another
UNSAFE = re.compile(r'[<>:"/\\|?*]')


def write_one(warehouse: Path, folder: Path, company: str, report: Path) -> Path:
    """The workbook of a company, whole or not at all."""
    marts = read(warehouse, company)
    path = folder / f"{UNSAFE.sub('_', company)}.xlsx"
    with drafted(path) as draft:
        write_workbook(draft, built(marts, numbers_in(report, company)))
    return path


def main(
    warehouse: Annotated[
        Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file to read: a build, or a release.")
    ] = ROOT / "warehouse/kessan.duckdb",
    folder: Annotated[Path, typer.Option(help="The folder to write <company>.xlsx to.")] = ROOT / "target",
    company: Annotated[str | None, typer.Option(help="An id of `companies`; by default every company that has a deck.")] = None,
    report: Annotated[
        str, typer.Option(help="The report beside it that numbers link to; no links where it is not there.")
    ] = "report.html",
) -> None:
    """Write <company>.xlsx for each company: statements, KPIs and guidance, with live formulas and checks."""
    try:
        for one in [company] if company else companies_in(warehouse):
            with Console(stderr=True).status(f"Writing {one}.xlsx from {warehouse}"):
                path = write_one(warehouse, folder, one, folder / report)
            typer.echo(f"{path} ({path.stat().st_size / 1e3:.0f} kB), from {warehouse}")
    except NotReportable as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error


if __name__ == "__main__":
    typer.run(main)
