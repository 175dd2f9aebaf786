"""README shows what the warehouse gives."""

from __future__ import annotations

import subprocess
import sys

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
