"""The release, or a warehouse file, opened for one question at a time: the next question reads the release that is current then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from mcp.server.fastmcp.exceptions import ToolError

Row = dict[str, Any]
NEEDED = ("amounts", "ratios", "derivation_inputs", "tie_out_figures", "figure_audit", "forecast_revisions")


@dataclass(frozen=True)
class Rows:
    """The marts of an open warehouse; every value of a question is a parameter, never part of a query."""

    connection: duckdb.DuckDBPyConnection
    release: str

    def all(self, query: str, **parameters: object) -> list[Row]:
        result = self.connection.execute(query, parameters) if parameters else self.connection.execute(query)
        columns = [column[0] for column in result.description]
        return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


@contextmanager
def opened(warehouse: Path) -> Iterator[Rows]:
    """Open it read-only, with no way to any other file."""
    path = warehouse.resolve()
    if not path.is_file():
        raise ToolError(f"there is no warehouse at {warehouse}: run `make release`, or name a file with --warehouse")
    try:
        with duckdb.connect(path, read_only=True, config={"enable_external_access": "false", "threads": "1"}) as connection:
            there = {
                name
                for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
            }
            if missing := [name for name in NEEDED if name not in there]:
                raise ToolError(f"{warehouse} has no marts.{missing[0]}: release it anew with `make release`")
            named = connection.execute(
                "select 1 from duckdb_views() where view_name = 'release' and schema_name = 'main'"
            ).fetchone()
            release = connection.execute("select release from main.release").fetchone() if named else None
            yield Rows(connection, release[0] if release else f"no release: {path.name}")
    except duckdb.Error as error:
        raise ToolError(f"{warehouse} cannot be read: {error}") from error
