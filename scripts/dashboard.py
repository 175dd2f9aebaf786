"""Pack the dashboard for Superset's import: the files of dashboards/, with the columns and comments of a release's marts."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
import yaml
from drafted import drafted
from release_files import SCHEMA, open_built

ROOT = Path(__file__).resolve().parent.parent
DASHBOARD = ROOT / "dashboards"
FOLDER = "kessan"
# a zip has the time of each file; the same files give the same bytes
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def columns_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """A mart's columns as Superset knows them: what they mean reaches whoever makes a chart of them."""
    rows = connection.execute(
        "select column_name, data_type, comment from duckdb_columns()"
        " where database_name = 'built' and schema_name = ? and table_name = ? order by column_index",
        [SCHEMA, table],
    ).fetchall()
    return [
        {
            "column_name": name,
            "type": kind,
            "description": comment,
            "is_dttm": kind in ("DATE", "TIMESTAMP"),
            "groupby": True,
            "filterable": True,
        }
        for name, kind, comment in rows
    ]


def completed(connection: duckdb.DuckDBPyConnection, dataset: dict[str, Any]) -> dict[str, Any]:
    """A dataset with all columns of its mart; what its file says of one of them, and columns of its own, stay."""
    table = dataset["table_name"]
    own = {column["column_name"]: column for column in dataset["columns"]}
    columns = columns_of(connection, table)
    if not columns:
        raise typer.BadParameter(f"the warehouse has no {SCHEMA}.{table}, which dashboards/ shows; release it anew: make release")
    there = {column["column_name"] for column in columns}
    if unknown := [name for name, column in own.items() if name not in there and "expression" not in column]:
        raise typer.BadParameter(f"{SCHEMA}.{table} has no column {', '.join(unknown)}, which dashboards/ shows")
    (comment,) = connection.execute(
        "select comment from duckdb_tables() where database_name = 'built' and schema_name = ? and table_name = ?", [SCHEMA, table]
    ).fetchone() or (None,)
    merged = [column | own.pop(column["column_name"], {}) for column in columns]
    return dataset | {
        "description": comment,
        "columns": merged + [{"groupby": True, "filterable": True} | rest for rest in own.values()],
    }


def packed(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, str]:
    """Every file of the export by its path."""
    files = {}
    for path in sorted(DASHBOARD.rglob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        name = path.relative_to(DASHBOARD)
        if name.parts[0] == "datasets":
            content = completed(connection, content)
        if name.parts[0] == "databases":
            content["sqlalchemy_uri"] = content["sqlalchemy_uri"].format(database=database)
        files[f"{FOLDER}/{name.as_posix()}"] = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
    return files


def main(
    warehouse: Annotated[
        Path, typer.Option(help="The DuckDB file that Superset is to read; a release's, not that of a build.")
    ] = ROOT / "releases/current/kessan.duckdb",
    database: Annotated[str | None, typer.Option(help="Its path as Superset sees it, where that is another one.")] = None,
    output: Annotated[Path, typer.Option(help="The zip to write.")] = ROOT / "target/kessan_dashboard.zip",
) -> None:
    """Write the zip that Superset's Import dashboard, or `superset import-dashboards`, reads."""
    if not warehouse.is_file():
        typer.echo(f"{warehouse} does not exist; run `make release` first", err=True)
        raise typer.Exit(1)
    with open_built(warehouse) as connection:
        files = packed(connection, database or str(warehouse.absolute()))
    with drafted(output) as draft, zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(zipfile.ZipInfo(name, LONG_AGO), content)
    typer.echo(f"{output}: {len(files)} files")


if __name__ == "__main__":
    typer.run(main)
