"""The SQL that dbt compiled, to be run without dbt: one DuckDB process, no bookkeeping."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import typer


def nodes_of_last_run(target: Path) -> list[dict]:
    """Seeds, models and data tests of the last build, in the order in which dbt ran them."""
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = [manifest[result["unique_id"]] for result in results if result["unique_id"] in manifest]
    nodes = [node for node in nodes if node["resource_type"] in ("seed", "model", "test")]
    if not nodes or any(node["resource_type"] != "seed" and not node.get("compiled_code") for node in nodes):
        raise typer.BadParameter(f"{target} does not hold a whole build; run `dbt build` first")
    return nodes


def statement(node: dict) -> str:
    """What dbt runs for a node; of a data test, the count of failing rows."""
    if node["resource_type"] == "test":
        return f"select count(*) from ({node['compiled_code']})"
    if node["resource_type"] == "model":
        return f"create or replace {node['config']['materialized']} {node['relation_name']} as {node['compiled_code']}"
    columns = ", ".join(f"{name} varchar" for name in node["config"]["column_types"])
    path = Path(node["root_path"]) / node["original_file_path"]
    return f"create or replace table {node['relation_name']} ({columns}); copy {node['relation_name']} from '{path}' (header)"


def open_empty(nodes: list[dict]) -> duckdb.DuckDBPyConnection:
    """A database in memory with the schemas that the nodes need."""
    connection = duckdb.connect()
    connection.execute(f"attach ':memory:' as {nodes[0]['database']}")
    connection.execute(f"use {nodes[0]['database']}")
    for schema in sorted({node["schema"] for node in nodes if node["resource_type"] != "test"}):
        connection.execute(f"create schema {schema}")
    return connection
