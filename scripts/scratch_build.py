"""`dbt build` into a file of its own, beside the warehouse that is in use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build_into(warehouse: Path, target: Path, selector: str, *options: str) -> subprocess.CompletedProcess[str]:
    """
    Build what a selector of selectors.yml names; artifacts and the log go to `target`.

    The return code and the output say whether it passed, as those of dbt do.
    """
    return subprocess.run(
        [
            *(Path(sys.executable).with_name("dbt"), "--no-use-colors", "build", "--selector", selector),
            *("--target-path", target, "--log-path", target, *options),
        ],
        cwd=ROOT,
        env=os.environ | {"KESSAN_WAREHOUSE": str(warehouse), "DBT_SEND_ANONYMOUS_USAGE_STATS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
