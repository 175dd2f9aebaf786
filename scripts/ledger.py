"""Account for every number in a deck's text: landed as a figure, part of a large deal, or listed with the reason why it is neither.

The ledger (`seeds/ledgers/<deck>_ledger.csv`) holds numbers, where they stand and what stands around them (sign, unit, hedge),
never a sentence of the deck; with the text at hand this script derives it anew. What no rule can know is data in the ledger
itself: a reason recorded for a number stays, and so does the place of a figure, as long as the text there still spells the
same. To decide by hand, edit the row and derive again; ? in place of a sign, a unit or a qualifier claims nothing of it.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from drafted import drafted
from ledgers.derive import Derived, derive
from ledgers.files import ROOT, LedgerError, read_deck, read_ledger, read_words, reasons_before, text_of
from ledgers.rows import COLUMNS, Number
from rich.console import Console
from rich.table import Table

DeckName = Annotated[str, typer.Argument(metavar="DECK", help="The deck, as in seeds/decks/.")]
TextFile = Annotated[Path, typer.Argument(metavar="TEXT", help="The deck's text.")]
PagesFile = Annotated[Path, typer.Argument(metavar="PAGES", help="Its page map: first_line, last_line, page.")]
After = Annotated[str, typer.Option("--after", metavar="DECK", help="The deck before, whose reasons hold where nothing else does.")]
FiguresFolder = Annotated[Path, typer.Option("--figures", help="Folder of the landed figures.")]
DealsFile = Annotated[Path, typer.Option("--deals", help="The large deals.")]
LedgersFolder = Annotated[Path, typer.Option("--ledgers", help="Folder of the ledgers.")]
FIGURES, DEALS, LEDGERS = ROOT / "seeds/decks", ROOT / "seeds/records/large_deals.csv", ROOT / "seeds/ledgers"
app = typer.Typer(help="Account for every number in a deck's text.", no_args_is_help=True)


@contextmanager
def told() -> Iterator[None]:
    """What can be mended is told in a sentence, and nothing was changed."""
    try:
        yield
    except LedgerError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def rendered(numbers: list[Number]) -> str:
    """The ledger as a file."""
    handle = io.StringIO(newline="")
    writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(number.row() for number in numbers)
    return handle.getvalue()


def differences(before: list[Number], after: list[Number]) -> list[tuple[str, Number | None, Number | None]]:
    """What is new, gone or changed, in the order of the text."""
    was, now = ({number.place: number for number in numbers} for numbers in (before, after))
    return [
        ("new" if place not in was else "gone" if place not in now else "changed", was.get(place), now.get(place))
        for place in sorted(was | now)
        if was.get(place) != now.get(place)
    ]


def report(problems: list[str]) -> None:
    for problem in problems:
        typer.echo(problem, err=True)


@app.command()
def check(
    deck: DeckName,
    text: TextFile,
    pages: PagesFile,
    figures: FiguresFolder = FIGURES,
    deals: DealsFile = DEALS,
    ledgers: LedgersFolder = LEDGERS,
) -> None:
    """Derive the ledger anew and report, by page, where the one in the project differs."""
    path = ledgers / f"{deck}_ledger.csv"
    with told():
        recorded = read_ledger(path)
        landed = read_deck(deck, text, pages, figures, deals)
        derived = derive(landed, recorded, read_words(landed.figures))
    found = differences(recorded, derived.numbers)
    if found:
        table = Table(
            "page", "line", "position", "what", "in the ledger", "in the text", title=f"{path.name}: {len(found)} differences"
        )
        for what, before, after in found:
            table.add_row(*map(str, (after or before).place), what, str(before or ""), str(after or ""))
        Console(width=None if Console().is_terminal else 160).print(table)
    report(derived.problems)
    if found or derived.problems:
        raise typer.Exit(1)
    if rendered(derived.numbers) != text_of(path, ""):
        typer.echo(f"{path}: the rows are right, their order, columns or line ends are not; run `derive --write`", err=True)
        raise typer.Exit(1)
    typer.echo(f"{path.name}: {len(recorded)} numbers, each accounted for")


def derived_anew(deck: str, after: str, text: Path, pages: Path, figures: Path, deals: Path, ledgers: Path) -> Derived:
    """The ledger of a deck from what it has and, where nothing else explains a number, from that of the deck before."""
    path = ledgers / f"{deck}_ledger.csv"
    with told():
        landed = read_deck(deck, text, pages, figures, deals)
        before = reasons_before(ledgers / f"{after}_ledger.csv", deck, after, landed.pages) if after else {}
        return derive(landed, read_ledger(path) if path.exists() else [], read_words(landed.figures), before)


@app.command("derive")
def derive_ledger(
    deck: DeckName,
    text: TextFile,
    pages: PagesFile,
    write: Annotated[bool, typer.Option("--write", help="Replace the ledger.")] = False,
    after: After = "",
    figures: FiguresFolder = FIGURES,
    deals: DealsFile = DEALS,
    ledgers: LedgersFolder = LEDGERS,
) -> None:
    """Derive the ledger and count its numbers; write it only if every number is explained and every figure found."""
    path = ledgers / f"{deck}_ledger.csv"
    derived = derived_anew(deck, after, text, pages, figures, deals, ledgers)
    counts = Counter(number.disposition or "unexplained" for number in derived.numbers)
    table = Table("disposition", "numbers", title=f"{deck}: {counts.total()} numbers")
    for disposition, count in counts.most_common():
        table.add_row(disposition, str(count))
    Console().print(table)
    report(derived.problems)
    if derived.problems:
        typer.echo(f"{len(derived.problems)} problems; {path} is as it was", err=True)
        raise typer.Exit(1)
    if write:
        with drafted(path) as draft:
            draft.write_text(rendered(derived.numbers), encoding="utf-8", newline="")


if __name__ == "__main__":
    app()
