"""Proposing the next deck of an invented company: from a document to proposed.csv, with the drifts that decks have."""

from __future__ import annotations

import csv
import shutil
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from landing import reading
from landing.propose import propose
from landing.start import start
from landing_decks import Deck, Drift, make, project, write_rows

KEY = ("line_item", "measure", "period", "basis", "unit")


@dataclass
class Score:
    figures: int
    right: int
    vouched: int
    lies: list[dict[str, str]]
    misprints_vouched: int
    flags: Counter[bool]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace("△", "-").replace(" ", "")


def score(truth: list[dict[str, str]], path: Path) -> Score:
    """As an outsider scores it: rows matched by page and print, wherever they stand."""
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["disposition"] == "figure"]
    waiting = defaultdict(list)
    for row in rows:
        waiting[row["page"], plain(row["printed"])].append(row)
    found = Score(len(truth), 0, 0, [], 0, Counter())
    for fact in sorted(truth, key=lambda fact: fact["kind"] == "new_item"):
        its = waiting[fact["page"], plain(fact["printed"])]
        best = next((row for row in its if all(row[key] == fact[key] for key in KEY)), its[0] if its else None)
        if best is None:
            continue
        its.remove(best)
        is_flag = best["line_item"].startswith("new:")
        right = is_flag if fact["kind"] == "new_item" else all(best[key] == fact[key] for key in KEY)
        found.right += right
        vouched = best["confidence"] in ("proven", "certain")
        found.vouched += vouched
        found.misprints_vouched += vouched and fact["kind"] == "misprint"
        if vouched and not right:
            found.lies.append(best)
        if is_flag:
            found.flags[fact["kind"] == "new_item"] += 1
    return found


@pytest.fixture(scope="module")
def last(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Deck]:
    return {language: make(tmp_path_factory.mktemp("last") / language, "1Q25", language) for language in ("ja", "en")}


def proposed(tmp_path: Path, last: Deck, next_deck: Deck, *, pdf: bool = False) -> Score:
    root = project(tmp_path / "project", last)
    given = {"pdf": next_deck.pdf} if pdf else {"text": next_deck.text, "pages": next_deck.map}
    propose("tozai_2q25", **given, base=tmp_path / "landing", root=root, tell=lambda said: None)
    return score(next_deck.truth, tmp_path / "landing/tozai_2q25/proposed.csv")


DRIFTS = {
    "same layout": (Drift(), 0.97, 0.85),
    "reversed axis": (Drift(reversed_chart=True), 0.97, 0.8),
    "columns first": (Drift(order="columns"), 0.97, 0.8),
    "blocks shuffled": (Drift(order="shuffled"), 0.9, 0.7),
    "other unit": (Drift(other_unit=True), 0.95, 0.7),
    "series renamed": (Drift(renamed=True), 0.95, 0.7),
    "page inserted": (Drift(inserted_page=True), 0.97, 0.8),
    "pages swapped": (Drift(swapped_pages=True), 0.97, 0.8),
    "full-width digits": (Drift(wide_digits=True), 0.97, 0.8),
    "new line": (Drift(new_line=True), 0.97, 0.8),
    "half beside quarters": (Drift(half_column=True), 0.97, 0.8),
    "numbers broken by lines": (Drift(broken_lines=True), 0.97, 0.8),
    "misprint": (Drift(misprint=True), 0.93, 0.7),
}


class Asked(Exception):
    """A rule was asked."""


RULES = ("place_apart", "pair_with_a_year_ago", "put_odd_ones_to_their_row", "date_what_has_no_date", "follow_other_pages")


@pytest.mark.parametrize("rule", RULES)
def test_rules_that_few_decks_need_are_asked_of_each(
    rule: str, tmp_path: Path, last: dict[str, Deck], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise Asked

    monkeypatch.setattr(reading, rule, asked)
    with pytest.raises(Asked):
        proposed(tmp_path, last["ja"], make(tmp_path / "next", "2Q25"))


@pytest.mark.parametrize("name", DRIFTS)
def test_text_is_proposed_right_whatever_drifts(name: str, tmp_path: Path, last: dict[str, Deck]) -> None:
    drift, least_right, least_vouched = DRIFTS[name]
    found = proposed(tmp_path, last["ja"], make(tmp_path / "next", "2Q25", "ja", drift))
    assert not found.lies
    assert found.misprints_vouched == 0
    assert found.right >= least_right * found.figures
    assert found.vouched >= least_vouched * found.figures
    if drift.new_line or drift.inserted_page:
        assert found.flags[True] == 1
    assert found.flags[False] <= 1


@pytest.mark.parametrize(
    "name", ["same layout", "reversed axis", "page inserted", "pages swapped", "series renamed", "new line", "half beside quarters"]
)
def test_a_pdf_alone_is_proposed_right(name: str, tmp_path: Path, last: dict[str, Deck]) -> None:
    drift, _, _ = DRIFTS[name]
    found = proposed(tmp_path, last["en"], make(tmp_path / "next", "2Q25", "en", drift), pdf=True)
    assert not found.lies
    assert found.right >= 0.95 * found.figures
    assert found.vouched >= 0.7 * found.figures


@pytest.mark.parametrize(("was", "now"), [("2Q25", "3Q25"), ("3Q25", "4Q25"), ("4Q24", "1Q25"), ("1Q25", "3Q25")])
def test_each_quarter_follows_the_one_before(was: str, now: str, tmp_path: Path) -> None:
    """To date grows to nine months and a year, and begins anew; a deck that nobody landed may lie between."""
    root = project(tmp_path / "project", make(tmp_path / "last", was, "ja"), now=was)
    deck = make(tmp_path / "next", now, "ja", Drift(order="columns", reversed_chart=True))
    propose("tozai_next", text=deck.text, pages=deck.map, base=tmp_path / "landing", root=root, tell=lambda said: None)
    found = score(deck.truth, tmp_path / "landing/tozai_next/proposed.csv")
    assert not found.lies
    assert found.right >= 0.97 * found.figures


def test_a_filing_of_the_quarter_before_is_not_followed(tmp_path: Path, last: dict[str, Deck]) -> None:
    """It was landed after the deck, and has no layout."""
    root = project(tmp_path / "project", last["ja"])
    settings = yaml.safe_load((root / "dbt_project.yml").read_text(encoding="utf-8"))
    (deck,) = settings["vars"]["decks"]
    filing = deck | {"deck": "tozai_1q25_filing", "published_on": "2025-08-14", "document": "filing"}
    settings["vars"]["decks"].append(filing)
    (root / "dbt_project.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    shutil.copy(root / f"seeds/decks/{deck['deck']}.csv", root / f"seeds/decks/{filing['deck']}.csv")
    found = make(tmp_path / "next", "2Q25")
    proposal = propose("tozai_2q25", text=found.text, pages=found.map, base=tmp_path / "landing", root=root, tell=lambda said: None)
    assert proposal.source.after == deck["deck"]


def test_a_deck_landed_from_a_pdf_is_followed_box_to_box(tmp_path: Path, last: dict[str, Deck]) -> None:
    root = project(tmp_path / "project", last["en"], from_pdf=True)
    # labels of the last deck that say nothing: places alone are left
    path = root / "seeds/decks/tozai_1q25.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = [row | {"label": "-"} for row in csv.DictReader(handle)]
    write_rows(path, list(rows[0]), rows)
    deck = make(tmp_path / "next", "2Q25", "en", Drift(renamed=True))
    propose("tozai_2q25", pdf=deck.pdf, base=tmp_path / "landing", root=root, tell=lambda said: None)
    found = score(deck.truth, tmp_path / "landing/tozai_2q25/proposed.csv")
    assert not found.lies
    assert found.right >= 0.97 * found.figures


def test_every_number_has_a_row_with_its_place(tmp_path: Path, last: dict[str, Deck]) -> None:
    deck = make(tmp_path / "next", "2Q25", "ja")
    root = project(tmp_path / "project", last["ja"])
    proposal = propose("tozai_2q25", text=deck.text, pages=deck.map, base=tmp_path / "landing", root=root, tell=lambda said: None)
    lines = deck.text.read_text(encoding="utf-8").split("\n")
    for number in proposal.numbers:
        digits = number.printed.strip("+△%")
        assert lines[int(number.line) - 1][int(number.position) :].startswith(digits)
        assert number.disposition == "figure" or number.confidence == ""
    digits = sum(character.isdigit() for line in lines for character in line)
    assert digits == sum(character.isdigit() for number in proposal.numbers for character in number.printed)


def test_a_number_in_a_failing_check_is_never_proven(tmp_path: Path, last: dict[str, Deck]) -> None:
    deck = make(tmp_path / "next", "2Q25", "ja")
    text = deck.text.read_text(encoding="utf-8")
    total = next(row for row in deck.truth if row["line_item"] == "revenue" and row["period"] == "2Q25")["printed"]
    wrong = f"{int(total.replace(',', '')) + 700:,}"
    deck.text.write_text(text.replace(total, wrong), encoding="utf-8")
    root = project(tmp_path / "project", last["ja"])
    proposal = propose("tozai_2q25", text=deck.text, pages=deck.map, base=tmp_path / "landing", root=root, tell=lambda said: None)
    its = [number for number in proposal.numbers if number.printed == wrong]
    assert its
    assert all(number.confidence not in ("proven", "certain") for number in its)


def test_a_first_deck_is_read_by_names_and_headings(tmp_path: Path) -> None:
    root = project(tmp_path / "project", None)
    for language, given in (("ja", "text"), ("en", "pdf")):
        deck = make(tmp_path / language, "1Q25", language)
        files = {"text": deck.text, "pages": deck.map} if given == "text" else {"pdf": deck.pdf}
        start("tozai", f"tozai_{language}_1q25", **files, base=tmp_path / "landing", root=root, tell=lambda said: None)
        statement = [row for row in deck.truth if row["page"] == "3"]
        found = score(statement, tmp_path / f"landing/tozai_{language}_1q25/proposed.csv")
        assert found.right >= 0.7 * len(statement), language
