"""Releases: what BI reads. One is made only from a build in which everything passed, and becomes current in one step."""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import duckdb
import typer
from filing.publish.package import Summary, write_packages
from release_diff import MartDiff, compare, restated, show, show_changes
from release_files import (
    SCHEMA,
    Mart,
    assert_written,
    keys_in_manifest,
    keys_in_package,
    marts_in,
    name_database,
    open_built,
    write_database,
    write_package,
    write_parquet,
    write_tables,
)
from release_proof import held_together, whole
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
from rich.console import Console
from rich.table import Table
from scratch_build import build_into
from sql_text import literal

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
PASSED = ("success", "pass")
REPORT = "report.html"
XBRL = "xbrl"
# dbt's lines on a node that starts or is done, which hide those on what failed
UNEVENTFUL = re.compile(r"^.* \d+ of \d+ (START|OK|PASS|NO-OP|SKIP) .*\n", re.MULTILINE)

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


def seed_sums() -> dict[str, str]:
    return {path: sha256(SEEDS / path) for path in files_in(SEEDS) if path.endswith(".csv")}


def run_dbt(scratch: Path) -> subprocess.CompletedProcess[str]:
    """`dbt build` of everything, proofs of the code included, into a fresh file in a folder of its own."""
    return build_into(scratch / DATABASE, scratch / "target", "everything")


def built(scratch: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Build; the manifest and the run results, if everything passed."""
    with console.status("dbt build"):
        done = run_dbt(scratch)
    manifest, results = (read_json(scratch / "target" / name) for name in ("manifest.json", "run_results.json"))
    problems = problems_of_build(manifest, results)
    if done.returncode or problems:
        typer.echo(UNEVENTFUL.sub("", done.stdout) + done.stderr, err=True)
        hint = "`make build` makes the same in a file that you can look into"
        raise ReleaseError("\n".join([f"no release: dbt build ended with {done.returncode}", *problems, hint]))
    return manifest, results


def read_json(path: Path) -> dict[str, Any]:
    """What dbt wrote; nothing in it where dbt did not come so far."""
    nothing = {"metadata": {}, "nodes": {}, "unit_tests": {}, "results": []}
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else nothing


def runs(node: dict[str, Any]) -> bool:
    """Whether a build runs the node by itself: an analysis is only compiled, and an ephemeral model is part of others."""
    return node["resource_type"] != "analysis" and node["config"]["materialized"] != "ephemeral"


def problems_of_build(manifest: dict[str, Any], results: dict[str, Any]) -> list[str]:
    """Nodes of the manifest that did not run or did not pass; a warning and a skipped node did not."""
    if manifest["metadata"].get("invocation_id") != results["metadata"].get("invocation_id") or not manifest["nodes"]:
        return ["the manifest and the run results are not of one run"]
    expected = {name for name, node in manifest["nodes"].items() if runs(node)} | set(manifest["unit_tests"])
    status = {result["unique_id"]: result["status"] for result in results["results"]}
    problems = [f"{node}: did not run" for node in sorted(expected - set(status))]
    failed = [result for result in results["results"] if result["unique_id"] in expected and result["status"] not in PASSED]
    return problems + [f"{result['unique_id']}: {result['status']}, {result['message']}" for result in failed]


def stated(
    connection: duckdb.DuckDBPyConnection, seeds: dict[str, str], results: dict[str, Any], packages: list[Summary], held: list[str]
) -> dict[str, Any]:
    """What a release says of itself: what it was made from and by, and what was checked."""
    tie_outs = f"built.{SCHEMA}.tie_outs"
    ran = [result for result in results["results"] if result["status"] in PASSED]
    nodes = Counter((result["unique_id"].partition(".")[0], result["status"]) for result in ran)
    counts = connection.execute(f"select kind, status, count(*) from {tie_outs} group by all order by all").fetchall()
    known = connection.execute(
        f"select tie_out_id, status, reason, evidence from {tie_outs} where status <> 'consistent' order by all"
    ).fetchall()
    return {
        "decks": {Path(path).stem: digest for path, digest in seeds.items() if path.startswith("decks/")},
        "seeds": {f"seeds/{path}": digest for path, digest in seeds.items()},
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb")},
        },
        "git": git_state(),
        "nodes": [{"type": kind, "status": status, "count": count} for (kind, status), count in sorted(nodes.items())],
        "checks": [dict(zip(("kind", "status", "count"), row, strict=True)) for row in counts],
        "together": held,
        "xbrl": [asdict(package) for package in packages],
        "known_discrepancies": [dict(zip(("tie_out", "status", "reason", "evidence"), row, strict=True)) for row in known],
    }


def git_state() -> dict[str, Any] | None:
    """The commit, and whether files differ from it; None outside a repository."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        return None
    commit, changes = (
        subprocess.run([git, *command], cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
        for command in (("rev-parse", "HEAD"), ("status", "--porcelain"))
    )
    return {"commit": commit, "changed_files": len(changes.splitlines())} if commit else None


def differences(connection: duckdb.DuckDBPyConnection, last: Path | None, marts: list[Mart]) -> list[MartDiff]:
    """Against the last release; none before the first."""
    if last is None:
        return []
    connection.execute(f"attach {literal(last / DATABASE)} as released (read_only)")
    diffs = compare(connection, marts_in(connection, "released", keys_in_package(last)), marts)
    connection.execute("detach released")
    return diffs


def refuse_restatement(diffs: list[MartDiff], accept_changes: bool) -> None:
    changes = restated(diffs)
    if changes and not accept_changes:
        show_changes("released facts that would say something else", changes, console)
        raise ReleaseError(
            f"no release: {len(changes)} changes of released facts, listed above;"
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


def newest_deck() -> str:
    """A query for the deck that gives the release its name: the last one of each company, and of these the newest."""
    return f"select deck from built.{SCHEMA}.decks where is_latest order by published_on desc, deck limit 1"


def make_release(store: Store, scratch: Path, accept_changes: bool, report: bool, workbook: bool) -> str | None:
    """Build, check, write and publish; the new release's name, or None where there is nothing new."""
    last = store.current()
    if last:
        whole(store, last)
    seeds = seed_sums()
    announce("building")
    manifest, results = built(scratch)
    if seed_sums() != seeds:
        raise ReleaseError("no release: seeds/ changed during the build; run it again")

    announce("holding all relations together")
    held = held_together(scratch / DATABASE)
    announce("comparing")
    folder = scratch / "release"
    folder.mkdir()
    with open_built(scratch / DATABASE) as connection:
        marts = marts_in(connection, "built", keys_in_manifest(manifest))
        write_tables(connection, marts, folder)
        write_package(marts, folder, {})
        packages = write_packages(connection, "built", folder / XBRL)
        content = content_hash({path: sha256(folder / path) for path in files_in(folder)})
        if last and read_manifest(last)["content_sha256"] == content:
            typer.echo(f"Nothing changed since {last.name}: no new release.")
            return None
        diffs = differences(connection, last, marts)
        if last:
            show(diffs, console)
        refuse_restatement(diffs, accept_changes)

        announce("writing")
        (deck,) = connection.execute(newest_deck()).fetchone()
        now = datetime.now(timezone.utc)
        identity = {"created_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "content_sha256": content}
        # the name of the release follows from its files: they say which one it is by what it holds, and the same rows
        # give the same bytes
        held_here = {"deck": deck, "content_sha256": content}
        write_parquet(connection, marts, folder, held_here)
        write_package(marts, folder, held_here)
        write_database(connection, marts, folder / DATABASE)
        assert_written(connection, marts, folder)
        draw(folder, report, workbook)
        previous = last.name if last else None
        statement = {**identity, "previous": previous, **stated(connection, seeds, results, packages, held)}
    write_json(folder / "diff.json", {"previous": previous, "marts": [asdict(diff) for diff in diffs if diff]})
    name = f"{deck}-{store.next_time(now):{TIME}}-{seal(folder, statement)[:8]}"
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
) -> None:
    """Build everything and release it, if every check passed and something changed."""
    store = Store(releases)
    with reported(store), store.locked(wait):
        with store.scratch() as scratch:
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
