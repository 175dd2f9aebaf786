"""scripts/release.py on what dbt built before, killed or stopped at a call that the test names; without the report unless asked.

Usage: dying_release.py <kept build> <module:function or ""> <n-th call> <SIGKILL or SIGSTOP> <arguments of release.py>
"""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
from functools import reduce
from itertools import count
from pathlib import Path

sys.path.insert(0, "scripts")
release, release_build = map(importlib.import_module, ("release", "release_build"))


def run_dbt(scratch: Path) -> subprocess.CompletedProcess[str]:
    """What dbt built of the same files; kept the first time."""
    if not kept.exists():
        done = really_run_dbt(scratch)
        shutil.copytree(scratch, kept)
        return done
    shutil.copytree(kept, scratch, dirs_exist_ok=True)
    return subprocess.CompletedProcess([], 0, "", "")


def signal_before(place: str, nth: int, sent: signal.Signals) -> None:
    """Before the n-th call of a function the process is gone, or stands still until it is told to go on."""
    module, _, path = place.partition(":")
    *parents, name = path.split(".")
    owner = reduce(getattr, parents, importlib.import_module(module))
    really, calls = getattr(owner, name), count(1)

    def call(*arguments: object, **options: object) -> object:
        if next(calls) == nth:
            os.kill(os.getpid(), sent)
        return really(*arguments, **options)

    setattr(owner, name, call)


kept, place, nth, signal_name, *arguments = Path(sys.argv[1]), *sys.argv[2:]
really_run_dbt, release_build.run_dbt = release_build.run_dbt, run_dbt
if place:
    signal_before(place, int(nth), signal.Signals[signal_name])
command, *options = arguments
# what the test asks for comes last, and counts
release.app([command, *(("--no-report", "--no-workbook") if command == "create" else ()), *options])
