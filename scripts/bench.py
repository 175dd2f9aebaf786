"""Where the time of a build goes: dbt's wall time against the same SQL in one DuckDB process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Annotated

import typer
from compiled import nodes_of_last_run, open_empty, statement
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent


def dbt_build(warehouse: Path, target: Path) -> float:
    """Seconds that `dbt build` takes, start to end."""
    started = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "--quiet", "build", "--target-path", str(target)],
        cwd=ROOT,
        env=os.environ | {"KESSAN_WAREHOUSE": str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
        check=False,
    )
    if done.returncode:
        raise typer.Exit(done.returncode)
    return time.perf_counter() - started


def same_sql(target: Path) -> float:
    """Seconds that the compiled SQL of the last build takes in one DuckDB process."""
    nodes = nodes_of_last_run(target)
    with open_empty(nodes) as connection:
        started = time.perf_counter()
        for node in nodes:
            connection.execute(statement(node)).fetchall()
        return time.perf_counter() - started


def report(warehouse: Path) -> tuple[float, float]:
    """Seconds that the report takes, start to end, and its megabytes."""
    output = warehouse.with_name("report.html")
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, ROOT / "scripts/report.py", "--warehouse", str(warehouse), "--output", str(output)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started, output.stat().st_size / 1e6


def main(runs: Annotated[int, typer.Option(min=1, help="Builds to measure; the fastest counts.")] = 3) -> None:
    """Measure a warm `dbt build` and say where its time goes."""
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        warehouse, target = Path(folder) / "kessan.duckdb", Path(folder) / "target"
        dbt_build(warehouse, target)
        wall, plain = float("inf"), float("inf")
        for _ in track(range(runs), description="Building", console=console, transient=True):
            seconds = dbt_build(warehouse, target)
            if seconds < wall:
                wall = seconds
                results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))
            plain = min(plain, same_sql(target))
        written, size = report(warehouse)

    spent: dict[str, list[float]] = defaultdict(list)
    for result in results["results"]:
        kind = {"seed": "seeds", "model": "models", "test": "data tests", "unit_test": "unit tests"}.get(
            result["unique_id"].split(".")[0], "hooks"
        )
        spent[kind].append(result["execution_time"])

    table = Table("what", "nodes", "seconds", "ms each", title="dbt build, warm")
    for kind, seconds in sorted(spent.items()):
        table.add_row(kind, str(len(seconds)), f"{sum(seconds):.2f}", f"{1000 * sum(seconds) / len(seconds):.0f}")
    in_nodes = sum(map(sum, spent.values()))
    table.add_row("start, parse, compile, write", "", f"{wall - in_nodes:.2f}", "")
    table.add_section()
    table.add_row("wall", str(sum(map(len, spent.values()))), f"{wall:.2f}", "")
    console.print(table)
    console.print(f"the same SQL in one DuckDB process: {plain:.2f} s; dbt takes {wall / plain:.1f} times as long")
    console.print(f"the report: {written:.2f} s, {written / wall:.1f} of a build, {size:.1f} MB")
    console.print(f"test nodes: {len(spent['data tests']) + len(spent['unit tests'])}")


if __name__ == "__main__":
    typer.run(main)
