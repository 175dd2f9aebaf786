"""The folder of releases under odd clocks, umasks, links and names; small releases made by the same functions, without dbt."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest
import release
import release_files
from release_proof import whole
from release_store import MANIFEST, TIME, ReleaseError, Store, content_hash, files_in, seal, sha256, write_json, write_sums
from typer.testing import CliRunner

NOON = datetime(2025, 8, 8, 12, tzinfo=timezone.utc)
ROWS = "select * from (values (1, 'revenue', 10.5::decimal(18, 4)), (2, 'profit', 1.5)) as row (id, line_item, value_mn)"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "releases")


def publish(store: Store, now: datetime, deck: str = "acme_1q25") -> Path:
    """A release of one mart, made in the order in which scripts/release.py makes one."""
    previous = store.current()
    with store.locked(0), store.scratch() as scratch:
        folder = scratch / "release"
        folder.mkdir()
        with duckdb.connect() as connection:
            connection.execute(f"attach ':memory:' as built; create schema built.marts; create table built.marts.results as {ROWS}")
            connection.execute("comment on table built.marts.results is 'Results.'")
            marts = release_files.marts_in(connection, "built", {"results": ("id",)})
            release_files.write_tables(connection, marts, folder)
            release_files.write_package(marts, folder, {})
            content = content_hash({path: sha256(folder / path) for path in files_in(folder)})
            release_files.write_database(connection, marts, folder / release_files.DATABASE)
        identity = {"created_at": f"{now:%Y-%m-%dT%H:%M:%SZ}", "content_sha256": content}
        statement = {**identity, "previous": previous.name if previous else None, "git": None}
        name = f"{deck}-{store.next_time(now):{TIME}}-{seal(folder, statement)[:8]}"
        release_files.name_database(folder / release_files.DATABASE, {"release": name, **identity})
        write_json(folder / MANIFEST, {"release": name, **statement})
        write_sums(folder)
        store.publish(folder, name)
        store.switch(name)
    return store.root / name


def run(store: Store, *arguments: str) -> tuple[int, str]:
    """A command of scripts/release.py; exit code and what a user sees. An exception that is none of ours is raised."""
    result = CliRunner().invoke(release.app, [*arguments, "--releases", str(store.root)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def rewrite_sums(folder: Path) -> None:
    folder.joinpath("SHA256SUMS").unlink()
    write_sums(folder)


@contextmanager
def writable(path: Path) -> Iterator[Path]:
    path.chmod(0o644)
    yield path
    path.chmod(0o444)


def test_a_release_is_whole(store: Store) -> None:
    folder = publish(store, NOON)
    assert whole(store, folder) == folder
    assert run(store, "verify") == (0, f"{folder.name}: 5 files, each as released\n")


SPOILS = {
    "a value": "update marts.results set value_mn = 2 * value_mn",
    "its view": "create or replace view main.results as select id, line_item, 2 * value_mn as value_mn from marts.results",
    "a row more": "insert into marts.results values (3, 'more', 1)",
    "a mart less": "drop view main.results; drop table marts.results",
    "a comment": "comment on table marts.results is 'Audited.'",
    "its name": "create or replace view main.release as select 'other' as release, now()::timestamp as at, '' as sha",
}


@pytest.mark.parametrize("what", SPOILS)
def test_a_database_that_was_changed_with_its_sum_is_found_out(store: Store, what: str) -> None:
    folder = publish(store, NOON)
    with writable(folder / "kessan.duckdb") as path, duckdb.connect(path) as connection:
        connection.execute(SPOILS[what])
    rewrite_sums(folder)
    code, said = run(store, "verify")
    assert code == 1
    assert "kessan.duckdb: " in said


@pytest.mark.parametrize("file", ["csv/results.csv", "parquet/results.parquet", "datapackage.json", "manifest.json"])
def test_a_file_that_was_changed_with_its_sum_is_found_out(store: Store, file: str) -> None:
    folder = publish(store, NOON)
    with writable(folder / file) as path:
        content = path.read_bytes()
        path.write_bytes(content.replace(b"T12:00", b"T13:00") if file == MANIFEST else content + b" ")
    rewrite_sums(folder)
    code, said = run(store, "verify")
    assert code == 1
    assert f"{folder.name} is not what was released" in said
    assert "SHA256SUMS: not the sums of" in said


def test_a_file_more_with_its_sum_is_found_out(store: Store) -> None:
    folder = publish(store, NOON)
    (folder / "more.txt").write_text("more", encoding="utf-8")
    rewrite_sums(folder)
    assert run(store, "verify")[0] == 1


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_release_holds_no_links(store: Store, tmp_path: Path, is_folder: bool) -> None:
    folder = publish(store, NOON)
    inside = folder / ("csv" if is_folder else "csv/results.csv")
    outside = tmp_path / "elsewhere"
    inside.rename(outside)
    inside.symlink_to(outside)
    code, said = run(store, "verify")
    assert code == 1
    assert f"{inside}: a link; a release holds files alone" in said


@pytest.mark.parametrize("target", ["../elsewhere/{name}", "{root}/{name}", "somewhere", "."])
def test_current_names_a_release_beside_it(store: Store, tmp_path: Path, target: str) -> None:
    folder = publish(store, NOON)
    (tmp_path / "elsewhere").mkdir()
    store.link.unlink()
    store.link.symlink_to(target.format(name=folder.name, root=store.root))
    for command in ("verify", "list", "rollback"):
        code, said = run(store, command)
        assert code == 1, command
        assert "which is no release in" in said


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_everybody_reads_a_release_and_its_owner_alone_changes_it(store: Store, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = publish(store, NOON)
    finally:
        os.umask(before)
    there = [store.root, folder, *folder.rglob("*")]
    assert {path.stat().st_mode & 0o777 for path in there if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in there if path.is_file()} == {0o444}


def test_a_clock_that_was_set_back_prunes_no_newer_release(store: Store) -> None:
    first, second = publish(store, NOON), publish(store, NOON + timedelta(days=1))
    third = publish(store, NOON - timedelta(days=300))
    assert store.all() == [third, second, first]
    assert store.prune(2) == [first.name]
    assert json.loads((third / MANIFEST).read_text(encoding="utf-8"))["created_at"].startswith("2024-")
    assert whole(store, third) == third


@pytest.mark.parametrize("deck", ["acme-1q25", "acme.1q25", "acme 1q25", "決算-1q25"])
def test_a_release_is_there_whatever_its_deck_is_called(store: Store, deck: str) -> None:
    first, second = publish(store, NOON, deck), publish(store, NOON + timedelta(days=1), deck)
    assert store.all() == [second, first]
    code, said = run(store, "list")
    assert code == 0
    assert "2025-08-09" in said
    assert run(store, "rollback")[0] == 0
    assert store.current() == first
    assert store.prune(1) == []


DAMAGES = {
    "no JSON": b"{",
    "no UTF-8": b"\xff",
    "a list": b"[]",
    "nothing in it": b"{}",
    "a number for a name": b'{"release": 1, "created_at": "", "content_sha256": "", "previous": null, "git": null}',
    "no file": None,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_manifest_is_named(store: Store, damage: str) -> None:
    first, second = publish(store, NOON), publish(store, NOON + timedelta(days=1))
    with writable(second / MANIFEST) as path:
        path.unlink() if DAMAGES[damage] is None else path.write_bytes(DAMAGES[damage])
        path.touch()
    rewrite_sums(second)
    for command in ("verify", "list", "rollback"):
        code, said = run(store, command)
        assert code == 1, command
        assert f"{second / MANIFEST}: " in said, command
    assert first.name[:20] in run(store, "list")[1]
    assert run(store, "rollback", first.name)[0] == 0
    with pytest.raises(ReleaseError, match="is not what was released"):
        whole(store, second)
