"""Report packages of XBRL of all sorts of companies, written once; and Arelle run on them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from conftest import Project, made_once
from filing.publish.read import Warehouse, read
from landed import LANDINGS, copy_of_project, land
from landed import built as build
from release_files import open_built

# rounded, cut, in dollars by weeks, and with names, units and periods that XML and XBRL do not take as they are
LANDED = ("companies/aoba", "companies/northfield", "xbrl/odd_names")
PACKAGES = (
    "aoba_2q25.zip",
    "aoba_3q25.zip",
    "blur_1q25.zip",
    "iij_1q25.zip",
    "nine_x_1h25.zip",
    "northfield_3q25.zip",
    "northfield_4q25.zip",
)
OF_WAREHOUSE = "warehouse.xbr"


def reported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy with more companies, built, and its packages in target/xbrl."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        for folder in LANDED:
            land(project, LANDINGS / folder)
        build(project)
        written = project.run(sys.executable, "scripts/xbrl.py", "write")
        assert written.returncode == 0, written.stderr

    return Project(made_once(tmp_path_factory, "reported", make))


def package(project: Project, name: str) -> Path:
    return project.root / "target/xbrl" / name


def rows_of(project: Project) -> Warehouse:
    """What the packages were written from."""
    with open_built(project.warehouse) as connection:
        return read(connection, "built")


def shown(project: Project, sql: str) -> list[tuple]:
    with duckdb.connect(project.warehouse, read_only=True) as connection:
        return connection.sql(sql).fetchall()


def run_arelle(arelle: Path, home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Arelle's command line with no files of an earlier run: what it needs, it has or finds in the package."""
    env = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        [arelle / "arelleCmdLine", *arguments, "--workOffline"], cwd=home, env=env, capture_output=True, text=True, check=False
    )
