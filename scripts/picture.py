"""Take the picture of the report that heads the README."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from reporting.browser import INSTALL, installed, launched

ROOT = Path(__file__).resolve().parent.parent


def main(
    report: Annotated[Path, typer.Option(help="The page to picture.")] = ROOT / "target/report.html",
    output: Annotated[Path, typer.Option(help="The PNG to write.")] = ROOT / "docs/report.png",
) -> None:
    """Write the first screen of the report as a PNG."""
    if not report.exists():
        raise typer.BadParameter(f"{report} does not exist; run `make report` first")
    path = installed()
    if not path:
        typer.echo(f"no Chrome or Chromium; install one: {INSTALL}", err=True)
        raise typer.Exit(1)
    output.parent.mkdir(parents=True, exist_ok=True)
    with launched(path) as browser:
        page = browser.new_page(
            viewport={"width": 1280, "height": 1090},
            device_scale_factor=1.5,
            color_scheme="light",
            locale="en-US",
            reduced_motion="reduce",
        )
        page.goto(report.resolve().as_uri())
        page.wait_for_selector("html[data-charts=drawn]")
        page.screenshot(path=output)
    typer.echo(f"{output} ({output.stat().st_size / 1e3:.0f} kB)")


if __name__ == "__main__":
    typer.run(main)
