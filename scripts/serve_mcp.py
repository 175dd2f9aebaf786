"""Serve the current release to an assistant over the Model Context Protocol, on standard input and output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from assistant.server import server
from assistant.warehouse import opened
from mcp.server.fastmcp.exceptions import ToolError
from release_store import DATABASE

ROOT = Path(__file__).resolve().parent.parent


def main(
    warehouse: Annotated[Path | None, typer.Option(help="A DuckDB file to read instead of the current release.")] = None,
    releases: Annotated[Path, typer.Option(help="The folder of releases.", envvar="KESSAN_RELEASES")] = ROOT / "releases",
) -> None:
    """Answer questions about the figures, each number with its deck, page, printed text, source and checks."""
    path = warehouse or releases / "current" / DATABASE
    try:
        with opened(path):
            pass
    except ToolError as error:
        typer.echo(error, err=True)
        raise typer.Exit(1) from error
    server(path).run()


if __name__ == "__main__":
    typer.run(main)
