"""The report written as a user would, and opened in a browser that notices whatever leaves the page or goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
# seconds: what a machine takes, however slow it is at the time; a page that never answers still ends
PATIENCE = 300
NARROW, WIDE = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


def write(warehouse: Path, output: Path, *options: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    return subprocess.run(
        [sys.executable, ROOT / "scripts/report.py", "--warehouse", str(warehouse), "--output", str(output), *options],
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=False,
    )


@dataclass
class Visit:
    """A page that is open, and what it did that a reader would not see."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def texts(self, selector: str) -> list[str]:
        """What is to be read, of the elements that are shown."""
        return [element.inner_text() for element in self.page.locator(selector).all() if element.is_visible()]


@contextmanager
def visit(
    browser: Browser, report: Path, lang: str = "en", scheme: str = "light", script: str = "", **options: object
) -> Iterator[Visit]:
    """Open the page from disk and wait until its charts are drawn; whatever leaves the page or goes wrong fails the test."""
    locale = {"ja": "ja-JP", "en": "en-US"}[lang]
    context = browser.new_context(**({"viewport": WIDE, "locale": locale, "color_scheme": scheme} | options))
    visited = Visit(context.new_page())
    page = visited.page
    page.set_default_timeout(PATIENCE * 1000)
    page.on("request", lambda request: visited.requests.append(request.url))
    page.on("console", lambda message: visited.errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visited.errors.append(str(error)))
    page.on("dialog", lambda dialog: visited.errors.append(f"dialog: {dialog.message}"))
    if script:
        page.add_init_script(script)
    page.goto(report.as_uri())
    page.wait_for_selector("html[data-charts=drawn]")
    yield visited
    context.close()
    assert not visited.errors
    assert [url for url in visited.requests if not url.startswith("data:")] == [report.as_uri()]
