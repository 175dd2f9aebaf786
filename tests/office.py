"""LibreOffice, which recalculates a workbook as an analyst's Excel would."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

INSTALL = "LibreOffice recalculates the workbooks: apt-get install libreoffice-calc"
# by default LibreOffice shows what the file says a formula gives
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def recalculated(folder: Path, *workbooks: Path) -> Path:
    """A folder with the workbooks, every formula calculated anew."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        if os.environ.get("CI") == "true":
            pytest.fail(INSTALL)
        pytest.skip(INSTALL)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    out = folder / "recalculated"
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        out,
        *workbooks,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert all((out / path.name).is_file() for path in workbooks), done.stdout + done.stderr
    return out
