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
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import typer
from filelock import FileLock, Timeout

NAME = re.compile(r"(?P<deck>.+)-(?P<time>\d{8}T\d{6}Z)-(?P<hash>[0-9a-f]{8})")
TIME = "%Y%m%dT%H%M%SZ"
SUMS = "SHA256SUMS"
MANIFEST = "manifest.json"
DATABASE = "kessan.duckdb"
SCRATCH = ".tmp-"
# whatever the umask: everybody reads a release, its owner alone may remove it, and nobody writes into a file
FOLDER_MODE, FILE_MODE = 0o755, 0o444
# what the commands read of a manifest
STATED = {"release": str, "created_at": str, "content_sha256": str, "previous": (str, type(None)), "git": (dict, type(None))}


class ReleaseError(Exception):
    """Why a command stopped and what to do; what readers see is as it was."""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files_in(folder: Path) -> list[str]:
    """Paths of files and links below a folder, relative to it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def content_hash(sums: Mapping[str, str]) -> str:
    """One hash for the rows, types and descriptions of a release, whatever wrote them and when."""
    content = [f"{sums[path]}  {path}\n" for path in sorted(sums) if path == "datapackage.json" or path.endswith(".csv")]
    return hashlib.sha256("".join(content).encode()).hexdigest()


def seal(folder: Path, statement: Mapping[str, Any]) -> str:
    """
    One hash for all that a release holds but its own name: every file, and of the manifest what it says beside the name.

    The database has the name in it; `problems_of` compares its rows with those of the files that are hashed.
    """
    sealed = {path: sha256(folder / path) for path in files_in(folder) if path not in (SUMS, MANIFEST, DATABASE)}
    said = {key: value for key, value in statement.items() if key != "release"}
    return hashlib.sha256(json.dumps([sealed, said], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def write_sums(folder: Path) -> dict[str, str]:
    """Write the file that `sha256sum --check` reads."""
    sums = {path: sha256(folder / path) for path in files_in(folder)}
    (folder / SUMS).write_text("".join(f"{digest}  {path}\n" for path, digest in sums.items()), encoding="utf-8")
    return sums


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a release says of itself; an error that names the file where that cannot be read."""
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path}: cannot be read: {error}") from None
    if not isinstance(manifest, dict):
        raise ReleaseError(f"{path}: not a manifest that a release writes")
    for key, kind in STATED.items():
        if key not in manifest or not isinstance(manifest[key], kind):
            raise ReleaseError(f"{path}: not a manifest that a release writes; {key} is missing or of another kind")
    return manifest


def problems_of_files(folder: Path) -> list[str]:
    """What is missing, changed or too much in a release, by file."""
    links = [f"{folder / path}: a link; a release holds files alone" for path in files_in(folder) if (folder / path).is_symlink()]
    if links:
        return links
    if not (folder / SUMS).is_file():
        return [f"{folder / SUMS}: missing"]
    lines = (folder / SUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    sums = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    there = set(files_in(folder)) - {SUMS}
    problems = [f"{folder / path}: missing" for path in sorted(set(sums) - there)]
    problems += [f"{folder / path}: does not belong to the release" for path in sorted(there - set(sums))]
    problems += [f"{folder / path}: changed" for path in sorted(there & set(sums)) if sha256(folder / path) != sums[path]]
    return problems or problems_of_name(folder)


def problems_of_name(folder: Path) -> list[str]:
    """Whether the files are those that the release has its name from, also where their sums were written anew."""
    try:
        manifest = read_manifest(folder)
    except ReleaseError as error:
        return [str(error)]
    if manifest["release"] != folder.name:
        return [f"{folder / MANIFEST}: the manifest of {manifest['release']}"]
    if seal(folder, manifest)[:8] != folder.name.rpartition("-")[2]:
        return [f"{folder / SUMS}: not the sums of {folder.name}"]
    return []


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
        folders = [path for path in self.root.glob("*-*-*") if path.is_dir() and not path.is_symlink()]
        found = [(match["time"], path) for path in folders if (match := NAME.fullmatch(path.name))]
        return [path for _, path in sorted(found, reverse=True)]

    def next_time(self, now: datetime) -> datetime:
        """When a new release is named to be from: now, or a second after the newest where a clock was set back."""
        if not (there := self.all()):
            return now
        (newest,) = [NAME.fullmatch(there[0].name)]
        after = datetime.strptime(newest["time"], TIME).replace(tzinfo=timezone.utc) + timedelta(seconds=1)
        if now < after:
            typer.echo(f"the clock is behind {there[0].name}; the new release is named to follow it", err=True)
        return max(now, after)

    def current(self) -> Path | None:
        """The folder of the current release; None before the first."""
        if not self.link.is_symlink():
            if self.link.exists():
                raise ReleaseError(f"{self.link} is not the link that a release makes; move it away")
            return None
        target = self.link.readlink()
        folder = self.root / target.name
        if target != Path(target.name) or not NAME.fullmatch(target.name) or folder.is_symlink():
            raise ReleaseError(f"{self.link} points to {target}, which is no release in {self.root}; {self.way_out}")
        if not folder.is_dir():
            raise ReleaseError(f"{self.link} points to {folder.name}, which is gone; {self.way_out}")
        return folder

    @contextmanager
    def locked(self, wait: float) -> Iterator[None]:
        """Alone among those who change the folder; leftovers of one that was killed are removed."""
        if not self.root.is_dir():
            self.root.mkdir(parents=True)
            self.root.chmod(FOLDER_MODE)
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
        for path in [*folder.rglob("*"), folder]:
            path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
            sync(path)
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
