"""Where the time of a build goes: dbt's wall time against the same SQL in one DuckDB process, or against another commit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Annotated

import typer
from benching.sizes import Size, exponent, measured
from compiled import nodes_of_last_run, open_empty, statement
from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).resolve().parent.parent
# models that a benchmark of sizes names, the dearest first
DEAREST = 25


def dbt_build(warehouse: Path, target: Path, project: Path = ROOT) -> float:
    """Seconds that `dbt build` takes, start to end."""
    started = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "--quiet", "build", "--target-path", target, "--log-path", target],
        cwd=project,
        env=os.environ | {"KESSAN_WAREHOUSE": str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
        check=False,
    )
    if done.returncode:
        raise typer.Exit(done.returncode)
    return time.perf_counter() - started


def same_sql(target: Path) -> float:
    """Seconds that the compiled SQL of the last build takes in one DuckDB process."""
    nodes = nodes_of_last_run(target, ROOT)
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


@contextmanager
def checked_out(revision: str) -> Iterator[Path]:
    """The files of a commit in a folder of their own."""
    git = ["git", "-C", str(ROOT)]
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "commit.tar"
        done = subprocess.run([*git, "archive", "--output", archive, revision], capture_output=True, text=True, check=False)
        if done.returncode:
            raise typer.BadParameter(f"{revision}: {done.stderr.strip()}")
        project = Path(folder) / "project"
        project.mkdir()
        subprocess.run(["tar", "-xf", archive, "-C", project], check=True)
        yield project


def checks_of(target: Path) -> Counter[str]:
    """Nodes of the last build, by kind."""
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    return Counter(result["unique_id"].partition(".")[0] for result in results)


def against(revision: str, runs: int, console: Console) -> None:
    """Build another commit and this one by turns, both warm, and compare the fastest build of each."""
    with checked_out(revision) as other, tempfile.TemporaryDirectory() as folder:
        projects = {revision: other, "here": ROOT}
        places = {
            name: (Path(folder) / f"{name.replace('/', '_')}.duckdb", Path(folder) / f"target_{index}")
            for index, name in enumerate(projects)
        }
        seconds: dict[str, list[float]] = {name: [] for name in projects}
        for turn in track(range(runs + 1), description="Building", console=console, transient=True):
            for name, project in projects.items():
                took = dbt_build(*places[name], project)
                # the first build reads every file; what counts is a build after a build
                if turn:
                    seconds[name].append(took)
        table = Table("commit", "models", "tests", "unit tests", "fastest", "median", title=f"dbt build, warm, {runs} by turns")
        for name, (_, target) in places.items():
            nodes = checks_of(target)
            counts = (str(nodes[kind]) for kind in ("model", "test", "unit_test"))
            table.add_row(name, *counts, f"{min(seconds[name]):.2f} s", f"{median(seconds[name]):.2f} s")
    console.print(table)
    console.print(f"here takes {min(seconds['here']) / min(seconds[revision]):.2f} of the time of {revision}")


def at_sizes(sizes: list[int], seed: int, revision: str | None, folder: Path | None, console: Console) -> None:
    """Build generated companies at each size, here and at another commit, and say what a figure costs."""
    with ExitStack() as opened:
        home = folder or Path(opened.enter_context(tempfile.TemporaryDirectory()))
        projects = {"here": ROOT} | ({revision: opened.enter_context(checked_out(revision))} if revision else {})
        for name, project in projects.items():
            if not (project / "macros/archive.sql").exists():
                raise typer.BadParameter(f"{name} lands no archive; name a commit that does")
            builds = [
                measured(project, home / f"{name.replace('/', '_')}_{figures}", figures, seed)
                for figures in track([0, *sorted(sizes)], description=f"Building {name}", console=console, transient=True)
            ]
            tell_sizes(name, builds, console)


def tell_sizes(name: str, builds: list[Size], console: Console) -> None:
    """A row for each size, and where the time of the largest goes."""
    nothing, *grown = builds
    table = Table(
        *("figures", "companies", "models", "tests", "exponent", "seconds", "peak", "on disk", "wrong figures"),
        title=f"a figure's CPU in models and tests, beyond a build without generated companies: {name}",
    )
    for before, size in zip([nothing, *grown], grown, strict=False):
        table.add_row(
            f"{size.figures:,}",
            f"{size.companies:,}",
            f"{1e6 * (size.models.cpu - nothing.models.cpu) / size.figures:.1f} µs",
            f"{1e6 * (size.tests.cpu - nothing.tests.cpu) / size.figures:.1f} µs",
            f"{exponent(before, size, nothing):.2f}" if before is not nothing else "",
            f"{size.models.wall:.0f} + {size.tests.wall:.0f}",
            f"{max(size.models.peak, size.tests.peak):.2f} GiB",
            f"{(size.disk - nothing.disk) / size.figures:,.0f} B",
            f"{size.found} of {size.planted} found" + (f", {size.falsely_held} held falsely" if size.falsely_held else ""),
        )
    console.print(table)
    console.print(f"without them: models {nothing.models.cpu:.1f} s of CPU, tests {nothing.tests.cpu:.1f} s")
    largest = grown[-1]
    spent = {node: seconds - nothing.nodes.get(node, 0) for node, seconds in largest.nodes.items()}
    whole = sum(spent.values())
    dearest = dict(sorted(spent.items(), key=lambda node: -node[1])[:DEAREST])
    where = Table(
        *("model", "seconds", "µs a figure", "of all"),
        title=f"where the time goes at {largest.figures:,} figures, by the clock, two threads, beyond a build without them",
    )
    for node, seconds in (dearest | {"all others": whole - sum(dearest.values())}).items():
        where.add_row(node, f"{seconds:.2f}", f"{1e6 * seconds / largest.figures:.1f}", f"{100 * seconds / whole:.1f} %")
    console.print(where)


def main(
    runs: Annotated[int, typer.Option(min=1, help="Builds to measure; the fastest counts.")] = 3,
    revision: Annotated[str | None, typer.Option("--against", help="A commit to build by turns with what is here.")] = None,
    figures: Annotated[list[int] | None, typer.Option(min=1, help="Generated figures to build; once for each size.")] = None,
    seed: Annotated[int, typer.Option(help="Which companies are generated.")] = 1,
    folder: Annotated[Path | None, typer.Option(help="Where warehouses and archives stay, instead of being removed.")] = None,
) -> None:
    """Measure a warm `dbt build` and say where its time goes; with --figures, what a figure costs at each size."""
    console = Console(markup=False)
    if figures:
        at_sizes(figures, seed, revision, folder, Console(markup=False, width=max(console.width, 120)))
        return
    if revision:
        against(revision, runs, console)
        return
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
