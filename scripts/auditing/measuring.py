"""`make mutate`: a sample, its spoilt decks and their suspects, and the page that tells of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

from landing.dictionary import read_company
from landing.project import Project
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from auditing.copies import Copies, landed
from auditing.mutation import BATCH, Bench, Spoilt
from auditing.report import HEAD, Tally, page, table, tallies
from auditing.suspects import Suspect

# repairs that are tried for each deck that is scored, by its checks alone and with its text at hand
TRIED = {False: 8, True: 4}


def measured(root: Path, deck: str, figures: int, scored: int, seed: int, console: Console, write: Callable[[str], object]) -> None:
    """Measure, show the table and write the page: once what is noticed is known, and again with whom the checks suspect."""
    company = landed(Project(root), deck)
    with console.status("compiling"):
        bench = Bench(Copies(company, BATCH, together=True), deck, read_company(company.name, root))
    slips = list(bench.sample(figures, seed))
    possible = {kind: len(seqs) for kind, seqs in bench.possible.items()}
    with Progress(console=console, transient=True) as progress:
        spoiling = progress.add_task("spoiling", total=len(slips))
        spoilt = bench.spoil(slips, lambda done: progress.update(spoiling, completed=done))
        write(page(deck, seed, tallies(possible, spoilt), bench.shown))
        named: dict[bool, list[tuple[Spoilt, list[Suspect]]]] = {}
        for with_text, tried in TRIED.items():
            chosen = to_score(spoilt, scored, with_text=with_text)
            naming = progress.add_task("naming" + " with the text" * with_text, total=tried * len(chosen))
            tell = partial(lambda task, done: progress.update(task, completed=done), naming)
            named[with_text] = list(zip(chosen, bench.named(chosen, tried, tell, with_text=with_text), strict=True))
            found = tallies(possible, spoilt, named[False], named.get(True, []))
            write(page(deck, seed, found, bench.shown))
    show(f"{deck}, seed {seed}", found, console)


def show(title: str, found: dict[str, Tally], console: Console) -> None:
    shown = Table(*HEAD, title=title, title_justify="left")
    for cells in table(found):
        shown.add_row(*cells)
    console.print(shown)


def to_score(spoilt: list[Spoilt], most: int, *, with_text: bool) -> list[Spoilt]:
    """Some of each kind that stop a build, evenly over the sample; without the text, by what knows nothing of it."""
    found: dict[str, list[Spoilt]] = defaultdict(list)
    for one in sorted(spoilt, key=lambda one: sha256("".join(one.slip.seqs).encode()).digest()):
        if (one.outcome if with_text else one.outcome.without_text).errors and len(found[one.slip.kind]) < most:
            found[one.slip.kind].append(one)
    return [one for its in found.values() for one in its]
