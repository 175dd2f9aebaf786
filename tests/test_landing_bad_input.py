"""Bad documents and bad names: a sentence that says what to do, and nothing written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from landing.proposal import LandingError
from landing.propose import propose
from landing.slides import Slides
from landing.start import start
from landing_decks import Deck, make, pdf, project

LAND = Path(__file__).resolve().parent.parent / "scripts/land.py"


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    return make(tmp_path_factory.mktemp("last"), "1Q25", "en")


def refused(tmp_path: Path, last: Deck, **given: object) -> str:
    root = project(tmp_path / "project", last)
    name = str(given.pop("deck", "tozai_2q25"))
    with pytest.raises(LandingError) as error:
        propose(name, base=tmp_path / "landing", root=root, tell=lambda said: None, **given)  # type: ignore[arg-type]
    assert not list((tmp_path / "landing").rglob("*.csv"))
    return str(error.value)


PDFS = {
    "encrypted": (pdf([[(60, 60, 12, "Revenue 1,234")]], encrypted=True), "encrypted"),
    "damaged": (b"%PDF-1.4\n1 0 obj\n<< /Type /Cata", "damaged"),
    "scanned": (pdf([[], []]), "scanned"),
    "a thousand pages": (pdf([[]] * 1000), "1,000 pages"),
    "no PDF": (b"PK\x03\x04 a workbook", "not a PDF"),
    "empty": (b"", "empty"),
}


@pytest.mark.parametrize(("content", "why"), [(b"%PDF-1.7 broken", "Failed to load document"), (pdf([[]]), "page")])
def test_a_slide_that_cannot_be_drawn_says_why(content: bytes, why: str, tmp_path: Path) -> None:
    """In a damaged file, or one that has no second page."""
    (tmp_path / "deck.pdf").write_bytes(content)
    with pytest.raises(LandingError, match=rf"deck.pdf: sheet 2 cannot be drawn \(.*{why}"):
        Slides(tmp_path / "deck.pdf").image(1)


def test_a_slide_is_not_drawn_when_the_review_has_ended(tmp_path: Path) -> None:
    (tmp_path / "deck.pdf").write_bytes(pdf([[]]))
    slides = Slides(tmp_path / "deck.pdf")
    assert slides.image(0).startswith(b"\x89PNG")
    slides = Slides(tmp_path / "deck.pdf")
    slides.close()
    with pytest.raises(LandingError, match="cannot be drawn"):
        slides.image(0)


@pytest.mark.parametrize("name", PDFS)
def test_a_pdf_that_cannot_be_read_is_refused(name: str, tmp_path: Path, last: Deck) -> None:
    content, told = PDFS[name]
    path = tmp_path / "deck.pdf"
    path.write_bytes(content)
    message = refused(tmp_path, last, pdf=path)
    assert told in message
    assert str(path) in message


def test_a_page_without_text_is_named(tmp_path: Path, last: Deck) -> None:
    deck = make(tmp_path / "next", "2Q25", "en")
    words = [
        [(60.0, 60.0 + 20 * at, 9.0, line) for at, line in enumerate(deck.text.read_text(encoding="utf-8").split("\n")[:20])],
        [],
    ]
    path = tmp_path / "deck.pdf"
    path.write_bytes(pdf([*words]))
    said: list[str] = []
    root = project(tmp_path / "project", last)
    start("tozai", "tozai_start", pdf=path, base=tmp_path / "landing", root=root, tell=said.append)
    assert any(told.startswith("page 2: has no text") for told in said)


def test_a_page_map_that_does_not_fit_is_refused(tmp_path: Path, last: Deck) -> None:
    deck = make(tmp_path / "next", "2Q25", "en")
    rows = deck.map.read_text(encoding="utf-8").splitlines()
    for change, told in (
        (rows[:-1], "is on no page"),
        ([*rows[:-1], "90000,90010,4"], "are no lines of"),
        ([*rows, rows[-1]], "is there twice"),
        ([rows[0], "1,40,1", "30,52,2"], "is on page 1 already"),
        (["first,last,page", *rows[1:]], "no column first_line"),
        ([rows[0], "one,40,1"], "not a whole number"),
    ):
        deck.map.write_text("\n".join(change), encoding="utf-8")
        case = tmp_path / f"case_{told[:9].replace(' ', '_')}"
        message = refused(case, last, text=deck.text, pages=deck.map)
        assert told in message


def test_text_that_is_no_text_is_refused(tmp_path: Path, last: Deck) -> None:
    deck = make(tmp_path / "next", "2Q25", "en")
    assert "give it with --pdf" in refused(tmp_path / "a", last, text=deck.pdf, pages=deck.map)
    deck.text.write_bytes("売上".encode("shift_jis"))
    assert "not UTF-8" in refused(tmp_path / "b", last, text=deck.text, pages=deck.map)
    assert "--pages" in refused(tmp_path / "c", last, text=deck.text)
    assert "--pdf FILE" in refused(tmp_path / "d", last)


def test_a_deck_of_another_company_is_refused(tmp_path: Path, last: Deck) -> None:
    deck = make(tmp_path / "next", "2Q25", "en")
    text = deck.text.read_text(encoding="utf-8").replace("東西物流株式会社 Tozai Logistics Corp.", "Internet Initiative Japan Inc.")
    deck.text.write_text(text, encoding="utf-8")
    assert "is it a deck of iij?" in refused(tmp_path, last, text=deck.text, pages=deck.map)


def test_a_deck_that_follows_nothing_is_refused(tmp_path: Path, last: Deck) -> None:
    text, pages = tmp_path / "deck.txt", tmp_path / "pages.csv"
    text.write_text(
        "\n".join(f"Harvest of field {at}: 9{at}{at},{at}{at}7 bushels and {at}.{at}{at} tons" for at in range(1, 30)),
        encoding="utf-8",
    )
    pages.write_text("first_line,last_line,page\n1,29,1\n", encoding="utf-8")
    assert "look like pages of tozai_1q25" in refused(tmp_path, last, text=text, pages=pages)


def test_names_that_are_taken_or_unknown_are_refused(tmp_path: Path, last: Deck) -> None:
    deck = make(tmp_path / "next", "2Q25", "en")
    given = {"text": deck.text, "pages": deck.map}
    assert "landed already" in refused(tmp_path / "a", last, deck="tozai_1q25", **given)
    assert "which company" in refused(tmp_path / "b", last, deck="other_2q25", **given)
    assert "is not in" in refused(tmp_path / "c", last, company="nobody", **given)
    assert "no such deck" in refused(tmp_path / "d", last, after="tozai_4q24", **given)


def test_two_terminals_at_once_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "landing"
    folder.mkdir()
    with FileLock(folder / ".iij_9q99.lock"):
        done = subprocess.run(
            [sys.executable, str(LAND), "propose", "iij_9q99", "--pdf", "none.pdf", "--folder", str(folder)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert "in use" in done.stderr
