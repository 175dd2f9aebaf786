"""The folder of releases: which one is current, whether one is whole, and how one takes another's place."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from filelock import FileLock, Timeout

NAME = re.compile(r"(?P<deck>\w+)-(?P<time>\d{8}T\d{6}Z)-(?P<hash>[0-9a-f]{8})")
SUMS = "SHA256SUMS"
SCRATCH = ".tmp-"


class ReleaseError(Exception):
    """Why a command stopped and what to do; what readers see is as it was."""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_in(folder: Path) -> list[str]:
    """Paths below a folder, relative to it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def content_hash(sums: Mapping[str, str]) -> str:
    """One hash for the rows, types and descriptions of a release, whatever wrote them and when."""
    content = [f"{sums[path]}  {path}\n" for path in sorted(sums) if path == "datapackage.json" or path.endswith(".csv")]
    return hashlib.sha256("".join(content).encode()).hexdigest()


def write_sums(folder: Path) -> dict[str, str]:
    """Write the file that `sha256sum --check` reads."""
    sums = {path: sha256(folder / path) for path in files_in(folder)}
    (folder / SUMS).write_text("".join(f"{digest}  {path}\n" for path, digest in sums.items()), encoding="utf-8")
    return sums


def problems_of(folder: Path) -> list[str]:
    """What is missing, changed or too much in a release, by file."""
    if not (folder / SUMS).is_file():
        return [f"{folder / SUMS}: missing"]
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    sums = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    there = set(files_in(folder)) - {SUMS}
    problems = [f"{folder / path}: missing" for path in sorted(set(sums) - there)]
    problems += [f"{folder / path}: does not belong to the release" for path in sorted(there - set(sums))]
    problems += [f"{folder / path}: changed" for path in sorted(there & set(sums)) if sha256(folder / path) != sums[path]]
    if not problems and content_hash(sums)[:8] != folder.name.rpartition("-")[2]:
        problems.append(f"{folder / SUMS}: not the sums of {folder.name}")
    return problems


def sync(path: Path) -> None:
    """Wait until a file or the entries of a folder are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True)
class Store:
    """`<root>/<release>/` for each release and the link `<root>/current`; what starts with a dot is no release."""

    root: Path

    @property
    def link(self) -> Path:
        return self.root / "current"

    @property
    def way_out(self) -> str:
        return f"roll back to a release that is whole; where there is none, remove {self.link} and release anew"

    def all(self) -> list[Path]:
        """Releases, the newest first."""
        found = [(match["time"], path) for path in self.root.glob("*-*-*") if (match := NAME.fullmatch(path.name))]
        return [path for _, path in sorted(found, reverse=True)]

    def current(self) -> Path | None:
        """The folder of the current release; None before the first."""
        if not self.link.is_symlink():
            if self.link.exists():
                raise ReleaseError(f"{self.link} is not the link that a release makes; move it away")
            return None
        folder = self.root / self.link.readlink()
        if not folder.is_dir():
            raise ReleaseError(f"{self.link} points to {folder.name}, which is gone; {self.way_out}")
        return folder

    def whole(self, folder: Path) -> Path:
        """The same folder, if it passes its checksums."""
        if problems := problems_of(folder):
            raise ReleaseError("\n".join([f"{folder.name} is not what was released", *problems, self.way_out]))
        return folder

    def manifest(self, folder: Path) -> dict[str, Any]:
        return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))

    @contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Alone among those who change the folder; leftovers of one that was killed are removed."""
        self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / ".lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            typer.echo(f"another release is under way in {self.root}; waiting for it, {wait:.0f} s at most", err=True)
            try:
                lock.acquire(timeout=wait)
            except Timeout:
                raise ReleaseError(f"another release is still under way in {self.root}; try again when it has ended") from None
        try:
            for leftover in self.root.glob(f"{SCRATCH}*"):
                remove(leftover)
            yield
        finally:
            lock.release()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder on the same file system, gone afterwards."""
        folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=self.root))
        try:
            yield folder
        finally:
            remove(folder)

    def publish(self, folder: Path, name: str) -> None:
        """Put a finished folder in its place, on the disk and read-only; readers do not see it yet."""
        for path in folder.rglob("*"):
            if not path.is_dir():
                path.chmod(0o444)
            sync(path)
        sync(folder)
        folder.rename(self.root / name)
        sync(self.root)

    def switch(self, name: str) -> None:
        """Make a release the current one, in one step."""
        link = self.root / f"{SCRATCH}current"
        link.symlink_to(name, target_is_directory=True)
        link.replace(self.link)
        sync(self.root)

    def prune(self, keep: int) -> list[str]:
        """Remove all but the newest; the current one stays. Returns what was removed."""
        current = self.current()
        old = [folder for folder in self.all()[keep:] if folder != current]
        for folder in old:
            # a release that is half removed must not look like one
            remove(folder.rename(self.root / f"{SCRATCH}{folder.name}"))
        return [folder.name for folder in old]


def remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
