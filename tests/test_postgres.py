"""The current release in a real PostgreSQL that listens on loopback."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg
import pytest
from conftest import Project

INSTALL = "no PostgreSQL server; install it with: apt-get install --yes --no-install-recommends postgresql"


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian puts them."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return folders[-1] if folders else None


@dataclass
class Server:
    """A cluster of its own on a free port; the superuser loads, `bi` reads."""

    folder: Path
    programs: Path
    user: str | None
    port: int
    password: str

    def pg(self, program: str, *arguments: str) -> None:
        """Run a program as the user that owns the cluster: PostgreSQL refuses root."""
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            user=self.user,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories='' -c fsync=off"
        self.pg("pg_ctl", "start", "-w", "-D", "data", "-l", "log", "-o", options)

    def stop(self, mode: str = "immediate") -> None:
        self.pg("pg_ctl", "stop", "-w", "-D", "data", "-m", mode)

    @property
    def env(self) -> dict[str, str]:
        """What libpq reads; the password is in a file."""
        return {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGUSER": "loader",
            "PGDATABASE": "postgres",
            "PGPASSFILE": str(self.folder / "pgpass"),
        }

    def connect(self, user: str = "loader") -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=user, dbname="postgres", password=self.password, autocommit=True
        )

    def query(self, sql: str) -> list[tuple]:
        with self.connect() as connection:
            return connection.execute(sql).fetchall()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs = binaries()
    if programs is None:
        assert os.environ.get("CI") != "true", INSTALL
        pytest.skip(INSTALL)
    # not in pytest's folder, which only its owner can enter
    folder = Path(tempfile.mkdtemp(prefix="kessan-postgres-"))
    user = None
    if os.geteuid() == 0:
        user = "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
        shutil.chown(folder, user)
    server = Server(folder, programs, user, free_port(), secrets.token_hex(16))
    password = folder / "password"
    password.write_text(server.password, encoding="utf-8")
    password.chmod(0o644)
    (folder / "pgpass").write_text(f"127.0.0.1:*:*:loader:{server.password}\n", encoding="utf-8")
    (folder / "pgpass").chmod(0o600)
    server.pg("initdb", "-D", "data", "-U", "loader", "-A", "scram-sha-256", "--pwfile", "password", "-E", "UTF8", "--no-sync")
    server.start()
    with server.connect() as connection:
        connection.execute(f"create role bi login password '{server.password}'")
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def empty(server: Server) -> Server:
    """The server without any schema of ours."""
    with server.connect() as connection:
        for (schema,) in connection.execute("select nspname from pg_namespace where nspname ~ '^(marts|bi)'").fetchall():
            connection.execute(f"drop schema {schema} cascade")
    return server


def load(project: Project, server: Server, *arguments: str) -> subprocess.CompletedProcess[str]:
    return project.run(sys.executable, "scripts/serve_postgres.py", *arguments, **server.env)


def in_duckdb(project: Project, sql: str) -> list[tuple]:
    with duckdb.connect(project.releases / "current/kessan.duckdb", read_only=True) as connection:
        return connection.execute(sql).fetchall()


def release_in(server: Server) -> str:
    ((release,),) = server.query("select release from marts.release")
    return release


def test_types_comments_keys_and_rows_are_those_of_duckdb(released: Project, empty: Server) -> None:
    result = load(released, empty)
    assert result.returncode == 0, result.stderr
    marts = in_duckdb(released, "select table_name, comment from duckdb_tables() where schema_name = 'marts' order by 1")
    assert len(marts) > 10
    assert (
        empty.query(
            "select relname::text, obj_description(oid) from pg_class"
            " where relnamespace = 'marts'::regnamespace and relkind = 'r' order by relname collate \"C\""
        )
        == marts
    )
    columns = in_duckdb(
        released,
        "select table_name, column_name, lower(replace(data_type, 'VARCHAR', 'text')), comment from duckdb_columns()"
        " where schema_name = 'marts' order by table_name, column_index",
    )
    assert len(columns) > 200
    assert empty.query(
        "select relname::text, attname::text, replace(format_type(atttypid, atttypmod), 'numeric', 'decimal'),"
        " col_description(attrelid, attnum) from pg_attribute inner join pg_class on pg_class.oid = attrelid"
        " where relnamespace = 'marts'::regnamespace and relkind = 'r' and attnum > 0 order by relname collate \"C\", attnum"
    ) == [(*column, kind, comment) for *column, kind, comment in columns]
    compared = 0
    for mart, _ in marts:
        names = ", ".join(f"{name}::text" for table, name, _, _ in columns if table == mart)
        there = sorted(map(repr, in_duckdb(released, f"select {names} from marts.{mart}")))
        compared += len(there)
        assert sorted(map(repr, empty.query(f"select {names} from marts.{mart}"))) == there, mart
    assert compared > 5000
    assert release_in(empty) == (released.releases / "current").readlink().name
    ((keys,),) = empty.query("select count(*) from pg_constraint where contype = 'p' and connamespace = 'marts'::regnamespace")
    assert keys == len(marts)


def test_the_reader_role_reads_and_nothing_else(released: Project, empty: Server) -> None:
    assert load(released, empty).returncode == 0
    with empty.connect() as connection:
        connection.execute("grant kessan_reader to bi")
    with empty.connect("bi") as bi:
        ((facts,),) = bi.execute("select count(*) from marts.facts").fetchall()
        assert facts > 1000
        assert bi.execute("select release from marts.release").fetchall()
        for forbidden in ("delete from marts.facts", "drop table marts.facts", "create table marts.mine (a int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                bi.execute(forbidden)
    # the grant holds for the next load
    assert load(released, empty).returncode == 0
    with empty.connect("bi") as bi:
        assert bi.execute("select count(*) from marts.facts").fetchall() == [(facts,)]


def test_a_reader_in_a_transaction_never_sees_half(released: Project, empty: Server) -> None:
    """A dashboard's query runs on while the load waits for it; then the next one reads the new tables."""
    assert load(released, empty).returncode == 0
    before = empty.query("select 'marts.facts'::regclass::oid")
    with empty.connect() as reader:
        reader.execute("begin")
        reader.execute("select count(*) from marts.facts")
        loading = subprocess.Popen(
            [sys.executable, "scripts/serve_postgres.py"],
            cwd=released.root,
            env=released.env | empty.env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_until_blocked(empty)
        assert empty.query("select 'marts.facts'::regclass::oid") == before
        reader.execute("commit")
        assert loading.wait(timeout=300) == 0
    assert empty.query("select 'marts.facts'::regclass::oid") != before
    assert empty.query("select nspname from pg_namespace where nspname ~ '^marts_'") == []


def wait_until_blocked(server: Server) -> None:
    """Until the load has everything in and waits to drop the old tables."""
    for _ in range(1200):
        if server.query("select from pg_stat_activity where wait_event_type = 'Lock' and query like 'drop table%'"):
            return
        time.sleep(0.1)
    pytest.fail("the load never waited")


def test_the_server_dies_in_the_middle(released: Project, empty: Server) -> None:
    assert load(released, empty).returncode == 0
    schemas = "select nspname::text, obj_description(oid) from pg_namespace where nspname ~ '^marts'"
    before = empty.query(schemas)
    reader = empty.connect()
    reader.execute("begin")
    reader.execute("select count(*) from marts.facts")
    loading = subprocess.Popen(
        [sys.executable, "scripts/serve_postgres.py"],
        cwd=released.root,
        env=released.env | empty.env,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until_blocked(empty)
    empty.stop("immediate")
    reader.close()
    message = loading.communicate(timeout=300)[1]
    assert loading.returncode == 1
    assert "A release is loaded whole or not at all" in message
    empty.start()
    assert empty.query(schemas) == before
    assert empty.query("select count(*) from marts.facts") == in_duckdb(released, "select count(*) from marts.facts")
    assert load(released, empty).returncode == 0


def test_no_server_is_a_message(released: Project) -> None:
    result = released.run(sys.executable, "scripts/serve_postgres.py", PGHOST="127.0.0.1", PGPORT=str(free_port()), PGUSER="x")
    assert result.returncode == 1
    assert "Connection refused" in result.stderr
    assert "Traceback" not in result.stderr


def test_what_others_built_is_never_dropped(released: Project, empty: Server) -> None:
    with empty.connect() as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.theirs (a int)")
    result = load(released, empty)
    assert result.returncode == 1
    assert "schema marts holds something else than a release" in result.stderr
    assert empty.query("select nspname::text from pg_namespace where nspname ~ '^marts'") == [("marts",)]

    assert load(released, empty, "--schema", "marts_kessan").returncode == 0
    with empty.connect() as connection:
        connection.execute("create schema bi")
        connection.execute("create view bi.revenue as select * from marts_kessan.income_statement")
    result = load(released, empty, "--schema", "marts_kessan")
    assert result.returncode == 1
    assert "view bi.revenue depends on table" in result.stderr
    assert empty.query("select count(*) from bi.revenue") == in_duckdb(released, "select count(*) from marts.income_statement")


def test_a_release_that_was_tampered_with_is_not_loaded(next_release: Project, empty: Server) -> None:
    path = next_release.releases / "current/csv/facts.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b",768", b",769", 1))
    result = load(next_release, empty)
    assert result.returncode == 1
    assert "csv/facts.csv: changed" in result.stderr
    assert empty.query("select from pg_namespace where nspname ~ '^marts'") == []
