"""
dbt's command in a process that has imported dbt already. Tests run it hundreds of times; its imports and the collection of garbage
among them are a fifth of each run.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

# one process imports, and each command is a fork of it: nothing that one command sets is seen by the next
forks = multiprocessing.get_context("forkserver")
forks.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb", "dbt.task.build"])


def dbt(arguments: tuple[str, ...], folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """What `dbt <arguments>` gives in a folder, with this environment and no other."""
    with tempfile.TemporaryDirectory() as kept:
        said = [Path(kept, name) for name in ("stdout", "stderr")]
        process = forks.Process(target=command, args=(arguments, folder, dict(env), said))
        process.start()
        process.join()
        out, err = (path.read_text(encoding="utf-8") if path.exists() else "" for path in said)
    return subprocess.CompletedProcess(["dbt", *arguments], process.exitcode, out, err)


def command(arguments: tuple[str, ...], folder: Path, env: Mapping[str, str], said: list[Path]) -> None:
    """In the fork: what the console script `dbt` does."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for path, stream in zip(said, (1, 2), strict=True):
        os.dup2(os.open(path, os.O_CREAT | os.O_WRONLY), stream)
    sys.argv = ["dbt", *arguments]
    gc.freeze()
    gc.set_threshold(50_000)

    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import cli

    try:
        cli()
    finally:
        # what is asked of a process as it ends, and of a fork is not: the log of what was written becomes part of the file
        DuckDBConnectionManager.close_all_connections()
