"""A real Superset with the dashboard imported, in an environment of its own; and the picture of it for the README."""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, urlparse

import typer
from playwright.sync_api import Browser, Page, Response

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv-superset/bin"
USER = "admin"
CONFIG = """
SECRET_KEY = {secret!r}
SQLALCHEMY_DATABASE_URI = "sqlite:///{home}/superset.db"
WTF_CSRF_ENABLED = False
TALISMAN_ENABLED = False
RATELIMIT_ENABLED = False
SUPERSET_WEBSERVER_TIMEOUT = 120
"""


@dataclass(frozen=True)
class Superset:
    """A server that runs, and who may read it."""

    url: str
    password: str


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the server answers; what it says where it ends before."""
    while server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=5):
            return
        time.sleep(0.5)
    raise RuntimeError(f"Superset ended with {server.returncode}:\n{log.read_text(encoding='utf-8')[-4000:]}")


@contextlib.contextmanager
def running(warehouse: Path, home: Path) -> Iterator[Superset]:
    """Superset over a release, with the dashboard imported as a user imports it."""
    home.mkdir(parents=True, exist_ok=True)
    password, archive, log = secrets.token_urlsafe(12), home / "kessan_dashboard.zip", home / "superset.log"
    (home / "superset_config.py").write_text(CONFIG.format(secret=secrets.token_urlsafe(42), home=home), encoding="utf-8")
    outside = {key: value for key, value in os.environ.items() if not key.startswith(("SUPERSET_", "FLASK_", "PYTHON"))}
    env = outside | {"SUPERSET_CONFIG_PATH": str(home / "superset_config.py"), "SUPERSET_HOME": str(home), "FLASK_APP": "superset"}

    def command(*arguments: str | Path) -> None:
        done = subprocess.run([BIN / "superset", *arguments], env=env, cwd=home, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"superset {arguments[0]} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}")

    pack = [sys.executable, ROOT / "scripts/dashboard.py", "--warehouse", warehouse, "--output", archive]
    subprocess.run(pack, check=True, capture_output=True)
    command("db", "upgrade")
    who = ("--username", USER, "--firstname", "A", "--lastname", "B", "--email", "admin@localhost", "--password", password)
    command("fab", "create-admin", *who)
    command("init")
    command("import-dashboards", "--path", archive, "--username", USER)
    port = free_port()
    gunicorn = [BIN / "gunicorn", "--bind", f"127.0.0.1:{port}", "--threads", "4", "--timeout", "300", "superset.app:create_app()"]
    with log.open("wb") as out:
        server = subprocess.Popen(gunicorn, env=env, cwd=home, stdout=out, stderr=out)
        try:
            wait_for(f"http://127.0.0.1:{port}", server, log)
            yield Superset(f"http://127.0.0.1:{port}", password)
        finally:
            server.terminate()
            server.wait()


@dataclass
class Shown:
    """The dashboard as a browser shows it: what Superset answered to each chart, by the chart's name."""

    page: Page
    answers: dict[str, list[dict[str, Any]]]
    errors: list[str]


def opened(browser: Browser, superset: Superset, charts: dict[str, str]) -> Shown:
    """Sign in, open the dashboard and wait until every chart has its answer; `charts` are their names by id."""
    page = browser.new_page(viewport={"width": 1600, "height": 1000})
    page.set_default_timeout(180_000)
    answers: dict[str, list[dict[str, Any]]] = {}
    errors: list[str] = []

    def seen(response: Response) -> None:
        url = urlparse(response.url)
        if url.path == "/api/v1/chart/data" and "form_data" in parse_qs(url.query):
            (form,) = parse_qs(url.query)["form_data"]
            chart = charts.get("".join(letter for letter in form if letter.isdigit()))
            if response.status != 200:
                errors.append(f"{chart}: {response.status} {response.text()[:500]}")
            elif chart:
                answers[chart] = response.json()["result"][0]["data"]

    page.on("response", seen)
    page.goto(f"{superset.url}/login/")
    page.fill("#username", USER)
    page.fill("#password", superset.password)
    page.press("#password", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{superset.url}/superset/dashboard/kessan/?standalone=1&expand_filters=0")
    while len(answers) < len(charts) and not errors:
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(500)
    page.wait_for_selector(".loading", state="detached")
    return Shown(page, answers, errors)


def names_of_charts(home: Path) -> dict[str, str]:
    """The charts that Superset has, by id, from its own database."""
    import sqlite3

    with sqlite3.connect(home / "superset.db") as connection:
        return {str(number): name for number, name in connection.execute("select id, slice_name from slices")}


def picture(
    warehouse: Annotated[Path, typer.Option(help="The DuckDB file of a release.")] = ROOT / "releases/current/kessan.duckdb",
    output: Annotated[Path, typer.Option(help="The picture to take.")] = ROOT / "docs/superset.png",
) -> None:
    """Take the picture of the dashboard for the README."""
    import tempfile

    sys.path.insert(0, str(ROOT / "scripts"))
    from reporting.browser import installed, launched

    with (
        tempfile.TemporaryDirectory() as folder,
        running(warehouse.absolute(), Path(folder)) as superset,
        launched(installed()) as browser,
    ):
        shown = opened(browser, superset, names_of_charts(Path(folder)))
        shown.page.set_viewport_size({"width": 1600, "height": 2700})
        shown.page.evaluate("window.scrollTo(0, 0)")
        shown.page.wait_for_timeout(5000)
        shown.page.locator("[data-test=grid-content]").screenshot(path=output)
    typer.echo(f"{output}; charts: {', '.join(sorted(shown.answers))}; errors: {shown.errors}")


if __name__ == "__main__":
    typer.run(picture)
