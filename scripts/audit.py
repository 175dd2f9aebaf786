"""Audit what was landed: all relations of a company at once, which cell is wrong where checks fail, how much they notice."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from landing.proposal import LandingError
from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
Warehouse = Annotated[Path, typer.Option(envvar="KESSAN_WAREHOUSE", help="The DuckDB file that was built.")]
app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(markup=False, highlight=False, soft_wrap=True, width=None if Console().is_terminal else 160)


@app.command()
def relations(
    companies: Annotated[list[str] | None, typer.Argument(metavar="[COMPANY]...", help="Of all companies, these.")] = None,
    warehouse: Warehouse = Path("warehouse/kessan.duckdb"),
) -> None:
    """
    Hold all relations of each company together, amounts that are not printed included.

    Fails where figures cannot all be true, and names the fewest of them that cannot.
    """
    from auditing.telling import audit
    from reporting.marts import NotReportable, connected

    try:
        with connected(ROOT / warehouse) as connection:
            held, problems = audit(connection, companies)
    except NotReportable as error:
        console.print(f"error: {error}", style="red")
        raise typer.Exit(1) from None
    for line in held:
        console.print(line)
    for problem in problems:
        console.print(problem, style="red")
    raise typer.Exit(bool(problems))


@app.command()
def suspects(
    deck: Annotated[
        str | None, typer.Argument(metavar="[DECK]", help="A landed deck; else those that failed in the last build.")
    ] = None,
    warehouse: Warehouse = Path("warehouse/kessan.duckdb"),
    listed: Annotated[bool, typer.Option(help="Also what known_discrepancies.csv lists of the deck as its own error.")] = False,
    target: Annotated[Path, typer.Option(help="Where dbt left the last build.")] = ROOT / "target",
) -> None:
    """Name the cell that is wrong where checks of a deck fail, and what it probably is. Changes nothing."""
    from auditing.build import failing_decks, suspects_of

    try:
        for name in [deck] if deck else failing_decks(ROOT, target, ROOT / warehouse):
            for line in suspects_of(ROOT, name, listed=listed):
                console.print(line)
    except LandingError as error:
        console.print(f"error: {error}", style="red")
        raise typer.Exit(1) from None


@app.command()
def mutate(
    deck: Annotated[str, typer.Argument(metavar="DECK", help="A landed deck, as in seeds/decks/.")],
    figures: Annotated[int, typer.Option(min=1, help="How many figures are spoilt in each kind.")] = 100,
    scored: Annotated[int, typer.Option(min=0, help="How many that checks caught, of each kind, the suspects are named for.")] = 10,
    seed: Annotated[int, typer.Option(help="Of the sample.")] = 1,
    page: Annotated[Path, typer.Option(help="The page that is written.")] = ROOT / "docs/mutation.md",
) -> None:
    """Spoil one figure in each of hundreds of copies of a deck, and measure what the tests notice and whom they suspect."""
    from auditing.measuring import measured

    try:
        measured(ROOT, deck, figures, scored, seed, console, lambda content: page.write_text(content, encoding="utf-8"))
    except LandingError as error:
        console.print(f"error: {error}", style="red")
        raise typer.Exit(1) from None
    console.print(f"wrote {page}")


if __name__ == "__main__":
    app()
