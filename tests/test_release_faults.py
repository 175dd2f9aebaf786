"""Whatever goes wrong, `current` opens, passes its checksums and is the last good release."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from conftest import DECK, NOT_COPIED, ROOT, Project, made_once
from landed import LANDINGS, land

LEFTOVERS = ".tmp-*"


def current(project: Project) -> str:
    return (project.releases / "current").readlink().name


def assert_whole(project: Project, release: str) -> None:
    """Readers have this release, and all of it."""
    assert current(project) == release
    verified = project.release("verify")
    assert verified.returncode == 0, verified.stderr
    with duckdb.connect(project.releases / "current/kessan.duckdb", read_only=True) as connection:
        assert connection.execute("select release from release").fetchall() == [(release,)]
        assert connection.execute("select count(*) > 1000 from facts").fetchall() == [(True,)]


def add_a_remark(project: Project) -> None:
    """A change that some mart shows and no fact."""
    project.edit("5001", remark="read twice")


def restate(project: Project, seq: str, printed: str) -> None:
    """Print another number for a figure, in the deck and in its ledger."""
    project.edit(seq, printed=printed)
    ledger = Path("seeds/ledgers/iij_1q25_ledger.csv")
    rows = project.rows(ledger)
    (row,) = (row for row in rows if row["entry"] == seq)
    row["number"] = printed
    project.write(rows, ledger)


def driver(kept: Path, place: str = "", nth: int = 0, signal_name: str = "SIGKILL") -> list[str | Path]:
    """A command like `release.py`, on a kept build, that is signalled at a place if one is given."""
    return [sys.executable, ROOT / "tests/dying_release.py", kept, place, str(nth), signal_name]


@pytest.fixture(scope="session")
def kept_build(tmp_path_factory: pytest.TempPathFactory, released: Project) -> Path:
    """What dbt builds of the changed project, to release from many times."""

    def make(folder: Path) -> None:
        project = Project(folder.with_suffix(".project"))
        shutil.copytree(released.root, project.root, symlinks=True)
        add_a_remark(project)
        done = project.run(*driver(folder), "create")
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "kept_build", make)


@pytest.fixture
def changed(next_release: Project) -> Project:
    """One release, and a change that makes another."""
    add_a_remark(next_release)
    return next_release


@pytest.fixture
def twice_released(kept_build: Path, tmp_path: Path) -> Project:
    """The release before, and the current one with the change."""
    shutil.copytree(kept_build.with_suffix(".project"), tmp_path / "kessan", symlinks=True)
    return Project(tmp_path / "kessan")


PLACES = [
    # before which call the process dies, which call of it, whether readers have the new release by then
    ("release:write_tables", 1, False),
    ("release:compare", 1, False),
    ("release:write_database", 1, False),
    ("release:assert_written", 1, False),
    ("release:write_sums", 1, False),
    ("release_store:sync", 20, False),
    ("pathlib:Path.rename", 1, False),
    ("pathlib:Path.symlink_to", 1, False),
    ("pathlib:Path.replace", 1, False),
    ("release_store:Store.prune", 1, True),
    ("shutil:rmtree", 1, True),  # of the folder that the release was made in
    ("shutil:rmtree", 2, True),  # of the release that is pruned
]


@pytest.mark.parametrize(("place", "nth", "is_new"), PLACES, ids=[f"{place.split(':')[1]}-{nth}" for place, nth, _ in PLACES])
def test_killed_anywhere(changed: Project, kept_build: Path, place: str, nth: int, is_new: bool) -> None:
    before = current(changed)
    killed = changed.run(*driver(kept_build, place, nth), "create", "--keep", "1")
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert (current(changed) != before) == is_new
    assert_whole(changed, current(changed))
    # the lock is free, and the next command that changes something clears away what is left
    assert list(changed.releases.glob(LEFTOVERS)) or "prune" in place
    assert changed.release("rollback", current(changed)).returncode == 0
    assert not list(changed.releases.glob(LEFTOVERS))


@pytest.mark.parametrize("place", ["release_store:sync", "pathlib:Path.symlink_to", "pathlib:Path.replace"])
def test_what_a_killed_run_did_not_do_the_next_one_does(changed: Project, kept_build: Path, place: str) -> None:
    before = current(changed)
    assert changed.run(*driver(kept_build, place, 1), "create").returncode == -signal.SIGKILL
    time.sleep(1)  # a name has seconds
    done = changed.run(*driver(kept_build), "create", "--keep", "1")
    assert done.returncode == 0, done.stderr
    assert current(changed) != before
    assert_whole(changed, current(changed))
    assert not list(changed.releases.glob(LEFTOVERS))
    assert [path.name for path in changed.releases.glob("iij_*")] == [current(changed)]


def test_killed_while_dbt_builds(changed: Project) -> None:
    before = current(changed)
    making = subprocess.Popen(
        [sys.executable, "scripts/release.py", "create"],
        cwd=changed.root,
        env=changed.env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    wait_for(lambda: list(changed.releases.glob(f"{LEFTOVERS}/kessan.duckdb")))
    os.killpg(making.pid, signal.SIGKILL)
    making.wait(timeout=300)
    assert_whole(changed, before)
    assert list(changed.releases.glob(LEFTOVERS))
    assert changed.release("rollback", before).returncode == 0
    assert not list(changed.releases.glob(LEFTOVERS))


def wait_for(there: Callable[[], object]) -> None:
    for _ in range(2400):
        if there():
            return
        time.sleep(0.05)
    pytest.fail("it never came")


def test_a_figure_that_does_not_tie_is_not_released(next_release: Project) -> None:
    before = current(next_release)
    next_release.edit("5005", printed="42,521")
    result = next_release.release("create")
    assert result.returncode == 1
    for expected in [
        "tie_out: footing:revenue_by_segment:iij_1q25:revenue:level:1Q25:actual",
        "42,521百万円 (p. 5)",
        "no release: dbt build ended with 1",
        "assert_tie_outs_hold: fail",
        f"Readers have, at {next_release.releases / 'current'}: {before}",
    ]:
        assert expected in result.stderr
    assert_whole(next_release, before)
    assert not list(next_release.releases.glob(LEFTOVERS))


def test_a_report_that_cannot_be_drawn_stops_the_release(changed: Project, kept_build: Path) -> None:
    before = current(changed)
    template = changed.root / "scripts/reporting/templates/report.html.j2"
    template.write_text("{{ no_such_value.of_the_page }}", encoding="utf-8")
    result = changed.run(*driver(kept_build), "create", "--report")
    assert result.returncode == 1
    assert "its report was not drawn" in result.stderr
    assert "no_such_value" in result.stderr
    assert_whole(changed, before)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A file system of its own at a folder, with what the folder holds."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    kept = folder.with_suffix(".kept")
    folder.rename(kept)
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False, capture_output=True)
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.decode().strip()}")
    try:
        shutil.copytree(kept, folder, symlinks=True, dirs_exist_ok=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def size_of(folder: Path) -> int:
    """Bytes on the disk, in whole pages."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


@pytest.mark.parametrize("room", ["while dbt builds", "for the tables", "for the database"])
def test_the_disk_is_full(changed: Project, kept_build: Path, room: str) -> None:
    before = current(changed)
    (release,) = changed.releases.glob("iij_*")
    size = size_of(release)
    command = driver(kept_build)
    if room == "while dbt builds":
        size, command = size + 2**20, [sys.executable, "scripts/release.py"]
    elif room == "for the tables":
        size += size_of(kept_build) + size_of(release / "parquet")
    else:
        size += size_of(kept_build) + size_of(release) - (release / "kessan.duckdb").stat().st_size // 2
    with small_disk(changed.releases, size):
        result = changed.run(*command, "create")
        assert result.returncode == 1, result.stderr
        assert "No space left on device" in result.stderr
        assert result.stderr.endswith(f"current: {before}\n")
        assert_whole(changed, before)
        assert not list(changed.releases.glob(LEFTOVERS))


def test_a_target_that_cannot_be_written(next_release: Project) -> None:
    before = current(next_release)
    if os.geteuid() == 0:  # whom the mode of a folder does not stop
        with small_disk(next_release.releases, size_of(next_release.releases) + 2**20):
            subprocess.run(["mount", "-o", "remount,ro", next_release.releases], check=True)
            result = next_release.release("create")
            assert_whole(next_release, before)
    else:
        next_release.releases.chmod(0o555)
        result = next_release.release("create")
        assert_whole(next_release, before)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "Read-only file system" in result.stderr or "Permission denied" in result.stderr
    assert "building" not in result.stderr


def test_two_at_once_make_one_and_the_same_bytes_as_elsewhere(released: Project, tmp_path: Path) -> None:
    """The second waits, then finds nothing to do; and the first equals what was built elsewhere before."""
    project = Project(tmp_path / "kessan")
    shutil.copytree(ROOT, project.root, ignore=NOT_COPIED)
    both = [
        subprocess.Popen(
            [*driver(tmp_path / "build"), "create"],
            cwd=project.root,
            env=project.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = ["".join(one.communicate(timeout=300)) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    first, second = sorted(said, key=lambda text: "waiting for it" in text)
    assert "Released iij_1q25-" in first
    assert "another release is under way" in second
    assert "Nothing changed since" in second
    assert_whole(project, current(project))
    assert len(list(project.releases.glob("iij_*"))) == 1

    here, there = (one.releases / "current" for one in (project, released))
    compared = [path.relative_to(there) for path in [*there.glob("csv/*"), *there.glob("parquet/*"), there / "datapackage.json"]]
    assert len(compared) > 20
    for path in compared:
        assert (here / path).read_bytes() == (there / path).read_bytes(), path
    with duckdb.connect() as connection:
        connection.execute(f"attach '{here}/kessan.duckdb' as here (read_only)")
        connection.execute(f"attach '{there}/kessan.duckdb' as there (read_only)")
        for mart in sorted(path.stem for path in there.glob("csv/*")):
            one, other = (connection.execute(f"select * from {database}.marts.{mart}").fetchall() for database in ("here", "there"))
            assert one == other, mart


def test_one_that_does_not_want_to_wait_says_so(next_release: Project) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import filelock, time; lock = filelock.FileLock('releases/.lock'); lock.acquire(); print(flush=True); time.sleep(60)",
        ],
        cwd=next_release.root,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "\n"
        result = next_release.release("create", "--wait", "0.2")
    finally:
        holder.kill()
    assert result.returncode == 1
    assert "another release is still under way" in result.stderr
    assert_whole(next_release, current(next_release))


def test_a_released_fact_changes_only_when_accepted_and_readers_keep_what_they_opened(
    next_release: Project, tmp_path: Path
) -> None:
    before = current(next_release)
    # contracted bandwidth, which nothing else in the deck states or implies
    seq, printed, other = "7067", "14,329", "14,392"
    restate(next_release, seq, other)
    create = [*driver(tmp_path / "build"), "create"]
    result = next_release.run(*create)
    assert result.returncode == 1
    assert "released facts that would say something else" in result.stdout
    assert "14329.0000" in result.stdout
    assert "14392.0000" in result.stdout
    assert "--accept-changes" in result.stderr
    assert_whole(next_release, before)

    path = next_release.releases / "current/kessan.duckdb"
    query = f"select printed from marts.figure_audit where seq = {seq}"
    with duckdb.connect(path, read_only=True) as reader:
        result = next_release.run(*create, "--accept-changes", "--keep", "1")
        assert result.returncode == 0, result.stderr
        assert f"Removed {before}." in result.stdout
        # the reader keeps the file that it opened, although it is gone from the folder
        assert reader.execute(query).fetchall() == [(printed,)]
        assert reader.execute("select count(*) from marts.facts where value is not null").fetchall()[0][0] > 1000
        asked = f"import duckdb; print(duckdb.connect({str(path)!r}, read_only=True).execute({query!r}).fetchall())"
        assert next_release.run(sys.executable, "-c", asked).stdout == f"[('{other}',)]\n"
    after = current(next_release)
    assert_whole(next_release, after)

    difference = json.loads((next_release.releases / "current/diff.json").read_text(encoding="utf-8"))
    assert difference["previous"] == before
    changes = {mart["mart"]: mart for mart in difference["marts"]}["facts"]["changes"]
    value = next(change for change in changes if change["column"] == "value")
    assert (value["before"], value["after"]) == ("14329.000000", "14392.000000")
    assert list(value["key"]) == ["fact_id"]
    assert {change["column"] for change in changes} <= {"value", "lower_bound", "upper_bound", "printed"}


def test_a_company_and_a_confirmed_restatement_add_rows_and_change_none(next_release: Project) -> None:
    """Nothing to accept: what was released still stands, and the release says what is new."""
    before = current(next_release)
    land(next_release, LANDINGS / "cases/deck_order")
    result = next_release.release("create", "--no-report")
    assert result.returncode == 0, result.stderr
    for expected in ["companies added: twa; twm", "decks added: twa_a; twa_b; twm_a; twm_b", "restatements added: "]:
        assert expected in result.stdout
    assert current(next_release) != before
    difference = json.loads((next_release.releases / "current/diff.json").read_text(encoding="utf-8"))
    marts = {mart["mart"]: mart for mart in difference["marts"]}
    assert {key["company"] for key in marts["companies"]["rows_added"]} == {"twa", "twm"}
    assert len(marts["restatements"]["rows_added"]) >= 1
    assert [mart["mart"] for mart in marts.values() if mart["rows_gone"] or mart["changes"]] == []


TAMPERINGS = {
    "a changed byte": (lambda folder: overwrite(folder / "kessan.duckdb"), "kessan.duckdb: changed"),
    "a file gone": (lambda folder: (folder / "parquet/facts.parquet").unlink(), "parquet/facts.parquet: missing"),
    "a file more": (lambda folder: (folder / "kessan.duckdb.wal").touch(), "kessan.duckdb.wal: does not belong"),
    "no sums": (lambda folder: (folder / "SHA256SUMS").unlink(), "SHA256SUMS: missing"),
    "a figure with its sum": (lambda folder: resum(folder, overwrite, "csv/facts.csv"), "SHA256SUMS: not the sums of"),
    "revenue doubled in the database, with its sum": (
        lambda folder: resum(folder, double_revenue, "kessan.duckdb"),
        "kessan.duckdb: marts.income_statement does not have the rows of csv/income_statement.csv",
    ),
}


def overwrite(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def double_revenue(path: Path) -> None:
    path.chmod(0o644)
    with duckdb.connect(path) as connection:
        connection.execute("update marts.income_statement set amount_mn = 2 * amount_mn where line_item = 'revenue'")


def resum(folder: Path, spoil: Callable[[Path], None], path: str) -> None:
    """What someone does who knows the checksums."""
    spoil(folder / path)
    (folder / "SHA256SUMS").chmod(0o644)
    subprocess.run("sha256sum $(cut -c67- SHA256SUMS) > new && mv -f new SHA256SUMS", shell=True, cwd=folder, check=True)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_release_that_was_tampered_with_is_found_out_and_rolled_back(twice_released: Project, name: str) -> None:
    tamper, message = TAMPERINGS[name]
    bad = current(twice_released)
    (good,) = (path.name for path in twice_released.releases.glob("iij_*") if path.name != bad)
    tamper(twice_released.releases / bad)
    for command in (["verify"], ["verify", bad], ["create"], ["rollback", bad]):
        result = twice_released.release(*command)
        assert result.returncode == 1, command
        assert message in result.stderr, command
        assert "building" not in result.stderr.split(message)[1]
    assert twice_released.release("rollback").returncode == 0
    assert_whole(twice_released, good)


def test_the_only_release_is_gone(changed: Project, kept_build: Path) -> None:
    create = [*driver(kept_build), "create"]
    shutil.rmtree(changed.releases / current(changed))
    refused = changed.run(*create)
    assert refused.returncode == 1
    assert "which is gone" in refused.stderr
    assert f"remove {changed.releases / 'current'} and release anew" in refused.stderr
    (changed.releases / "current").unlink()
    assert changed.run(*create).returncode == 0
    assert_whole(changed, current(changed))


def test_rolling_back_is_one_command_and_forward_another(twice_released: Project) -> None:
    second = current(twice_released)
    back = twice_released.release("rollback")
    first = current(twice_released)
    assert f"points to {first}" in back.stdout
    assert first != second
    assert_whole(twice_released, first)
    refused = twice_released.release("rollback")
    assert refused.returncode == 1
    assert f"ARGS=<release>): {second}" in refused.stderr
    unknown = twice_released.release("rollback", "no_such-20250101T000000Z-00000000")
    assert unknown.returncode == 1
    assert f"there are: {second}, {first}" in unknown.stderr
    assert twice_released.release("rollback", second).returncode == 0
    assert_whole(twice_released, second)
    listed = twice_released.release("list").stdout
    assert first in listed
    assert second in listed


def test_the_last_ones_are_kept_and_the_current_one_always(twice_released: Project, kept_build: Path) -> None:
    create = [*driver(kept_build), "create"]
    second = current(twice_released)
    assert twice_released.release("rollback").returncode == 0
    first = current(twice_released)
    time.sleep(1)  # a name has seconds
    assert twice_released.run(*create, "--keep", "2").returncode == 0
    third = current(twice_released)
    assert {path.name for path in twice_released.releases.glob("iij_*")} == {second, third}
    assert first not in (second, third)
    # one to keep, and that is `third`: `second` stays because it is current
    assert twice_released.release("rollback", second).returncode == 0
    assert twice_released.run(*create, "--keep", "1").stdout.startswith("Nothing changed since")
    assert {path.name for path in twice_released.releases.glob("iij_*")} == {second, third}
    assert_whole(twice_released, second)


def test_a_description_alone_makes_a_release(changed: Project, kept_build: Path, tmp_path: Path) -> None:
    """What a dashboard shows of a column changed, no row did."""
    build = tmp_path / "build"
    shutil.copytree(kept_build, build)
    create = [*driver(build), "create"]
    assert changed.run(*create).returncode == 0
    before = current(changed)
    assert "Nothing changed since" in changed.run(*create).stdout
    with duckdb.connect(build / "kessan.duckdb") as connection:
        connection.execute("comment on column marts.decks.deck is 'Which deck.'")
    assert changed.run(*create).returncode == 0
    assert current(changed) != before
    assert json.loads((changed.releases / "current/diff.json").read_text(encoding="utf-8"))["marts"] == []


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda results: results["results"].pop(3), "did not run"),
        (lambda results: results["results"][5].update(status="warn", message="1 row"), "warn, 1 row"),
        (lambda results: results["results"][7].update(status="skipped", message=None), "skipped"),
        (lambda results: results["metadata"].update(invocation_id="another"), "are not of one run"),
    ],
    ids=["missing", "warned", "skipped", "other run"],
)
def test_a_build_that_is_not_whole_is_not_released(
    changed: Project, kept_build: Path, tmp_path: Path, spoil: Callable[[dict], object], message: str
) -> None:
    """dbt ended well, and yet a node did not run or did not pass."""
    before = current(changed)
    build = tmp_path / "build"
    shutil.copytree(kept_build, build)
    path = build / "target/run_results.json"
    results = json.loads(path.read_text(encoding="utf-8"))
    spoil(results)
    path.write_text(json.dumps(results), encoding="utf-8")
    result = changed.run(*driver(build), "create")
    assert result.returncode == 1
    assert message in result.stderr
    assert_whole(changed, before)


def test_seeds_that_change_during_the_build_are_noticed(changed: Project, kept_build: Path) -> None:
    before = current(changed)
    making = subprocess.Popen(
        [*driver(kept_build, "release_build:problems_of_build", 1, "SIGSTOP"), "create"],
        cwd=changed.root,
        env=changed.env,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.waitpid(making.pid, os.WUNTRACED)
    with (changed.root / DECK).open("a", encoding="utf-8") as handle:
        handle.write("\n")
    making.send_signal(signal.SIGCONT)
    message = making.communicate(timeout=300)[1]
    assert making.returncode == 1
    assert "seeds/ changed during the build" in message
    assert_whole(changed, before)
