"""How well the project's checks find what is wrong in a deck, and which cell it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from landing.proposal import LandingError
from rich.console import Console

ROOT = Path(__file__).resolve().parent.parent
Deck = Annotated[str, typer.Argument(metavar="DECK", help="A landed deck, as in seeds/decks/.")]
app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(markup=False, highlight=False, soft_wrap=True)


@app.command()
def suspects(deck: Annotated[str | None, typer.Argument(metavar="[DECK]", help="A landed deck; else each in turn.")] = None) -> None:
    """Name the cell that is wrong where checks of a deck fail, and what it probably is. Changes nothing."""
    from auditing.build import suspects_of_project

    try:
        for line in suspects_of_project(ROOT, deck):
            console.print(line)
    except LandingError as error:
        console.print(f"error: {error}", style="red")
        raise typer.Exit(1) from None


@app.command()
def mutate(
    deck: Deck,
    figures: Annotated[int, typer.Option(min=1, help="How many figures are spoilt in each kind.")] = 100,
    scored: Annotated[int, typer.Option(min=0, help="How many that checks caught, of each kind, the suspects are named for.")] = 10,
    seed: Annotated[int, typer.Option(help="Of the sample.")] = 1,
    page: Annotated[Path, typer.Option(help="The page that is written.")] = ROOT / "docs/mutation.md",
) -> None:
    """Spoil one figure in each of hundreds of copies of a deck, and measure what the tests notice and whom they suspect."""
    from auditing.measuring import measured

    try:
        content = measured(ROOT, deck, figures, scored, seed, console)
    except (LandingError, AssertionError) as error:
        console.print(f"error: {error}", style="red")
        raise typer.Exit(1) from None
    page.write_text(content, encoding="utf-8")
    console.print(f"wrote {page}")


if __name__ == "__main__":
    app()
