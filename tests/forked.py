"""
Commands in a process that has imported what they import. Tests run dbt and MetricFlow hundreds of times; imports, and collecting
garbage among them, are a fifth of each run of dbt and most of one of MetricFlow.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

# one process imports, and each command is a fork of it: nothing that one command sets is seen by the next
forks = multiprocessing.get_context("forkserver")
imported = ["dbt.cli.main", "dbt.adapters.duckdb", "dbt.task.build"]
forks.set_forkserver_preload(imported)


def preload(module: str) -> None:
    """Before the first command runs: import this too, for commands of it."""
    imported.append(module)
    forks.set_forkserver_preload(imported)


def dbt(arguments: tuple[str, ...], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `dbt <arguments>` gives in a folder, with this environment and no other."""
    return run("dbt.cli.main", ("dbt", *arguments), folder, env)


def run(module: str, command: tuple[str, ...], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What a command gives whose console script calls `cli` of a module."""
    with tempfile.TemporaryDirectory() as kept:
        said = [Path(kept, name) for name in ("stdout", "stderr")]
        process = forks.Process(target=in_fork, args=(module, command, folder, dict(env), said))
        process.start()
        process.join()
        out, err = (path.read_text(encoding="utf-8") if path.exists() else "" for path in said)
    return subprocess.CompletedProcess([*command], process.exitcode, out, err)


def in_fork(module: str, command: tuple[str, ...], folder: Path, env: Mapping[str, str], said: list[Path]) -> None:
    """What the console script does."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for path, stream in zip(said, (1, 2), strict=True):
        os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY), stream)
    sys.argv = [*command]
    gc.freeze()
    gc.set_threshold(50_000)
    # dbt writes its artifacts by the encoder in Python; the one in C gives the same text
    json.dump = lambda content, handle, **options: handle.write(json.dumps(content, **options))

    from dbt.adapters.duckdb.connections import DuckDBConnectionManager

    try:
        import_module(module).cli()
    finally:
        # what is asked of a process as it ends, and of a fork is not: the log of what was written becomes part of the file
        DuckDBConnectionManager.close_all_connections()
