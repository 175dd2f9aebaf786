"""Whether a release is what was released: its files, its name, and the rows of its database."""

from __future__ import annotations

from pathlib import Path

from release_files import problems_of_database
from release_store import ReleaseError, Store, problems_of_files, read_manifest


def whole(store: Store, folder: Path) -> Path:
    """The same folder, if every file is as released, also where somebody wrote the checksums anew."""
    problems = problems_of_files(folder) or problems_of_database(folder, read_manifest(folder))
    if problems:
        raise ReleaseError("\n".join([f"{folder.name} is not what was released", *problems, store.way_out]))
    return folder
