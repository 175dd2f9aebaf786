"""What the checks notice, and whom they suspect: a small sample of `make mutate`, with a floor for each kind."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import printed
import pytest
from auditing.build import failing_decks, suspects_of
from auditing.columns import of_page, together
from auditing.copies import Copies, Edit, landed
from auditing.gaps import BETWEEN, gaps
from auditing.left_out import of_text, print_between, stated
from auditing.mutation import Bench, Spoilt, is_of, place_of
from auditing.naming import told
from auditing.outcomes import Failure, Outcome
from auditing.report import CALLED, page, tallies
from auditing.screen import Screen
from auditing.slips import KINDS, Deck, Slip, prints
from auditing.suspects import Suspect, each_once
from auditing.texts import Text, print_of
from conftest import ROOT, Project, made_once
from landing.checking import find
from landing.dictionary import Row as Figure
from landing.dictionary import read_company
from landing.facts import of_row
from landing.project import Project as Landing
from landing.proposal import LandingError, Number
from landing_deck import landed_rows, numbers_of
from landing_deck import proposal as make_proposal
from landing_project import made_before

DECK = "iij_1q25"
# how many are spoilt in each kind, and at least how many of them stop a build; a forecast's date is noticed by a warning else
SPOILT = dict.fromkeys(KINDS, 2) | {"as_of": 8}
FLOORS = dict.fromkeys(KINDS, 2)


@pytest.fixture(scope="module")
def bench() -> Bench:
    company = landed(Landing(ROOT), DECK)
    return Bench(Copies(company, 1 + sum(SPOILT.values())), DECK, read_company(company.name, ROOT))


@pytest.fixture(scope="module")
def sample(bench: Bench, tmp_path_factory: pytest.TempPathFactory) -> list[Spoilt]:
    """A few figures of each kind, the unspoilt deck beside them."""

    def make(folder: Path) -> None:
        spoilt = bench.spoil([slip for kind, count in SPOILT.items() for slip in bench.sample(count, 3, [kind])])
        folder.mkdir()
        (folder / "spoilt").write_bytes(pickle.dumps(spoilt))

    return pickle.loads((made_once(tmp_path_factory, "mutation_sample", make) / "spoilt").read_bytes())


# slips


@pytest.mark.parametrize(
    ("was", "kind", "now"),
    [
        ("17,010", "transposed", "17,100"),
        ("17,010", "last_digit", "17,011"),
        ("17,010", "dropped", "1,710"),
        ("17,010", "times_ten", "170,100"),
        ("17,010", "tenth", "1,701"),
        ("335.6", "tenth", "33.56"),
        ("335.6", "times_ten", "3,356"),
        ("335.6", "inserted", "3,356.6"),
        ("△7.3%", "sign", "7.3%"),
        ("+4.1%", "sign", "△4.1%"),
        ("(1,234)", "sign", "1,234"),
        ("1,234", "thousand", "1,234,000"),
        ("9", "first_digit", "5"),
    ],
)
def test_a_print_slips(was: str, kind: str, now: str) -> None:
    found = dict.fromkeys(prints(was))
    texts = [text for _, text in found]
    assert now in texts
    # of two kinds that give the same print the first is named
    assert kind == next(name for name, text in found if text == now)


@pytest.mark.parametrize("was", ["17,010", "335.6", "△7.3%", "(5.0)%", "+48.1", "0.5", "1"])
def test_every_slip_can_be_put_right(was: str) -> None:
    """What spoils a print, another slip repairs."""
    kinds = {"last_digit", "first_digit", "digit", "transposed", "times_ten", "tenth", "dropped"}
    for kind, now in prints(was):
        if kind in kinds and not now.replace("△", "").lstrip("(").startswith("0"):
            assert was in {text for _, text in prints(now)}, (kind, now)


def test_a_print_without_a_number_has_no_digits_to_slip() -> None:
    assert list(prints("黒字転換")) == []
    assert list(prints("－")) == []


def test_a_deck_can_be_wrong_in_every_kind(bench: Bench) -> None:
    assert set(bench.possible) == set(KINDS)


def test_edits_follow_one_another() -> None:
    rows = [{"seq": "1", "printed": "10"}, {"seq": "2", "printed": "20"}]
    first = Edit({"1": {"seq": "1", "printed": "11"}}, ({"seq": "3", "printed": "30"},))
    second = Edit({"3": None, "2": {"seq": "2", "printed": "21"}})
    assert first.then(second).of(rows) == second.of(first.of(rows)) == [rows[0] | {"printed": "11"}, rows[1] | {"printed": "21"}]


# what is noticed


def test_each_kind_has_its_floor(sample: list[Spoilt]) -> None:
    """By checks, the rules of a row and the deck's text."""
    caught: Counter[str] = Counter(one.slip.kind for one in sample if one.is_caught)
    assert Counter(one.slip.kind for one in sample) == Counter(SPOILT)
    missed = [one.slip for one in sample if not one.is_caught]
    assert {kind: caught[kind] for kind in KINDS if caught[kind] < FLOORS[kind]} == {}, missed
    assert [one.slip for one in sample if not one.is_asked] == []
    by_checks = sum(one.outcome.is_caught_by_checks for one in sample)
    assert by_checks >= 0.5 * len(sample)


def test_figure_audit_claims_no_more_than_is_so(bench: Bench, sample: list[Spoilt]) -> None:
    """An error that its checks are said to show, they show."""
    said = [one for one in sample if CALLED.get(one.slip.kind) in bench.shown[one.row["seq"]]]
    assert said
    assert [one.slip for one in said if not one.outcome.without_text.errors] == []


def test_a_base_of_growth_alone_shows_no_sign(bench: Bench) -> None:
    """No rate is measured from a base below zero: its checks are not made, and say nothing."""
    bases = {"30005": "si_operation_on_premises_revenue", "31007": "revenue", "37003": "systems_integration_gross_profit"}
    turned = [next(slip for slip in bench.deck.slips(seq) if slip.kind == "sign") for seq in bases]
    spoilt = bench.spoil(turned)
    assert [one.row["line_item"] for one in spoilt] == list(bases.values())
    assert [one.slip for one in spoilt if one.outcome.without_text.errors] == []
    assert {seq: "gross" in bench.shown[seq] and "sign" not in bench.shown[seq] for seq in bases} == dict.fromkeys(bases, True)


def test_a_deck_that_is_not_clean_is_refused(bench: Bench) -> None:
    first = bench.rows[0]
    spoilt = Copies(bench.copies.company, bench.copies.count)
    spoilt.connection.execute("update deck_0 set printed = '9,999' where seq = ?", [first["seq"]])
    with pytest.raises(LandingError, match="is not clean as it is"):
        Bench(spoilt, DECK, bench.dictionary).run([])


def test_a_deck_that_is_not_listed_is_told() -> None:
    with pytest.raises(LandingError, match="iij_9q99 is not listed in"):
        landed(Landing(ROOT), "iij_9q99")


# who is suspected


def test_the_spoilt_cell_is_named(bench: Bench, sample: list[Spoilt]) -> None:
    """By the checks alone, the text not being at hand."""
    chosen = [one for one in sample if one.outcome.without_text.errors][::2]
    named = bench.named(chosen, 6)
    places = [place_of(one, suspects) for one, suspects in zip(chosen, named, strict=True)]
    assert len(places) >= 10
    assert sum(place == 0 for place in places) >= 0.8 * len(places), list(zip(chosen, places, strict=True))
    for one, suspects in zip(chosen, named, strict=True):
        if suspects and is_of(one, suspects[0]) and one.slip.kind in ("transposed", "unit"):
            assert suspects[0].makes_all_hold
    found = tallies({kind: 1 for kind in KINDS}, sample, zip(chosen, named, strict=True))
    written = page(DECK, 3, found, bench.shown)
    assert all(f"| {name} |" in written for name in KINDS.values())


def test_a_table_in_another_unit_is_one_slip(bench: Bench) -> None:
    """The fewest repairs are one, not one for each row."""
    rows = [row for row in bench.deck.on_page["5"] if row["unit"] == "百万円"]
    slip = together("page_unit", "unit 百万円", "unit 千円", ((row, {"unit": "千円"}) for row in rows))
    assert len(slip.seqs) > 3
    (spoilt,) = bench.spoil([slip])
    ((first, *_),) = bench.named([spoilt], 3)
    assert first.slip.kind == "page_unit" and first.makes_all_hold
    assert first.slip.edit.rows == {seq: bench.deck.rows[bench.deck.place[seq]] for seq in slip.seqs}


def test_columns_are_exchanged_and_moved_as_one(bench: Bench) -> None:
    found = [(slip.kind, slip.was, slip.now) for slip in of_page(bench.deck, "5")]
    assert ("page_exchanged", "3Q24 and 4Q24", "4Q24 and 3Q24") in found
    assert any(kind == "page_moved" and was.startswith("1Q24, 2Q24") and now.startswith("2Q24, 3Q24") for kind, was, now in found)


# what is likely of rows that the same checks bear on


def screen(bench: Bench, slip: Slip | None = None) -> Screen:
    return Screen(DECK, slip.edit.of(bench.rows) if slip else bench.rows, bench.dictionary, Outcome(frozenset()))


def test_a_number_goes_with_its_line(bench: Bench) -> None:
    """A first digit that is wrong leaves the course of most lines; what has too few points says nothing."""
    course = screen(bench).course
    left = []
    for slip in bench.sample(60, 4, ["times_ten", "first_digit"]):
        was, now = bench.deck.rows[bench.deck.place[slip.seqs[0]]], slip.edit.rows[slip.seqs[0]]
        if course.around(was):
            assert -8 <= course.bits(now) <= 0 and -8 <= course.bits(was) <= 0
            left.append(course.bits(now) < course.bits(was))
        else:
            assert course.bits(now) == course.bits(was) == 0
    assert len(left) > 20 and sum(left) > 0.85 * len(left)


def test_a_row_out_of_the_order_of_pages_is_odd(bench: Bench) -> None:
    row = next(
        row
        for before, row, after in zip(bench.rows, bench.rows[1:], bench.rows[2:], strict=False)
        if before["page"] == "10" == after["page"]
    )
    slip = bench.deck.changed("page", row, page="9")
    habits = screen(bench, slip).habits
    assert habits.in_order(slip.edit.rows[row["seq"]]) < 0 < habits.in_order(row)


def test_a_gap_in_a_line_is_seen(bench: Bench) -> None:
    """In the middle of quarters; the deck as it is has few such gaps."""

    def seen(deck: Deck) -> set[tuple[str, ...]]:
        return {(row["page"], *stated(row)) for bits, row in gaps(deck) if bits >= BETWEEN}

    natural = seen(bench.deck)
    assert len(natural) < 0.01 * len(bench.rows)
    inner = [row for row in bench.rows if row["period"] == "3Q24" and row["measure"] == "level" and row["page"] in ("5", "8", "14")]
    assert len(inner) > 10
    for row in inner:
        more = seen(Deck(tuple(other for other in bench.rows if other is not row), bench.dictionary)) - natural
        twice = [other for other in inner if (other["page"], *stated(other)) == (row["page"], *stated(row))]
        assert more == {(row["page"], *stated(row))} or len(twice) > 1, row


def suspect(bits: float, *seqs: str, left: int = 0, now: str = "10") -> Suspect:
    row = {"page": "3", "label": "revenue"}
    return Suspect(Slip("digit", seqs, "9", now, Edit()), row, left, 2, 2 - left, bits)


def test_each_cell_is_named_once() -> None:
    """With what else it may be, where that is as likely."""
    ranked = [suspect(9, "1"), suspect(8.5, "1", now="19"), suspect(6, "1", now="8"), suspect(5, "1", "2"), suspect(4, "2")]
    found = each_once(ranked)
    assert [(one.slip.seqs, one.also) for one in found] == [(("1",), ("19",)), (("1", "2"), ())]


def test_a_tie_is_told_as_one() -> None:
    outcome = Outcome(frozenset({Failure("a", ()), Failure("b", ())}))
    lines = list(told(outcome, [[suspect(9, "1"), suspect(8.5, "2"), suspect(3, "3"), suspect(2.9, "4")]]))
    assert [line.partition("page")[0] for line in lines] == ["", "  or, as likely, ", "  or "]
    many = list(told(outcome, [[suspect(9, str(seq)) for seq in range(9)]]))
    assert many[-1] == "  or, as likely, one of 3 others: nothing that is printed tells them apart"
    assert len(many) == 7


# what the text has


def text_of(bench: Bench, slip: Slip | None = None) -> Text:
    rows = slip.edit.of(bench.rows) if slip else bench.rows
    return Text(Deck(tuple(rows), bench.dictionary), bench.copies.company.ledgers[DECK])


@pytest.mark.parametrize(
    ("was", "sign", "found"),
    [
        ("3.2%", "△", "△3.2%"),
        ("3.2%", "減", "3.2%減"),
        ("3.2", "減", "3.2%減"),
        ("3.2", "△", "△3.2%"),
        ("3.2%", "()", "(3.2)%"),
        ("3.2%", "down", "down 3.2%"),
        ("3.2%", "Decreased by", "Decreased by 3.2%"),
        ("down 3.2%", "", "3.2%"),
        # what agrees stays in its form
        ("-3.2%", "down", "-3.2%"),
    ],
)
def test_a_print_takes_the_sign_of_its_text_where_that_stands(was: str, sign: str, found: str) -> None:
    assert print_of(was, {"number": "3.2", "sign": sign, "unit": "%"}) == found


def test_a_deck_is_as_its_text_has_it(bench: Bench) -> None:
    assert list(text_of(bench).repairs()) == [] and text_of(bench).not_landed == {}


@pytest.mark.parametrize("kind", ["first_digit", "dropped", "times_ten", "sign", "qualifier", "page"])
def test_a_row_is_put_right_by_its_text(bench: Bench, kind: str) -> None:
    for slip in bench.sample(12, 1, [kind]):
        (seq,) = slip.seqs
        found = list(text_of(bench, slip).repairs())
        # of some signs and hedges the text claims nothing
        assert [repair.edit.rows for repair in found] == [{seq: bench.deck.rows[bench.deck.place[seq]]}] or not found, slip
        assert found or kind in ("sign", "qualifier")


def test_a_row_that_the_text_has_not_is_one_too_many(bench: Bench) -> None:
    for slip in bench.sample(3, 1, ["doubled"]):
        (repair,) = text_of(bench, slip).repairs()
        assert repair.edit.rows == {slip.edit.added[0]["seq"]: None}


def test_what_is_left_out_is_like_what_stands_beside_it(bench: Bench) -> None:
    """The number is that of the text; what it states is among the readings, as the rows beside it are but for one thing."""
    slips = list(bench.sample(20, 1, ["deleted"]))
    right = 0
    for slip in slips:
        row = bench.deck.rows[bench.deck.place[slip.seqs[0]]]
        rows = [repair.edit.added[0] for repair in of_text(text_of(bench, slip), ())]
        assert rows and {one["seq"] for one in rows} == {row["seq"]}
        right += any((stated(one), one["printed"]) == (stated(row), row["printed"]) for one in rows)
    assert right >= len(slips) / 2


def test_an_amount_is_printed_as_rows_like_it(bench: Bench) -> None:
    rows = bench.deck.rows
    for row in rows[::40]:
        bounds = of_row(
            bench.dictionary, Figure(DECK, int(row["seq"]), *(row[name] for name in list(Figure.__dataclass_fields__)[2:]))
        )
        if bounds and not row["qualifier"] and "減" not in row["printed"]:
            text = print_between(row, bench.dictionary, bounds)
            assert text is not None and printed.digits(text) == printed.digits(row["printed"]), row


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return made_before(tmp_path_factory)


def test_a_proposal_names_its_suspect(before: Project, tmp_path: Path) -> None:
    """Of a company with decks before it, without a ledger; and of a right one nothing."""
    numbers: list[Number] = numbers_of(landed_rows())
    at = next(place for place, number in enumerate(numbers) if len(number.printed) == 6 and len(set(number.printed)) > 4)
    was = numbers[at].printed
    wrong = was[:-2] + was[-1] + was[-2]
    numbers[at] = Number(**{**numbers[at].__dict__, "printed": wrong})
    findings = find(make_proposal(tmp_path, numbers), Landing(before.root))
    assert findings.verdicts.failing
    assert any(f"{wrong} is probably {was} (digits transposed)" in line for line in findings.suspected), findings.suspected


def test_the_command_names_two_wrong_cells(project: Project) -> None:
    """Before any build: it reads the seeds."""
    deck = Deck(tuple(project.rows()), read_company("iij", project.root))
    rows = {row["seq"]: row for row in project.rows()}
    assert rows["5012"]["printed"] == "762"
    project.edit("5012", printed="726")
    project.edit("5014", period="3Q24")
    project.list_deck(DECK, ledger=False)
    done = project.run(sys.executable, "scripts/audit.py", "suspects", DECK)
    assert done.returncode == 0, done.stderr
    assert "seq 5012" in done.stdout
    assert "726 is probably 762" in done.stdout
    assert "seq 5014" in done.stdout
    assert "period 3Q24 is probably period 4Q24" in done.stdout
    assert deck.rows[deck.place["5012"]]["printed"] == "762"


def test_an_error_of_the_deck_is_asked_about_too() -> None:
    """Pages 30 and 31 print 142, page 37 prints 143."""
    told = list(suspects_of(ROOT, DECK, listed=True))
    assert "page 37, seq 37007" in told[1]
    assert "143 is probably 142" in told[1]
    assert told[1].endswith("then the one that fails holds")


def test_failing_decks_are_all_where_no_build_tells(tmp_path: Path) -> None:
    assert failing_decks(ROOT, tmp_path, tmp_path / "none.duckdb") == [DECK]


def test_a_deck_fails_by_its_whole_name(tmp_path: Path) -> None:
    """A row that names iij_1q25_2 is not of iij_1q25."""
    decks = [{"deck": name} for name in (DECK, f"{DECK}_2", "iij_2q25")]
    (tmp_path / "dbt_project.yml").write_text(json.dumps({"vars": {"decks": decks}}), encoding="utf-8")
    duckdb.connect(tmp_path / "built.duckdb").close()

    def failing(*cells: str) -> list[str]:
        results = [{"status": "fail", "compiled_code": "select " + ", ".join(f"'{cell}'" for cell in cells)}]
        (tmp_path / "run_results.json").write_text(json.dumps({"results": results}), encoding="utf-8")
        return failing_decks(tmp_path, tmp_path, tmp_path / "built.duckdb")

    assert failing(f"{DECK}_2", "x") == [f"{DECK}_2"]
    assert failing(f"footing:{DECK}:7023", "seeds/decks/iij_2q25.csv") == [DECK, "iij_2q25"]


@pytest.mark.parametrize(("exit_code", "asks"), [(0, False), (1, True), (2, False)])
def test_make_build_asks_for_suspects_and_keeps_the_exit_code(tmp_path: Path, exit_code: int, asks: bool) -> None:
    for name, script in (("dbt", f"exit {exit_code}"), ("python", 'echo "asked: $*"')):
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    command = ["make", "--no-print-directory", "build", f"BIN={tmp_path}", "INSTALLED="]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode != 0) == (exit_code != 0)
    assert ("asked: scripts/audit.py suspects" in done.stdout) == asks
