"""Spoil one digit of one figure at a time and see whether a check notices: how sharp the tie-outs are, measured."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from compiled import nodes_of_last_run, open_empty, statement
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
# the first digit is a wrong amount; the last digit is the least that can be wrong
KINDS = ("first digit", "last digit", "sign")


def spoil(printed: str, kind: str) -> str | None:
    """The same print with one thing wrong, or None where it cannot be wrong in that way."""
    digits = [match.start() for match in re.finditer(r"\d", printed)]
    if kind == "sign":
        return printed[1:] if printed[0] in "△▲" else "△" + printed[1:] if printed[0] == "+" else None
    place = digits[0 if kind == "first digit" else -1]
    digit = int(printed[place])
    other = digit + 1 if digit < 9 else 8
    return printed[:place] + str(other) + printed[place + 1 :]


def noticed(connection: duckdb.DuckDBPyConnection, nodes: list[dict]) -> bool:
    """Whether any data test fails once the models are rebuilt."""
    for node in nodes:
        is_table = node["resource_type"] == "model" and node["config"]["materialized"] == "table"
        if is_table or node["resource_type"] == "test":
            ((count,),) = connection.execute(statement(node)).fetchall() or ((0,),)
            if node["resource_type"] == "test" and count:
                return True
    return False


def main(
    deck: Annotated[str, typer.Argument(help="The deck, as in seeds/decks/.")],
    every: Annotated[int, typer.Option(min=1, help="Spoil every n-th figure that a tie-out bears on.")] = 10,
    target: Annotated[Path, typer.Option(help="Where dbt left the last build.")] = ROOT / "target",
    show: Annotated[int, typer.Option(min=0, help="How many unnoticed figures to list.")] = 20,
) -> None:
    """Spoil digits and signs of a deck's figures and count what the checks notice."""
    console = Console()
    # the ledger would notice every digit: what is measured here are the tie-outs, which know no text
    nodes = [node for node in nodes_of_last_run(target) if not node["name"].startswith("assert_ledger_")]
    with open_empty(nodes) as connection:
        for node in nodes:
            if node["resource_type"] != "test":
                connection.execute(statement(node))
        figures = connection.execute(
            "select seq, printed, line_item, measure, period from marts.figure_audit where deck = ? and is_tied order by seq",
            [deck],
        ).fetchall()[::every]
        if not figures:
            raise typer.BadParameter(f"no figure of {deck} is tied; is it in seeds/decks/, and was it built?")
        made, caught, missed = Counter(), Counter(), []
        for seq, printed, *what in track(figures, description="Spoiling", console=console, transient=True):
            for kind in KINDS:
                spoiled = spoil(printed, kind)
                if spoiled is None:
                    continue
                change = f"update landing.{deck} set printed = ? where seq = ?"
                connection.execute(change, [spoiled, str(seq)])
                made[kind] += 1
                if noticed(connection, nodes):
                    caught[kind] += 1
                else:
                    missed.append((kind, str(seq), printed, spoiled, " ".join(what)))
                connection.execute(change, [printed, str(seq)])

    table = Table("what is wrong", "spoiled", "noticed", "share", title=f"{deck}: {len(figures)} figures")
    for kind in KINDS:
        table.add_row(kind, str(made[kind]), str(caught[kind]), f"{100 * caught[kind] / max(made[kind], 1):.1f} %")
    console.print(table)
    for row in missed[:show]:
        console.print("unnoticed:", *row)


if __name__ == "__main__":
    typer.run(main)
