"""The SQL that dbt compiled, to be run without dbt: one DuckDB process, no bookkeeping."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import duckdb
import typer
import yaml
from sql_text import literal

FOLDERS = ("macros", "models", "tests")


class CompileError(Exception):
    """The project cannot be compiled; the message has what dbt says."""


def nodes_of_last_run(target: Path, root: Path) -> list[dict]:
    """
    Seeds, models and data tests of the last build of the project in `root`, in the order in which dbt ran them.

    What dbt keeps of a parsed file names the folder that a checkout was moved or copied from; seeds are read from `root`.
    """
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    nodes = [manifest[result["unique_id"]] | {"root_path": str(root)} for result in results if result["unique_id"] in manifest]
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
    return f"create or replace table {node['relation_name']} ({columns}); {copy_from(node['relation_name'], path)}"


def copy_from(relation: str, path: Path) -> str:
    """Load a CSV into a table; an apostrophe in the path ends no string."""
    return f"copy {relation} from {literal(path)} (header)"


def open_empty(nodes: list[dict]) -> duckdb.DuckDBPyConnection:
    """A database in memory with the schemas that the nodes need."""
    connection = duckdb.connect()
    connection.execute(f"attach ':memory:' as {nodes[0]['database']}")
    connection.execute(f"use {nodes[0]['database']}")
    for schema in sorted({node["schema"] for node in nodes if node["resource_type"] != "test"}):
        connection.execute(f"create schema {schema}")
    return connection


def compile_apart(root: Path, folder: Path, settings: dict, select: Iterable[str]) -> bool:
    """
    Have dbt compile the project in a folder of its own, under other settings (a list of decks, say); it reads no data for that.

    Kept until a model, a macro, a test or the settings change; whether anything was compiled. Each deck has an empty file.
    """
    listed = yaml.safe_dump(settings, sort_keys=False, allow_unicode=True)
    selected = sorted(select)
    key = digest_of(root, listed + "\n".join(selected))
    done = folder / "compiled"
    if done.exists() and done.read_text(encoding="utf-8") == key:
        return False
    folder.mkdir(parents=True, exist_ok=True)
    done.unlink(missing_ok=True)
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
        shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("*.py", "*.csv", "*.json", "__pycache__"))
    shutil.copy(root / "profiles.yml", folder / "profiles.yml")
    (folder / "dbt_project.yml").write_text(listed, encoding="utf-8")
    put_seeds(root, folder, settings)
    run_compile(folder, selected)
    done.write_text(key, encoding="utf-8")
    return True


def digest_of(root: Path, listed: str) -> str:
    """What the compiled SQL follows from."""
    found = hashlib.sha256(listed.encode())
    for name in FOLDERS:
        for path in sorted((root / name).rglob("*")):
            if path.suffix in (".sql", ".yml", ".md"):
                found.update(f"{path.relative_to(root)}\n".encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def put_seeds(root: Path, folder: Path, settings: dict) -> None:
    """The seeds as they are now, and an empty file for each listed deck that has none."""
    shutil.rmtree(folder / "seeds", ignore_errors=True)
    shutil.copytree(root / "seeds", folder / "seeds")
    for entry in settings["vars"]["decks"]:
        for kind, name in (("decks", entry["deck"]), ("ledgers", f"{entry['deck']}_ledger")):
            path = folder / f"seeds/{kind}/{name}.csv"
            if not path.exists() and (kind == "decks" or entry.get("ledger")):
                columns = settings["seeds"]["kessan"][kind]["+column_types"]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(",".join(columns) + "\n", encoding="utf-8")


def run_compile(folder: Path, select: Iterable[str]) -> None:
    done = subprocess.run(
        [
            Path(sys.executable).with_name("dbt"),
            "--quiet", "--no-use-colors", "compile", "--project-dir", folder, "--profiles-dir", folder,
            "--target-path", folder / "target", "--log-path", folder / "target",
            "--indirect-selection", "empty", "--select", " ".join(select),
        ],
        cwd=folder,
        env={key: value for key, value in os.environ.items() if not key.startswith("DBT_")}
        | {"KESSAN_WAREHOUSE": str(folder / "compiled.duckdb"), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise CompileError("\n".join((done.stdout + done.stderr).strip().splitlines()[-12:]))
