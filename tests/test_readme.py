"""README shows what the warehouse gives."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from conftest import ROOT, Project


def test_queries_give_what_the_readme_shows(built: Project) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count("```sql\n") == readme.count("<!-- result -->") >= 5
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/render_readme.py", "--check", "--warehouse", built.warehouse],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_what_the_build_says_of_the_planted_digits(project: Project, rebuild: Callable[[], str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"<!-- planted -->\n```text\n(.*?)```\n<!-- /planted -->", readme, re.DOTALL)
    (command,) = re.findall(r"^perl -pi -e '(.+?)' (\S+) && make build$", readme, re.MULTILINE)
    pattern, path = command
    _, old, new, _ = pattern.split("/")
    deck = project.root / path
    text = deck.read_text(encoding="utf-8")
    assert text.count(old) == 1
    deck.write_text(text.replace(old, new), encoding="utf-8")
    said = rebuild() + project.run(sys.executable, "scripts/audit.py", "suspects").stdout
    lines = block.splitlines()
    assert len(lines) >= 5
    assert [line for line in lines if line not in said] == []


def test_the_graph_in_the_readme_is_that_of_the_project(built: Project) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/draw_dag.py", "--check", "--manifest", built.root / "target/manifest.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_graph_that_is_not_that_of_the_project_is_told(built: Project, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("<!-- dag -->\n<!-- /dag -->\n", encoding="utf-8")
    command = [sys.executable, ROOT / "scripts/draw_dag.py", "--manifest", built.root / "target/manifest.json", "--readme", readme]
    done = subprocess.run([*command, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "run `make readme`" in done.stderr
    assert subprocess.run(command, capture_output=True, text=True, check=False).returncode == 0
    drawn = readme.read_text(encoding="utf-8")
    assert "models_staging --> models_intermediate_calendar" in drawn
    assert "models_marts_finance" in drawn
