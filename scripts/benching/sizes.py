"""What a figure costs: the same build of generated companies at several sizes, beyond a build without them."""

from __future__ import annotations

import csv
import json
import math
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import typer
from generating.archive import write_archive
from generating.companies import companies

# one company of so many has a wrong figure
WRONG_IN = 25


@dataclass(frozen=True)
class Used:
    """What one command used: seconds of CPU and of the clock, gibibytes at most."""

    cpu: float
    wall: float
    peak: float


@dataclass
class Size:
    """A build at one size; figures beyond those typed by hand."""

    figures: int
    companies: int
    models: Used
    tests: Used
    disk: int
    planted: int = 0
    found: int = 0
    falsely_held: int = 0
    nodes: dict[str, float] = field(default_factory=dict)


def used(project: Path, warehouse: Path, target: Path, archive: Path | None, *command: str) -> Used:
    """Run dbt to its end; Linux and macOS tell what it used."""
    options = ["--quiet", "--target-path", str(target), "--log-path", str(target)]
    if archive:
        options += ["--vars", json.dumps({"archive": str(archive)})]
    started = time.perf_counter()
    running = subprocess.Popen(
        [Path(sys.executable).with_name("dbt"), *command, *options],
        cwd=project,
        env=os.environ | {"KESSAN_WAREHOUSE": str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
        stdout=subprocess.DEVNULL,
    )
    _, status, spent = os.wait4(running.pid, 0)
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise typer.BadParameter(f"dbt {' '.join(command)} ended with {running.returncode}; {target}/dbt.log says why")
    per_gibibyte = 1024**3 if sys.platform == "darwin" else 1024**2
    return Used(spent.ru_utime + spent.ru_stime, time.perf_counter() - started, spent.ru_maxrss / per_gibibyte)


def measured(project: Path, folder: Path, figures: int, seed: int) -> Size:
    """Seeds, models and data tests of as many generated figures; 0 is what is typed by hand alone."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    warehouse, target = folder / "kessan.duckdb", folder / "target"
    archive, counts, planted = None, {"figures": 0, "companies": 0}, set()
    if figures:
        archive = folder / "archive"
        wrong = max(1, figures // 1200 // WRONG_IN)
        counts = write_archive(archive, companies(figures, seed, wrong))
        with (archive / "wrong.csv").open(encoding="utf-8", newline="") as handle:
            planted = {row["company"] for row in csv.DictReader(handle)}
    # the first command parses the project, so that the others find it parsed
    used(project, warehouse, target, archive, "seed")
    models = used(project, warehouse, target, archive, "run")
    results = json.loads((target / "run_results.json").read_text(encoding="utf-8"))["results"]
    tests = used(project, warehouse, target, archive, "test", "--selector", "data")
    size = Size(counts["figures"], counts["companies"], models, tests, warehouse.stat().st_size, len(planted))
    size.nodes = {result["unique_id"].rpartition(".")[2]: result["execution_time"] for result in results}
    if archive:
        with duckdb.connect(warehouse, read_only=True) as connection:
            held = {company for (company,) in connection.sql("select distinct company from landing.archive_held_back").fetchall()}
        size.found, size.falsely_held = len(planted & held), len(held - planted)
    return size


def exponent(small: Size, large: Size, nothing: Size) -> float:
    """By which power of the figures the CPU of the models grows."""
    grown = (large.models.cpu - nothing.models.cpu) / (small.models.cpu - nothing.models.cpu)
    return math.log(grown) / math.log(large.figures / small.figures)
