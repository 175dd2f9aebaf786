"""Builds the companies of an archive that changed, some at a time, and keeps what ties."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

import duckdb
from auditing.telling import audit_each
from scratch_build import build_into

from archiving.folder import ArchiveError, Company, companies_in, fingerprint_of_project
from archiving.keeping import Kept, Reasons

# the test that tells of files that cannot be landed
LANDING = "assert_archive_is_landed"
# what holds a company back whose checks hold one by one
TOGETHER = "audit relations"
# the project as dbt parsed it, in each place of builds
PARSED = "*/target/partial_parse.msgpack"
# companies that are worth a process
SHARE = 20
Tell = Callable[[str], None]


@dataclass
class Outcome:
    """What a build did with the companies of the archive."""

    built: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    held: Reasons = field(default_factory=dict)


def update(archive: Path, warehouse: Path, figures: int, builds: int, tell: Tell) -> Outcome:
    """
    Bring a warehouse up to what the archive holds: companies that changed are built anew, those that are gone are taken out.

    `figures` bounds a build, of which `builds` run at a time: both bound the memory. Each company is replaced whole or stays as
    it was. Raises ArchiveError where what is typed by hand does not pass, or nothing can be read.
    """
    found, project = companies_in(archive), fingerprint_of_project()
    scratch = warehouse.with_name(f"{warehouse.name}.building")
    with Kept(warehouse) as kept:
        known = kept.fingerprints()
        # other rules: everything is built anew, and remembered by marks that hold for these rules alone
        marks = {company.company: f"{project}:{company.fingerprint}" for company in found}
        changed = [company for company in found if known.get(company.company) != marks[company.company]]
        outcome = Outcome(unchanged=len(found) - len(changed), removed=sorted(set(known) - set(marks)))
        if outcome.removed:
            kept.remove(set(outcome.removed))
        for company in [company for company in changed if company.shared]:
            reasons = [(LANDING, f"the deck {deck} is in the folder of another company too") for deck in company.shared]
            kept.hold({company.company: marks[company.company]}, {company.company: reasons})
        changed = [company for company in changed if not company.shared]
        waiting = list(batches(changed, figures)) or ([[]] if kept.project() != project else [])
        is_sound = False
        for batch, place in built_in_turn(waiting, [scratch / str(place) for place in range(builds)], tell):
            of_batch = {company.company: marks[company.company] for company in batch}
            built, stopped = keep(kept, place, of_batch, project)
            outcome.built += built
            if stopped and not is_sound:
                build_without_archive(place)
                is_sound = True
            if len(batch) > 1 and stopped:
                # one of them stops the build: the halves tell which
                waiting[:0] = [batch[: len(batch) // 2], batch[len(batch) // 2 :]]
            elif stopped:
                kept.hold(of_batch, {batch[0].company: [("dbt build", "; ".join(stopped))]})
        outcome.built.sort()
        outcome.held = kept.held()
    clear(scratch)
    return outcome


def built_in_turn(waiting: list[list[Company]], places: list[Path], tell: Tell) -> Iterator[tuple[list[Company], Path]]:
    """
    Each batch when dbt is done with it, and where; as many are built at a time as there are places.

    A place is built in again when the next batch is asked for. What is put into `waiting` meanwhile is built too.
    """
    free, building = list(places), {}
    with ThreadPoolExecutor(len(places)) as threads:
        while waiting or building:
            while waiting and free:
                batch, place = waiting.pop(0), free.pop(0)
                tell(f"building {len(batch)} companies, {sum(company.figures for company in batch):,} figures")
                building[threads.submit(run_batch, place, batch)] = batch, place
            done, _ = wait(building, return_when=FIRST_COMPLETED)
            for one in done:
                batch, place = building.pop(one)
                one.result()
                yield batch, place
                free.append(place)


def run_batch(scratch: Path, batch: list[Company]) -> None:
    """Raises ArchiveError where dbt does not say what stopped it."""
    fresh(scratch, batch)
    done = run_dbt(scratch)
    if done.returncode and not broken(scratch):
        raise ArchiveError(f"{done.stdout}{done.stderr}\nnothing of this build was kept")


def keep(kept: Kept, scratch: Path, marks: dict[str, str], project: str) -> tuple[list[str], list[str]]:
    """Keep what ties of a batch that was built: the companies that were kept, and what stopped the build, so that none was."""
    stopped = broken(scratch)
    if stopped:
        return [], stopped
    held = held_back(scratch / "kessan.duckdb")
    held |= contradicted(scratch / "kessan.duckdb", set(marks) - set(held))
    kept.replace(scratch / "kessan.duckdb", marks, held, project)
    return sorted(set(marks) - set(held)), []


def contradicted(built: Path, companies: set[str]) -> Reasons:
    """The companies whose figures cannot all be true, by all relations together; each contradiction with its figures."""
    names = sorted(companies)
    if not names:
        return {}
    shares = min(os.cpu_count() or 1, -(-len(names) // SHARE))
    if shares < 2:
        return contradicted_of(built, names)
    # asking is a loop of Python, so that each share is a process of its own
    with ProcessPoolExecutor(shares, mp_context=get_context("spawn")) as processes:
        found = processes.map(contradicted_of, repeat(built), [names[first::shares] for first in range(shares)])
        return {company: reasons for share in found for company, reasons in share.items()}


def contradicted_of(built: Path, companies: list[str]) -> Reasons:
    with duckdb.connect(built, read_only=True) as connection:
        audited = list(audit_each(connection, companies))
    return {one.company: [(TOGETHER, problem) for problem in one.problems] for one in audited if one.problems}


def build_without_archive(scratch: Path) -> None:
    """Raises ArchiveError where what is typed by hand does not pass by itself."""
    fresh(scratch, [])
    done = run_dbt(scratch)
    if done.returncode:
        raise ArchiveError(f"{done.stdout}{done.stderr}\nnothing of this build was kept: what is typed by hand does not pass")


def batches(companies: list[Company], figures: int) -> Iterator[list[Company]]:
    """Companies in their order, as many at a time as have so many figures."""
    batch: list[Company] = []
    for company in companies:
        if batch and sum(one.figures for one in batch) + company.figures > figures:
            yield batch
            batch = []
        batch.append(company)
    if batch:
        yield batch


def fresh(scratch: Path, batch: list[Company]) -> None:
    """An empty warehouse, and an archive of these companies alone; the parsed project stays."""
    scratch.mkdir(parents=True, exist_ok=True)
    for path in scratch.glob("kessan.duckdb*"):
        path.unlink()
    shutil.rmtree(scratch / "archive", ignore_errors=True)
    (scratch / "archive").mkdir()
    for company in batch:
        (scratch / "archive" / company.company).symlink_to(company.folder.resolve(), target_is_directory=True)


def clear(scratch: Path) -> None:
    """Leave of builds what dbt parsed: reading the project again takes longer than a company that changed."""
    parsed = {path: path.read_bytes() for path in scratch.glob(PARSED)}
    shutil.rmtree(scratch, ignore_errors=True)
    for path, content in parsed.items():
        path.parent.mkdir(parents=True)
        path.write_bytes(content)


def run_dbt(scratch: Path) -> subprocess.CompletedProcess[str]:
    """`dbt build` of what is typed by hand and of the batch, into the scratch file."""
    target = scratch / "target"
    archive = scratch / "archive"
    options = ["--vars", json.dumps({"archive": str(archive)})] if any(archive.iterdir()) else []
    (target / "run_results.json").unlink(missing_ok=True)
    return build_into(scratch / "kessan.duckdb", target, "data", *options)


def broken(scratch: Path) -> list[str]:
    """What stopped the last build: models that failed, and tests whose rows are of no company of the archive."""
    results = scratch / "target" / "run_results.json"
    if not results.exists():
        return []
    read = json.loads(results.read_text(encoding="utf-8"))["results"]
    return [f"{result['unique_id']}: {result['message']}" for result in read if result["status"] in ("error", "fail")]


def held_back(built: Path) -> Reasons:
    """The companies that the build held back, with each reason."""
    reasons: Reasons = {}
    with duckdb.connect(built, read_only=True) as connection:
        if not connection.sql("select 1 from duckdb_tables() where table_name = 'archive_held_back'").fetchall():
            return reasons
        for company, test, reason in connection.sql("from landing.archive_held_back order by all").fetchall():
            reasons.setdefault(company, []).append((test, reason))
    return reasons
