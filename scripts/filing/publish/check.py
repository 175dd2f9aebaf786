"""Have Arelle check report packages: validate them, and count what it adds up."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filing.publish.package import ABOUT

STATED = ("reports", "facts", "calculations")
SUMS = Path(__file__).with_name("arelle_sums.py")


class NotChecked(Exception):
    """Arelle, or what it should check, is not there; the text says what to do."""


@dataclass(frozen=True)
class Checked:
    """What Arelle found in a package; `messages` are its errors, warnings and inconsistencies."""

    package: Path
    reports: int
    facts: int
    sums: int
    incomplete: int
    stated: dict[str, Any]
    messages: list[str]

    @property
    def passed(self) -> bool:
        """Whether Arelle found all that the package says it has, and nothing to say of it."""
        found = (self.reports, self.facts, self.sums)
        return not self.messages and not self.incomplete and found == tuple(map(self.stated.get, STATED))


def about(package: Path) -> dict[str, Any]:
    """What a package says of itself."""
    try:
        with zipfile.ZipFile(package) as archive:
            (found,) = (name for name in archive.namelist() if name.count("/") == 1 and name.endswith(f"/{ABOUT}"))
            return json.loads(archive.read(found))
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise NotChecked(f"{package}: no package of Kessan ({error}); `make xbrl` writes those of the last build") from None


def command(arelle: Path, package: Path, calc: str) -> list[str | Path]:
    """The command that the documentation gives."""
    options = ["--validate", "--calc", calc, "--workOffline", "--utr", "--validationExitCode"]
    return [arelle / "arelleCmdLine", "--file", package, *options]


def check(package: Path, arelle: Path) -> Checked:
    """Validate a package and count its sums; `arelle` is the folder of the commands of Arelle's environment.

    Raises NotChecked where one of the two is not there.
    """
    stated = about(package)
    if not (arelle / "arelleCmdLine").exists():
        raise NotChecked(f"{arelle}: there is no Arelle; `make arelle` makes its environment")
    done = subprocess.run(command(arelle, package, stated["calc"]), capture_output=True, text=True, check=False)
    messages = list(said(done.stdout + done.stderr))
    if done.returncode and not messages:
        messages = [f"arelleCmdLine ended with {done.returncode}"]
    reports = sums(arelle, [package], stated["calc"])
    found = [one for report in reports for one in report["sums"]]
    return Checked(
        package=package,
        reports=len(reports),
        facts=sum(report["facts"] for report in reports),
        sums=len(found),
        incomplete=sum(not one["is_complete"] for one in found),
        stated=stated,
        messages=messages,
    )


def said(log: str) -> Iterable[str]:
    """The lines of Arelle's log that are no news of its progress."""
    return (line for line in log.splitlines() if line.strip() and not re.match(r"\[info\] (loaded|validated) in ", line))


def sums(arelle: Path, packages: list[Path], calc: str) -> list[dict[str, Any]]:
    """What Arelle adds up, report by report."""
    done = subprocess.run([arelle / "python", SUMS, calc, *packages], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotChecked(f"Arelle could not read {', '.join(map(str, packages))}:\n{done.stderr.strip()}")
    return json.loads(done.stdout)
