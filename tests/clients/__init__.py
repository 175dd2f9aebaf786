"""Older clients, each installed beside the environment on first use, from the hashes in this folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from filelock import FileLock

HERE = Path(__file__).resolve().parent
INSTALLED = HERE.parent.parent / ".venv/clients"


def client_path(version: str) -> Path:
    """Where duckdb of this version is installed: a folder for PYTHONPATH."""
    requirements = HERE / f"duckdb-{version}.txt"
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = INSTALLED / f"duckdb-{version}-python-{python}"
    INSTALLED.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_suffix(folder.suffix + ".lock")):
        if not folder.exists():
            unfinished = folder.with_suffix(folder.suffix + ".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
            subprocess.run([*pip, "--require-hashes", "--target", unfinished, "--requirement", requirements], check=True)
            unfinished.rename(folder)
    return folder
