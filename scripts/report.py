"""Write the decks as pages: HTML files from the marts, that open from disk with no network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from drafted import drafted
from reporting.decks import deck_page
from reporting.marts import Marts, NotReportable, companies_in, read
from reporting.page import render
from reporting.peers import comparison, index, path_of
from reporting.sections.keys import keyed
from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
COMPARISON = "comparison.html"
# what pages say that this script wrote
GENERATOR = '<meta name="generator" content="Kessan">'


def marts_of(warehouse: Path, company: str | None) -> Marts:
    """The marts as every page shows them: keyed once, for a second time is not the same."""
    marts = read(warehouse, company)
    keyed(marts)
    return marts


def pages_of(warehouse: Path, output: Path, company: str | None) -> dict[Path, str]:
    """What is written where: the page of a company, or of several an index of them with a folder of pages beside it.

    Of several decks each has its page in that folder; the page of a company is that of its only deck.
    Raises NotReportable where the file is no warehouse.
    """
    companies, folder = companies_in(warehouse), output.with_suffix("")
    every = [marts_of(warehouse, one) for one in ([company] if company else companies or [None])]
    if len(every) == 1:
        (marts,) = every
        has_pages = not company and len(marts.rows("decks")) > 1
        pages = {output: render(marts, pages=f"{folder.name}/" if has_pages else None)}
        return pages | (decks_of(marts, folder, f"../../{output.name}", None) if has_pages else {})
    back = f"../{output.name}"
    pages = {
        output: index(every, f"{folder.name}/", f"{folder.name}/{COMPARISON}"),
        folder / COMPARISON: comparison(every, "", back),
    }
    for one, marts in zip(companies, every, strict=True):
        pages[folder / f"{one}.html"] = render(marts, back, "")
        pages |= decks_of(marts, folder, f"../{one}.html", f"../{back}")
    return pages


def decks_of(marts: Marts, folder: Path, company: str, index: str | None) -> dict[Path, str]:
    """The page of each deck of a company."""
    return {folder / path_of(row["deck"]): deck_page(marts, row, company, index) for row in marts.rows("decks")}


def write_report(warehouse: Path, output: Path, company: str | None = None) -> list[Path]:
    """Write the pages, each whole or not at all; pages of companies that are gone are removed.

    Raises NotReportable where the file is no warehouse.
    """
    pages = pages_of(warehouse, output, company)
    for path, page in pages.items():
        with drafted(path) as draft:
            draft.write_text(page, encoding="utf-8", newline="\n")
    if not company:
        for path in output.with_suffix("").rglob("*.html"):
            if path not in pages and GENERATOR in path.read_text(encoding="utf-8", errors="replace"):
                path.unlink()
    return list(pages)


def main(
    warehouse: Annotated[
        Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file to read: a build, or a release.")
    ] = ROOT / "warehouse/kessan.duckdb",
    output: Annotated[Path, typer.Option(help="The HTML file to write.")] = ROOT / "target/report.html",
    company: Annotated[str | None, typer.Option(help="An id of `companies`, to write its page alone.")] = None,
) -> None:
    """Write a page for each company; where there are several, an index of them and a comparison too."""
    try:
        with Console(stderr=True).status(f"Writing {output.name} from {warehouse}"):
            pages = write_report(warehouse, output, company)
    except NotReportable as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error
    size = sum(path.stat().st_size for path in pages) / 1e6
    beside = f" and {len(pages) - 1} pages in {output.with_suffix('')}/" if len(pages) > 1 else ""
    typer.echo(f"{output}{beside} ({size:.1f} MB), from {warehouse}")


if __name__ == "__main__":
    typer.run(main)
