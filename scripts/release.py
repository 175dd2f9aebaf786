"""Releases: what BI reads. One is made only from a build in which everything passed, and becomes current in one step."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from filing.publish.package import write_packages
from release_archive import HELD_BACK, Limits, left_out, stated_of_archive, to_release, write_archive
from release_build import ROOT, prove, stated
from release_diff import MartDiff, compare, restated, show, show_changes
from release_files import (
    Mart,
    assert_written,
    keys_in_manifest,
    marts_in,
    name_database,
    open_built,
    write_database,
    write_package,
    write_parquet,
    write_tables,
)
from release_partitions import PARTITIONS, assert_partitions, hashes_of, rows_in, rows_of_release
from release_proof import whole
from release_reading import attach_release, marts_of, newest_deck
from release_store import (
    DATABASE,
    MANIFEST,
    TIME,
    ReleaseError,
    Store,
    content_hash,
    files_in,
    read_manifest,
    seal,
    sha256,
    write_json,
    write_sums,
)
from release_summary import Summary, show_summary, summarise
from rich.console import Console
from rich.table import Table

REPORT = "report.html"
XBRL = "xbrl"

app = typer.Typer(help="Make, list, verify and roll back releases.", no_args_is_help=True)
console = Console(markup=False, emoji=False, highlight=False, width=None if Console().is_terminal else 160)

Folder = Annotated[Path, typer.Option("--releases", help="The folder of releases.", envvar="KESSAN_RELEASES", resolve_path=True)]
Wait = Annotated[float, typer.Option(min=0, help="Seconds to wait for another release that is under way.")]
RELEASES = ROOT / "releases"


@contextmanager
def reported(store: Store) -> Iterator[None]:
    """Any failure as a message, with what readers have now, and exit code 1."""
    try:
        yield
    except (ReleaseError, OSError, duckdb.Error) as error:
        typer.echo(str(error), err=True)
        there = store.link.readlink() if store.link.is_symlink() else "no release yet"
        typer.echo(f"Readers have, at {store.link}: {there}", err=True)
        raise typer.Exit(1) from None


def announce(stage: str) -> None:
    """Tell the person who waits what is under way."""
    typer.echo(f"{stage} ...", err=True)


def differences(connection: duckdb.DuckDBPyConnection, last: Path | None, marts: list[Mart]) -> list[MartDiff]:
    """Against the last release; none before the first."""
    if last is None:
        return []
    attach_release(connection, last)
    diffs = compare(connection, marts_of(connection, last), marts)
    connection.execute("detach released")
    return diffs


def refuse_restatement(count: int) -> None:
    raise ReleaseError(
        f"no release: {count} changes of released facts, listed above;"
        " where they are meant, release with --accept-changes (make release ARGS=--accept-changes)"
    )


def drawn(script: str, option: str, *arguments: str | Path) -> None:
    """What a script of its own writes from the release's own marts."""
    done = subprocess.run([sys.executable, ROOT / "scripts" / script, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        what = {"report": "report was not drawn", "workbook": "workbooks were not written"}[option]
        raise ReleaseError(f"no release: its {what} (make release ARGS=--no-{option} leaves it out)\n{done.stderr.strip()}")


def draw(folder: Path, report: bool, workbook: bool) -> None:
    """The report, and the workbooks whose numbers link to it."""
    if report:
        announce("drawing the report")
        drawn("report.py", "report", "--warehouse", folder / DATABASE, "--output", folder / REPORT)
    if workbook:
        announce("writing the workbooks")
        drawn("write_workbook.py", "workbook", "--warehouse", folder / DATABASE, "--folder", folder, "--report", REPORT)


def make_release(store: Store, scratch: Path, accept_changes: bool, report: bool, workbook: bool) -> str | None:
    """Build, check, write and publish; the new release's name, or None where there is nothing new."""
    last = whole_or_none(store)
    proof = prove(scratch, announce, console)
    announce("comparing")
    folder = scratch / "release"
    folder.mkdir()
    with open_built(scratch / DATABASE) as connection:
        marts = marts_in(connection, "built", keys_in_manifest(proof.manifest))
        write_tables(connection, marts, folder)
        write_package(marts, folder, {})
        packages = write_packages(connection, "built", folder / XBRL)
        content = content_of(folder)
        if is_as_before(last, content):
            return None
        if last and (last / PARTITIONS).exists():
            diff = compared_by_company(connection, last, marts, accept_changes)
        else:
            diff = compared(connection, last, marts, accept_changes)

        announce("writing")
        # the name of the release follows from its files: they say which one it is by what it holds, and the same rows
        # give the same bytes
        held_here = {"deck": newest_deck(connection), "content_sha256": content}
        write_parquet(connection, marts, folder, held_here)
        write_package(marts, folder, held_here)
        write_database(connection, marts, folder / DATABASE)
        assert_written(connection, marts, folder)
        draw(folder, report, workbook)
        statement = stated(connection, proof) | {"xbrl": [asdict(package) for package in packages]}
    return finish(store, folder, last, held_here, statement, diff)


def make_release_of_archive(store: Store, scratch: Path, warehouse: Path, accept_changes: bool, limits: Limits) -> str | None:
    """The same of the warehouse that `make archive` keeps: what is typed by hand is proven anew, the companies are as kept."""
    last = whole_or_none(store)
    with to_release(warehouse) as held_back:
        proof = prove(scratch, announce, console)
        folder = scratch / "release"
        folder.mkdir()
        with open_built(warehouse) as connection:
            marts = marts_in(connection, "built", keys_in_manifest(proof.manifest))
            announce("writing")
            hashes = write_archive(connection, marts, folder, held_back, limits)
            content = content_of(folder)
            if is_as_before(last, content):
                return None
            announce("comparing")
            diff = compared_by_company(connection, last, marts, accept_changes)
            held_here = {"deck": newest_deck(connection), "content_sha256": content}
            write_package(marts, folder, held_here)
            announce("reading back")
            assert_partitions(connection, marts, folder, hashes)
            statement = stated(connection, proof, typed_alone=True) | stated_of_archive(connection, folder, held_back)
        typer.echo(f"{len({row.company for row in held_back})} companies are held back: {HELD_BACK} says why")
        for reason in left_out(folder):
            typer.echo(reason)
    return finish(store, folder, last, held_here, statement, diff)


def whole_or_none(store: Store) -> Path | None:
    """The current release, as it was released; None before the first."""
    last = store.current()
    return whole(store, last) if last else None


def content_of(folder: Path) -> str:
    return content_hash({path: sha256(folder / path) for path in files_in(folder)})


def is_as_before(last: Path | None, content: str) -> bool:
    same = last is not None and read_manifest(last)["content_sha256"] == content
    if same:
        typer.echo(f"Nothing changed since {last.name}: no new release.")
    return same


def compared(connection: duckdb.DuckDBPyConnection, last: Path | None, marts: list[Mart], accept_changes: bool) -> dict[str, Any]:
    """What diff.json says: every row and cell."""
    diffs = differences(connection, last, marts)
    if last:
        show(diffs, console)
    changes = restated(diffs)
    if changes and not accept_changes:
        show_changes("released facts that would say something else", changes, console)
        refuse_restatement(len(changes))
    return {"marts": [asdict(diff) for diff in diffs if diff]}


def compared_by_company(
    connection: duckdb.DuckDBPyConnection, last: Path | None, marts: list[Mart], accept_changes: bool
) -> dict[str, Any]:
    """What diff.json says where that would be more than a reader takes in: counts, and the first companies and facts."""
    summary = Summary([], 0, [])
    if last:
        before = marts_of(connection, last)
        was = (rows_of_release(last), hashes_of(connection, last, before))
        summary = summarise(connection, (before, *was), (marts, rows_in("built"), None))
        show_summary(summary, console)
    if summary.restated and not accept_changes:
        show_changes("released facts that would say something else", summary.first_restated, console)
        refuse_restatement(summary.restated)
    return {"summarised": True, **asdict(summary)}


def finish(
    store: Store, folder: Path, last: Path | None, held_here: dict[str, str], stated: dict[str, Any], diff: dict[str, Any]
) -> str:
    """Give a folder that is written its name, and make it the current release."""
    now = datetime.now(timezone.utc)
    identity = {"created_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "content_sha256": held_here["content_sha256"]}
    previous = last.name if last else None
    statement = {**identity, "previous": previous, **stated}
    write_json(folder / "diff.json", {"previous": previous, **diff})
    name = f"{held_here['deck']}-{store.next_time(now):{TIME}}-{seal(folder, statement)[:8]}"
    if (folder / DATABASE).exists():
        name_database(folder / DATABASE, {"release": name, **identity})
    write_json(folder / MANIFEST, {"release": name, **statement})
    write_sums(folder)

    announce("publishing")
    store.publish(folder, name)
    announce("switching")
    store.switch(name)
    return name


@app.command()
def create(
    accept_changes: Annotated[bool, typer.Option("--accept-changes", help="Release although released facts change.")] = False,
    keep: Annotated[int, typer.Option(min=1, help="How many releases to keep; the current one stays in any case.")] = 5,
    report: Annotated[bool, typer.Option(help="Draw the report of the release into it.")] = True,
    workbook: Annotated[bool, typer.Option(help="Write a workbook of each company of the release into it.")] = True,
    wait: Wait = 600,
    releases: Folder = RELEASES,
    archive: Annotated[
        Path | None, typer.Option(help="Release this warehouse, which `make archive` keeps, instead: companies that tie, as kept.")
    ] = None,
    duckdb_up_to: Annotated[
        float,
        typer.Option(min=0, help="Of an archive: no DuckDB file beyond so many MB of Parquet.", envvar="KESSAN_DUCKDB_MB"),
    ] = 1000,
    csv_up_to: Annotated[
        float, typer.Option(min=0, help="Of an archive: no CSV beyond so many MB of Parquet.", envvar="KESSAN_CSV_MB")
    ] = 20,
) -> None:
    """Build everything and release it, if every check passed and something changed."""
    store = Store(releases)
    with reported(store), store.locked(wait):
        with store.scratch() as scratch:
            if archive:
                name = make_release_of_archive(store, scratch, archive, accept_changes, Limits(duckdb_up_to, csv_up_to))
            else:
                name = make_release(store, scratch, accept_changes, report, workbook)
        if name:
            typer.echo(f"Released {name}: {store.link} points to it.")
        announce("pruning")
        for old in store.prune(keep):
            typer.echo(f"Removed {old}.")


@app.command("list")
def list_releases(releases: Folder = RELEASES) -> None:
    """Show the releases that are there, the newest first."""
    store = Store(releases)
    with reported(store):
        current = store.current()
        table = Table("release", "created at", "commit", "current")
        damaged = []
        for folder in store.all():
            is_current = "current" if folder == current else ""
            try:
                manifest = read_manifest(folder)
            except ReleaseError as error:
                damaged.append(str(error))
                table.add_row(folder.name, "damaged", "", is_current)
                continue
            commit = str((manifest["git"] or {}).get("commit", ""))[:12]
            table.add_row(folder.name, manifest["created_at"], commit, is_current)
        console.print(table)
        if damaged:
            raise ReleaseError("\n".join(damaged))


@app.command()
def verify(
    release: Annotated[str, typer.Argument(help="Its name; without one, the current release.")] = "current",
    releases: Folder = RELEASES,
) -> None:
    """Check a release against its checksums; say which file is missing, changed or too much."""
    store = Store(releases)
    with reported(store):
        folder = whole(store, named(store, release))
        typer.echo(f"{folder.name}: {len(files_in(folder)) - 1} files, each as released")


@app.command()
def rollback(
    release: Annotated[str | None, typer.Argument(help="Its name; without one, the release before the current one.")] = None,
    wait: Wait = 600,
    releases: Folder = RELEASES,
) -> None:
    """Make an older release the current one again, if it passes its checksums."""
    store = Store(releases)
    with reported(store), store.locked(wait):
        folder = whole(store, named(store, release or before_current(store)))
        store.switch(folder.name)
        typer.echo(f"{store.link} points to {folder.name}.")


def named(store: Store, release: str) -> Path:
    folder = store.current() if release == "current" else store.root / release
    if folder is None or (release != "current" and folder not in store.all()):
        there = ", ".join(folder.name for folder in store.all()) or "none"
        raise ReleaseError(f"there is no release {release} in {store.root}; there are: {there}")
    return folder


def before_current(store: Store) -> str:
    """The release that the current one took the place of."""
    current = named(store, "current")
    previous = read_manifest(current)["previous"]
    if previous is None:
        others = ", ".join(folder.name for folder in store.all() if folder != current)
        where = f"name the one to go to (make rollback ARGS=<release>): {others}" if others else "there is no other to go to"
        raise ReleaseError(f"the current release was the first; {where}")
    return previous


if __name__ == "__main__":
    app()
