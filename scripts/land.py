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
    last_text: Annotated[Path | None, typer.Option("--last-text", metavar="FILE", help="The text of the deck it follows.")] = None,
    last_pages: Annotated[Path | None, typer.Option("--last-pages", metavar="FILE", help="The page map of that text.")] = None,
    folder: Folder = FOLDER,
) -> None:
    """Propose what each number of the next deck is, from the deck before and what must add up."""
    from landing.propose import propose as run

    with told(), locked(folder_of(deck, folder), f"land.py propose {deck}"), console.status("reading"):
        run(
            deck, pdf=pdf, text=text, pages=pages, company=company, after=after,
            last_text=last_text, last_pages=last_pages, base=folder, tell=console.print,
        )  # fmt: skip


@app.command()
def start(company: str, deck: Deck, pdf: Pdf = None, text: Text = None, pages: Pages = None, folder: Folder = FOLDER) -> None:
    """Propose a company's first deck, with no layout to follow."""
    from landing.start import start as run

    with told(), locked(folder_of(deck, folder), f"land.py start {deck}"), console.status("reading"):
        run(company, deck, pdf=pdf, text=text, pages=pages, base=folder, tell=console.print)


@app.command()
def review(
    deck: Deck,
    folder: Folder = FOLDER,
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 is any that is free.")] = 0,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
) -> None:
    """Look at each number on its slide, decide what is uncertain, and see at once what the checks say."""
    from landing.desk import Desk
    from landing.project import Project
    from landing.proposal import read
    from landing.served import serve

    def ready(address: str) -> None:
        Console(markup=False, highlight=False, soft_wrap=True).print(
            f"{address}\nEach decision is saved at once; Ctrl-C ends the review."
        )
        if browser:
            typer.launch(address)

    with told(), locked(folder_of(deck, folder), f"land.py review {deck}"):
        serve(Desk(read(deck, folder), Project()), port, ready)


@app.command()
def check(deck: Deck, folder: Folder = FOLDER) -> None:
    """Say what the checks say, what looks wrong though no check fails, and what is not decided yet."""
    from landing.checking import find
    from landing.project import Project
    from landing.proposal import read
    from landing.told import tell

    with told(), console.status("running the project's SQL"):
        findings = find(read(deck, folder), Project())
    if not tell(findings, Console(markup=False, highlight=False)):
        raise typer.Exit(1)


@app.command()
def accept(
    deck: Deck,
    folder: Folder = FOLDER,
    published_on: Annotated[str, typer.Option(help="When it was published, where the document does not say: 2025-11-07.")] = "",
) -> None:
    """Write the deck, its ledger and pages, and the rows that it needs into the project; nothing where a number is unknown."""
    from landing.accepting import accept as run
    from landing.project import Project
    from landing.proposal import read

    shown = Console(markup=False, highlight=False, soft_wrap=True)
    with told(), locked(folder_of(deck, folder), f"land.py accept {deck}"), console.status("running the project's SQL"):
        changed, findings = run(read(deck, folder), Project(), published_on)
    for path in changed:
        shown.print(f"wrote {path}")
    for one in findings.sums:
        shown.print(f"a relation that the numbers show, in calculations.csv: {one}")
    if not published_on and not findings.proposal.source.published_on:
        when = Project().entry(findings.proposal)["published_on"]
        shown.print(
            f"The document does not say when it was published; {when} is a guess: give --published-on, or see dbt_project.yml."
        )
    if not changed:
        shown.print(f"{deck} is in the project as it was proposed; nothing changed")
    if findings.verdicts.failing:
        shown.print(f"{len(findings.verdicts.failing)} checks do not hold: `python scripts/land.py check {deck}` lists them")
    for seed, rows in findings.explanations.items():
        shown.print(
            f"to be confirmed: {len(rows)} rows of {findings.proposal.folder / seed}.csv, by taking `confirm: ` out of each"
        )
    if findings.together:
        sets = "1 set of figures" if len(findings.together) == 1 else f"{len(findings.together)} sets of figures"
        shown.print(f"{sets} cannot all be true: `python scripts/land.py check {deck}` names them")
    shown.print("Run `dbt build`: it says the rest.")


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
        tell(
            land(company, path, deck=deck, published_on=published_on, corrects=corrects),
            Console(highlight=False, width=None if console.is_terminal else 200),
        )


if __name__ == "__main__":
    app()
