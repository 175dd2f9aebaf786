"""Take the film of the review for the documentation, docs/review.gif: a deck of our own making, reviewed in a browser."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from landing.proposal import LIKELY, UNKNOWN  # noqa: E402
from landing_deck import drawn, landed_rows, numbers_of, proposal, with_doubts  # noqa: E402
from landing_project import before_the_deck  # noqa: E402
from PIL import Image, ImageDraw, ImageFont  # noqa: E402
from playwright.sync_api import Page  # noqa: E402
from reporting.browser import installed as browser_path  # noqa: E402
from reporting.browser import launched  # noqa: E402
from test_landing_review import reviewed, until_checked  # noqa: E402

WIDTH, CAPTION, SECONDS = 1000, 44, 3
VIEW = {"width": 1360, "height": 720}


def frame(page: Page, caption: str) -> Image.Image:
    """What is to be seen, with a line below it that says what."""
    page.wait_for_function("() => [...document.images].every((image) => image.complete)")
    page.wait_for_timeout(400)
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shot = shot.resize((WIDTH, round(shot.height * WIDTH / shot.width)), Image.Resampling.LANCZOS)
    whole = Image.new("RGB", (WIDTH, shot.height + CAPTION), "#1b4965")
    whole.paste(shot, (0, 0))
    ImageDraw.Draw(whole).text((16, shot.height + 11), caption, fill="white", font=ImageFont.load_default(19))
    return whole


def frames(page: Page) -> list[Image.Image]:
    taken = []
    until_checked(page)
    taken.append(frame(page, "Each number on its slide; what is uncertain comes first, with its evidence and its checks."))
    page.keyboard.press("1")
    page.wait_for_selector("#verdict.fails:not(.busy)")
    page.locator("#slide rect.failing").first.click()
    taken.append(frame(page, "A wrong reading was chosen: a second later the project's own checks say so."))
    page.keyboard.press("z")
    page.wait_for_selector("#verdict.holds")
    taken.append(frame(page, "Undone with one key: every check holds again."))
    page.keyboard.press("n")
    while page.locator("#panel .chip").inner_text() != "unknown":
        page.keyboard.press("n")
    page.keyboard.press("/")
    page.keyboard.type("Drone deliveries")
    page.keyboard.press("Enter")
    page.locator("#drafting").wait_for()
    taken.append(frame(page, "What no dictionary knows is one form: names, unit and period, for all numbers of its line."))
    page.locator("#drafting button", has_text="Cancel").click()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("total ass")
    taken.append(frame(page, "A line item is found by typing its name, in Japanese or English."))
    page.keyboard.press("Enter")
    until_checked(page)
    page.keyboard.press("n")
    page.keyboard.press("a")
    taken.append(frame(page, "What is likely on a page is confirmed together, once its line items and periods were looked at."))
    while page.locator("#left").inner_text() != "0":
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        page.keyboard.press("n")
    page.keyboard.press("n")
    until_checked(page)
    taken.append(frame(page, "Nothing is left: `land.py accept` writes the deck into the project."))
    return taken


def main() -> None:
    path = browser_path()
    assert path, "no Chrome or Chromium"
    with tempfile.TemporaryDirectory() as folder, launched(path) as browser:
        base = Path(folder)
        project = before_the_deck(base / "kessan")
        numbers = with_doubts(numbers_of(landed_rows()))
        place = next(index for index, number in enumerate(numbers) if number.line_item == "total_assets")
        numbers[place] = replace(
            numbers[place], line_item="", confidence=UNKNOWN, why="no row of the last deck is like it", candidates=""
        )
        for index in (20, 21, 24, 25):
            numbers[index] = replace(numbers[index], confidence=LIKELY, why="column as in aoba_2q25, label worded otherwise")
        numbers = drawn(numbers, base / "deck.pdf", browser)
        proposal(base / "landing", numbers, pdf=base / "deck.pdf")
        with reviewed(project, base / "landing") as address:
            page = browser.new_page(viewport=VIEW)
            page.set_default_timeout(120_000)
            page.goto(address)
            page.wait_for_selector("#panel .head")
            taken = frames(page)
    first, *rest = (image.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE) for image in taken)
    first.save(ROOT / "docs/review.gif", save_all=True, append_images=rest, duration=SECONDS * 1000, loop=0, optimize=True)


if __name__ == "__main__":
    main()
