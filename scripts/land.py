"""Land a deck: propose what its numbers are, review them in the browser, check them, accept them into the project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from landing.proposal import FOLDER, LandingError, folder_of, locked
from rich.console import Console

Deck = Annotated[str, typer.Argument(metavar="DECK", help="The deck's name: company and quarter, such as iij_2q25.")]
Folder = Annotated[Path, typer.Option("--folder", help="Where working folders are.")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="The deck as PDF.")]
Text = Annotated[Path | None, typer.Option("--text", metavar="FILE", help="The deck's text, in whatever order.")]
Pages = Annotated[Path | None, typer.Option("--pages", metavar="FILE", help="With --text: first_line, last_line, page.")]
app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)
console = Console(markup=False, highlight=False, stderr=True)


@contextmanager
def told() -> Iterator[None]:
    """What can be mended is told in a sentence, not in a traceback."""
    try:
        yield
    except LandingError as error:
        console.print(f"error: {error}", style="red", soft_wrap=True)
        raise typer.Exit(1) from None


@app.command()
def propose(
    deck: Deck,
    pdf: Pdf = None,
    text: Text = None,
    pages: Pages = None,
    company: Annotated[str | None, typer.Option(help="Its company; follows the newest deck.")] = None,
    after: Annotated[str | None, typer.Option(help="The landed deck whose layout it follows.")] = None,
    folder: Folder = FOLDER,
) -> None:
    """Propose what each number of the next deck is, from the deck before and what must add up."""
    from landing.propose import propose as run

    with told(), locked(folder_of(deck, folder), "propose"):
        run(deck, pdf=pdf, text=text, pages=pages, company=company, after=after, base=folder)


@app.command()
def start(company: str, deck: Deck, pdf: Pdf = None, text: Text = None, pages: Pages = None, folder: Folder = FOLDER) -> None:
    """Propose a company's first deck, with no layout to follow."""
    from landing.start import start as run

    with told(), locked(folder_of(deck, folder), "start"):
        run(company, deck, pdf=pdf, text=text, pages=pages, base=folder)


@app.command()
def filing(
    company: Annotated[str, typer.Argument(help="The company that files, an id of companies.csv.")],
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A zip, a folder, a manifest, an instance or an inline document.")],
    deck: Annotated[str | None, typer.Option(help="The deck's name, in place of company, quarter and kind of document.")] = None,
    published_on: Annotated[str | None, typer.Option(metavar="DATE", help="The day of filing, where it does not say it.")] = None,
    corrects: Annotated[str | None, typer.Option(metavar="DECK", help="The landed filing that it amends.")] = None,
) -> None:
    """Land an XBRL filing (EDINET, TDnet, SEC) as a deck that the company's decks are held against."""
    from filing.landing import land
    from filing.telling import tell

    with told():
        tell(land(company, path, deck=deck, published_on=published_on, corrects=corrects), Console(highlight=False))


if __name__ == "__main__":
    app()
