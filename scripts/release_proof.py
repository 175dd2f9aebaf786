"""Whether a build may be released, all its figures together; and whether a release is what was released: files, name, rows."""

from __future__ import annotations

from pathlib import Path

import duckdb
from release_reading import problems_of_database
from release_store import ReleaseError, Store, problems_of_files, read_manifest


def whole(store: Store, folder: Path) -> Path:
    """The same folder, if every file is as released, also where somebody wrote the checksums anew."""
    problems = problems_of_files(folder) or problems_of_database(folder, read_manifest(folder))
    if problems:
        raise ReleaseError("\n".join([f"{folder.name} is not what was released", *problems, store.way_out]))
    return folder


def held_together(database: Path) -> list[str]:
    """What the audit of all relations together held, by company, if nothing contradicts it."""
    # SciPy takes longer to start than a release takes to verify, and only a build needs it
    from auditing.telling import audit

    with duckdb.connect(database, read_only=True) as connection:
        held, problems = audit(connection)
    if problems:
        hint = "`make build` makes the same in a file that you can look into"
        raise ReleaseError("\n".join(["no release: figures that cannot all be true", *problems, hint]))
    return held
