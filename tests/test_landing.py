"""The working folder of a deck, the decisions on it, and its way into the project."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest
import yaml
from compiled import nodes_of_last_run, statement
from conftest import Project
from landing import deal_rows, drafts, explained, proposal, relations, tree
from landing.accepting import accept
from landing.checking import find
from landing.desk import Desk
from landing.project import Project as Landing
from landing.project import next_publication, next_quarter, title_en
from landing.proposal import CERTAIN, LIKELY, PROVEN, UNKNOWN, LandingError, Number, Proposal, Source, locked
from landing_deck import DECK, in_text, landed_rows, numbers_of
from landing_deck import proposal as make_proposal
from landing_project import made_before, run
from landing_project import tree as files_of


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The project before the deck is landed, for tests that only read."""
    return made_before(tmp_path_factory)


@pytest.fixture
def numbers() -> list[Number]:
    return numbers_of(landed_rows())


@pytest.fixture
def made(tmp_path: Path, numbers: list[Number]) -> Proposal:
    return make_proposal(tmp_path, numbers)


def edited(made: Proposal, change: Callable[[str], str], name: str = "proposed.csv") -> None:
    path = made.folder / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


# the working folder


def test_what_is_written_is_read(made: Proposal) -> None:
    assert proposal.read(DECK, made.folder.parent) == made


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        (
            "proposed.csv",
            lambda text: text.replace("line_item,", "lineitem,", 1),
            ("has a column 'lineitem'", "no column 'line_item'"),
        ),
        ("proposed.csv", lambda text: text.replace("seq,page", "page,page", 1), ("no column 'seq'",)),
        ("proposed.csv", lambda text: text + "1,2,3\n", ("proposed.csv, row 140", "cells")),
        ("proposed.csv", lambda text: text.replace("2001,2,", "2001,99,", 1), ("row 2, column page", "'99'")),
        ("proposed.csv", lambda text: text.replace("2001,2,", "x1,2,", 1), ("row 2", "seq")),
        ("pages.csv", lambda text: text.replace("\n2,", "\n二,", 1), ("pages.csv, row 2, column page", "'二'")),
        ("source.json", lambda text: text[:-5], ("source.json", "propose")),
        ("source.json", lambda text: text.replace(DECK, "aoba_4q25"), ("source.json", "aoba_4q25")),
    ],
)
def test_a_file_that_is_no_proposal_is_refused_with_its_place(
    made: Proposal, name: str, change: Callable[[str], str], says: tuple[str, ...]
) -> None:
    edited(made, change, name)
    with pytest.raises(LandingError) as refused:
        proposal.read(DECK, made.folder.parent)
    assert all(words in str(refused.value) for words in says), refused.value


@pytest.mark.parametrize("deck", ["aoba_9q99", "../aoba", "Aoba 3Q25"])
def test_a_deck_without_a_folder_is_told(tmp_path: Path, deck: str) -> None:
    with pytest.raises(LandingError, match=r"no folder|no name of a deck"):
        proposal.read(deck, tmp_path)


def test_bytes_that_are_no_text_are_told(made: Proposal) -> None:
    (made.folder / "proposed.csv").write_bytes("seq,頁".encode("cp932"))
    with pytest.raises(LandingError, match="not UTF-8 at byte 4"):
        proposal.read(DECK, made.folder.parent)


def test_seqs_grow_with_the_pages(numbers: list[Number]) -> None:
    others = [replace(number, disposition="date") if number.seq == "2002" else number for number in numbers]
    seqs = [int(number.seq) for number in proposal.with_seqs(others)]
    assert seqs == sorted(set(seqs))
    assert seqs[:3] == [2001, 2002, 2003]
    assert len(seqs) == len(numbers) - 1
    assert 3001 in seqs


def test_what_follows_from_the_deck_before() -> None:
    assert (next_quarter("1Q25"), next_quarter("4Q99"), next_quarter("FY25")) == ("2Q25", "1Q00", "")
    assert (next_publication("2025-11-10", ""), next_publication("2025-08", "")) == ("2026-02", "2025-11")
    # of a first deck, the second month after its quarter
    assert next_publication("", "2025-05-31") == "2025-07"
    assert title_en("Results for the first quarter of FY2025", "1Q25", "2Q25") == "Results for the second quarter of FY2025"


# what a person decides


@pytest.fixture
def desk(made: Proposal, before: Project) -> Desk:
    return Desk(made, Landing(before.root))


def saved(desk: Desk) -> tuple[Number, ...]:
    return proposal.read(DECK, desk.proposal.folder.parent).numbers


def test_a_decision_is_saved_at_once_and_undone(desk: Desk, made: Proposal) -> None:
    desk.decide(3, {"line_item": "gross_profit", "period": "9M24"})
    assert (saved(desk)[3].line_item, saved(desk)[3].period, saved(desk)[3].confidence) == ("gross_profit", "9M24", CERTAIN)
    assert desk.undo() == "corrected"
    assert saved(desk) == made.numbers
    with pytest.raises(LandingError, match="nothing to undo"):
        desk.undo()


def test_a_label_that_names_the_period_goes_with_it(desk: Desk) -> None:
    """Else one mistake is asked about twice; a label that is given with the period is the person's."""
    desk.decide(3, {"label": "sales 9M25", "period": "9M25"})
    desk.decide(3, {"period": "9M24"})
    assert saved(desk)[3].label == "sales 9M24"
    desk.decide(3, {"label": "sales", "period": "9M25"})
    assert saved(desk)[3].label == "sales"


def test_undo_outlives_the_page(desk: Desk, made: Proposal, before: Project) -> None:
    desk.decide(3, {"period": "9M24"})
    again = Desk(proposal.read(DECK, made.folder.parent), Landing(before.root))
    again.undo()
    assert saved(again) == made.numbers


def test_others_of_the_line_change_only_where_they_had_the_same(desk: Desk) -> None:
    """Two periods of one line: the line item changes in both, the period of the other stays."""
    desk.decide(0, {"line_item": "gross_profit", "period": "1H25"}, also=[1])
    assert [(number.line_item, number.period) for number in saved(desk)[:2]] == [("gross_profit", "1H25"), ("gross_profit", "9M25")]
    assert desk.counts()["decisions"] == 1
    desk.undo()
    assert [number.line_item for number in saved(desk)[:2]] == ["revenue", "revenue"]


def test_a_number_that_is_no_figure_has_no_confidence(desk: Desk) -> None:
    desk.decide(3, {"disposition": "date"})
    assert (saved(desk)[3].disposition, saved(desk)[3].confidence) == ("date", "")
    assert desk.counts()["others"] == 1


def test_a_print_of_two_facts_has_two_rows(desk: Desk, made: Proposal) -> None:
    desk.split(3)
    rows = saved(desk)
    assert len(rows) == len(made.numbers) + 1
    assert (rows[4].printed, rows[4].confidence) == (rows[3].printed, UNKNOWN)
    desk.undo()
    assert saved(desk) == made.numbers


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"disposition": "nothing"}, "no disposition"),
        ({"line_item": ""}, "needs a line item"),
        ({"line_item": "new:"}, "needs a line item"),
        ({"disposition": "large_deal"}, "needs the id"),
        ({"x0": "3"}, "cannot be changed"),
        ({"confidence": "proven"}, "cannot be changed"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(desk: Desk, made: Proposal, changes: dict[str, str], says: str) -> None:
    with pytest.raises(LandingError, match=says):
        desk.decide(3, changes)
    assert saved(desk) == made.numbers
    assert not desk.decisions


def test_a_file_changed_by_another_program_is_read_not_overwritten(desk: Desk, made: Proposal) -> None:
    edited(made, lambda text: text.replace("2003,2,1,売上高 増減額", "2003,2,1,増減", 1))
    with pytest.raises(LandingError, match="changed by another program"):
        desk.decide(3, {"period": "9M24"})
    assert saved(desk)[2].label == "増減"
    assert saved(desk)[3].period == made.numbers[3].period
    desk.decide(3, {"period": "9M24"})
    assert (saved(desk)[2].label, saved(desk)[3].period) == ("増減", "9M24")


def test_a_new_line_item_is_drafted_from_what_stands_around_it(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    numbers[40] = replace(
        numbers[40], line_item="new:iot_order_backlog", label="IoT受注残高 25年9月末", period="2025-09-30", confidence=UNKNOWN
    )
    desk = Desk(make_proposal(tmp_path, numbers), Landing(before.root))
    (row,) = drafts.read(desk.proposal.folder, desk.project)["line_items"]
    assert (row["company"], row["line_item"], row["name_ja"], row["name_en"]) == (
        "aoba",
        "iot_order_backlog",
        "IoT受注残高",
        "IoT order backlog",
    )
    assert (row["unit_family"], row["period_kind"]) == ("money", "instant")


ITEM = {
    "company": "aoba",
    "line_item": "drones",
    "name_ja": "ドローン",
    "name_en": "Drones",
    "statement": "income_statement",
    "segment": "consolidated",
    "concept": "drones",
    "unit_family": "money",
    "period_kind": "duration",
    "display_order": "9000",
}


def test_a_new_line_is_one_decision_for_all_its_numbers(desk: Desk, made: Proposal) -> None:
    """Each keeps its period; the draft comes and goes with the rows."""
    desk.name_line(0, ITEM, {"unit": "億円", "period": "1H25", "label": "ドローン 1H25"}, also=[1])
    first, second = saved(desk)[:2]
    assert [row.line_item for row in (first, second)] == ["new:drones", "new:drones"]
    assert (first.period, second.period) == ("1H25", made.numbers[1].period)
    assert [row["line_item"] for row in drafts.read(desk.proposal.folder, desk.project)["line_items"]] == ["drones"]
    assert desk.counts()["decisions"] == 1
    assert desk.undo() == "named a new line item"
    assert saved(desk) == made.numbers
    assert drafts.read(desk.proposal.folder, desk.project)["line_items"] == []


@pytest.mark.parametrize(
    ("row", "changes", "says"),
    [
        (ITEM | {"line_item": "revenue"}, {}, "revenue is a line item already"),
        (ITEM | {"line_item": ""}, {}, "needs company, line_item"),
        (ITEM | {"colour": "red"}, {}, "no column colour"),
        (ITEM, {"page": "9"}, "page cannot be changed"),
        (ITEM, {"disposition": "drone"}, ""),
    ],
)
def test_a_new_line_that_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, made: Proposal, row: dict[str, str], changes: dict[str, str], says: str
) -> None:
    if says:
        with pytest.raises(LandingError, match=says):
            desk.name_line(0, row, changes)
        assert saved(desk) == made.numbers
        assert not drafts.read(desk.proposal.folder, desk.project).get("line_items")
    else:
        # a number that is named is a figure, whatever it was
        desk.name_line(0, row, changes)
        assert saved(desk)[0].disposition == "figure"
    with pytest.raises(LandingError, match="no row 9999"):
        desk.name_line(9999, ITEM, {})


def test_a_chosen_line_item_brings_its_label(desk: Desk, made: Proposal) -> None:
    other = next(
        row for row in made.numbers if row.page == made.numbers[0].page and row.line_item not in ("", made.numbers[0].line_item)
    )
    desk.decide(0, {"line_item": other.line_item, "measure": other.measure, "basis": other.basis})
    assert saved(desk)[0].label == other.label
    desk.decide(1, {"line_item": other.line_item, "label": "as printed"})
    assert saved(desk)[1].label == "as printed"


def test_a_line_item_that_stays_keeps_its_label(desk: Desk) -> None:
    """A chosen reading of another period names the line item too; what another print of it is called is not asked."""
    desk.numbers[0], desk.numbers[1] = (replace(desk.numbers[at], label=name) for at, name in enumerate(("Sales", "Net sales")))
    line = desk.numbers[1]
    desk.decide(1, {"line_item": line.line_item, "measure": line.measure, "basis": line.basis, "period": "9M24"})
    assert [row.label for row in saved(desk)[:2]] == ["Sales", "Net sales"]


def test_whoever_explains_a_check_has_looked_at_its_numbers(desk: Desk, made: Proposal) -> None:
    row = {"tie_out_id": "x", "reason": "deck_error", "evidence": "page 3 prints another"}
    desk.draft("known_discrepancies", [row], looked_at=[3])
    assert saved(desk)[3].confidence == CERTAIN
    assert desk.counts()["decisions"] == 1
    desk.undo()
    assert saved(desk) == made.numbers


@pytest.mark.parametrize(
    ("page", "cells", "says"),
    [
        ("99", {"section": "X"}, "no page 99"),
        ("2", {"page": "3"}, "not page"),
        ("2", {}, "nothing"),
        ("2", {"section": ""}, "needs a section"),
    ],
)
def test_a_page_that_cannot_be_described_so_is_refused(desk: Desk, page: str, cells: dict[str, str], says: str) -> None:
    with pytest.raises(LandingError, match=says):
        desk.describe_page(page, cells)
    assert not desk.decisions


def test_a_description_of_a_page_outlives_the_review(desk: Desk, made: Proposal, before: Project) -> None:
    page = made.numbers[0].page
    desk.describe_page(page, {"title_en": "Results at a glance", "section": "I-1"})
    again = Desk(proposal.read(DECK, made.folder.parent), Landing(before.root))
    assert [(its.section, its.title_en) for its in again.proposal.pages if its.page == page] == [("I-1", "Results at a glance")]
    again.undo()
    assert proposal.read(DECK, made.folder.parent) == made


def test_two_terminals_cannot_change_one_deck(made: Proposal) -> None:
    with (
        locked(made.folder, "land.py review"),
        pytest.raises(LandingError, match=r"in use by `land\.py review`"),
        locked(made.folder, "land.py accept"),
    ):
        pass
    with locked(made.folder, "land.py accept"):
        pass


def of_deal(numbers: list[Number], deal: str) -> list[Number]:
    """The deck's numbers, and three of a deal that no deck has told of yet."""
    row = Number(
        page="7", section="9", label="東都市向け水道網", printed="15", unit="億円", disposition="large_deal", large_deal=deal
    )
    year = replace(row, printed="3", unit="年", measure="term_printed")
    start = [replace(row, printed=printed, unit="", measure="revenue_starts") for printed in ("2026", "4")]
    return [*numbers, replace(row, measure="amount_printed"), year, *start]


def test_a_new_deal_is_described_in_one_step(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    desk = Desk(make_proposal(tmp_path, of_deal(numbers, "new_deal_p7_1")), Landing(before.root))
    (row,) = desk.deals()
    assert (row["amount_printed"], row["amount_unit"], row["term_printed"], row["revenue_starts"]) == ("15", "億円", "3", "2026-04")
    assert deal_rows.lacks(row) == ["subject_en", "services"]
    said = {"deal": "east_water", "subject_ja": "水道網", "subject_en": "water network", "services": "si_construction"}
    desk.describe_deal("new_deal_p7_1", said)
    (row,) = desk.deals()
    assert deal_rows.lacks(row) == []
    assert {number.large_deal for number in saved(desk) if number.disposition == "large_deal"} == {"east_water"}
    assert len(desk.decisions) == 1
    desk.undo()
    assert saved(desk) == tuple(of_deal(numbers, "new_deal_p7_1"))
    with pytest.raises(LandingError, match="no number is of the deal"):
        desk.describe_deal("west_water", said)
    with pytest.raises(LandingError, match="no id of a deal"):
        desk.describe_deal("new_deal_p7_1", said | {"deal": "East water"})


# relations that numbers show


def of_line(line_item: str, *values: str, unit: str = "百万円", page: str = "7") -> list[Number]:
    periods = ["3Q24", "4Q24", "1Q25", "2Q25", "3Q25"]
    return [
        Number(page=page, line_item=line_item, measure="level", period=period, basis="actual", printed=value, unit=unit)
        for period, value in zip(periods, values, strict=False)
    ]


PARTS = [
    *of_line("north", "120", "131", "118", "140", "122"),
    *of_line("south", "80", "77", "91", "85", "90"),
    *of_line("east", "33", "12", "41", "20", "8"),
    *of_line("total", "233", "220", "250", "245", "220"),
]


def test_parts_that_add_up_in_every_period_are_proposed() -> None:
    (found,) = relations.sums(PARTS)
    assert str(found) == "page 7: north + south + east = total, in 5 of 5 periods"


def test_a_sum_that_fails_once_is_none() -> None:
    assert relations.sums([replace(number, printed="239") if number.printed == "233" else number for number in PARTS]) == []


def test_two_periods_prove_no_sum() -> None:
    assert relations.sums([number for number in PARTS if number.period in ("2Q25", "3Q25")]) == []


def test_two_periods_are_less_sure_where_amounts_of_many_digits_stand_over_their_total() -> None:
    rows = [of_line("stock", "41,203", "40,877"), of_line("cash", "8,812", "9,034"), of_line("assets", "50,015", "49,911")]
    (found,) = relations.sums([number for row in rows for number in row])
    assert str(found) == "page 7: stock + cash = assets, in 2 of 2 periods alone, right over their total: less sure"
    # a row between, another column, or a digit that is out
    between = [*rows[:2], of_line("notes", "1,202", "1,310"), rows[2]]
    assert relations.sums([number for row in between for number in row]) == []
    beside = [replace(number, x0="300.0", top="40.0", x1="340.0", bottom="50.0") for number in rows[2]]
    left = [replace(number, x0="100.0", top="20.0", x1="140.0", bottom="30.0") for row in rows[:2] for number in row]
    assert relations.sums([*left, *beside]) == []
    out = [replace(number, printed="9,084") if number.printed == "9,034" else number for row in rows for number in row]
    assert relations.sums(out) == []


def test_of_two_ways_to_add_up_neither_is_proposed() -> None:
    twin = [replace(number, line_item="south_too") for number in PARTS if number.line_item == "south"]
    assert relations.sums([*PARTS, *twin]) == []


def test_each_part_may_be_rounded() -> None:
    rounded = [*of_line("a", "1.2", "1.2", "1.2"), *of_line("b", "2.3", "2.3", "2.3"), *of_line("c", "3.6", "3.4", "3.5")]
    assert [one.total for one in relations.sums(rounded)] == ["c"]
    assert relations.sums([replace(number, printed="3.7") if number.printed == "3.6" else number for number in rounded]) == []


# check and accept


NONSENSE = {
    3: {"line_item": "operating_proft"},
    4: {"measure": "yoy_percent"},
    5: {"period": "5Q25"},
    6: {"unit": "万百円"},
    7: {"basis": "hope"},
    8: {"printed": "1,5x3"},
}


def test_cells_that_a_build_would_refuse_are_told_by_row_and_column(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    for index, cells in NONSENSE.items():
        numbers[index] = replace(numbers[index], **cells)
    findings = find(make_proposal(tmp_path, numbers), Landing(before.root))
    assert len(findings.unreadable) == len(NONSENSE)
    for index, cells in NONSENSE.items():
        ((column, cell),) = cells.items()
        told = f"proposed.csv, row {index + 2}, column {column}: "
        assert any(told in line and cell in line for line in findings.unreadable), (told, findings.unreadable)


@pytest.mark.parametrize(("column", "cell"), [("disposition", "figur"), ("confidence", "sure")])
def test_cells_of_the_proposal_alone_are_told_too(
    tmp_path: Path, numbers: list[Number], before: Project, column: str, cell: str
) -> None:
    numbers[3] = replace(numbers[3], **{column: cell})
    with pytest.raises(LandingError, match=rf"row 5, column {column}: '{cell}' is unknown"):
        find(make_proposal(tmp_path, numbers), Landing(before.root))


def test_a_deck_of_a_company_that_is_not_there_is_refused(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    made = make_proposal(tmp_path, numbers)
    edited(made, lambda text: text.replace('"company": "aoba"', '"company": "akane"'), "source.json")
    with pytest.raises(LandingError, match="'akane' is no company"):
        find(proposal.read(DECK, tmp_path), Landing(before.root))


def test_a_wrong_reading_fails_its_checks(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    right = find(make_proposal(tmp_path, numbers), Landing(before.root))
    assert (right.verdicts.failing, right.verdicts.suspects, right.unreadable, right.open) == ([], [], [], [])
    numbers[5] = replace(numbers[5], printed="1,762")
    wrong = find(make_proposal(tmp_path, numbers), Landing(before.root))
    assert {check.line_item for check in wrong.verdicts.failing} >= {"operating_profit"}
    assert any("1,762百万円" in check.printed for check in wrong.verdicts.failing)


def test_an_explanation_is_drafted_and_nothing_until_confirmed(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    landing = Landing(before.root)
    numbers[5] = replace(numbers[5], printed="1,762")
    made = make_proposal(tmp_path, numbers)
    wrong = find(made, landing)
    failing = {check.tie_out_id for check in wrong.verdicts.failing if check.status == "inconsistent"}
    drafted = [row for rows in wrong.explanations.values() for row in rows]
    assert failing and failing >= {row["tie_out_id"] for row in wrong.explanations["known_discrepancies"]}
    assert all(row["evidence"].startswith("confirm: ") for row in drafted)
    explained.draft(made.folder, landing, wrong.explanations)
    again = find(made, landing)
    assert len(again.verdicts.failing) == len(wrong.verdicts.failing)
    assert again.explanations == wrong.explanations
    edited(made, lambda text: text.replace("confirm: ", ""), "known_discrepancies.csv")
    left = {check.tie_out_id for check in find(made, landing).verdicts.failing}
    assert not left & {row["tie_out_id"] for row in wrong.explanations["known_discrepancies"]}


def test_nothing_is_explained_while_a_number_is_open(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    numbers[5] = replace(numbers[5], printed="1,762", confidence=LIKELY)
    findings = find(make_proposal(tmp_path, numbers), Landing(before.root))
    assert findings.verdicts.failing
    assert findings.explanations == {}


def test_explanations_that_are_no_longer_needed_are_taken_away(tmp_path: Path, numbers: list[Number], before: Project) -> None:
    landing = Landing(before.root)
    wrong = make_proposal(tmp_path, [*numbers[:5], replace(numbers[5], printed="1,762"), *numbers[6:]])
    explained.draft(wrong.folder, landing, find(wrong, landing).explanations)
    assert (wrong.folder / "known_discrepancies.csv").exists()
    right = make_proposal(tmp_path, numbers)
    explained.draft(right.folder, landing, find(right, landing).explanations)
    assert not (right.folder / "known_discrepancies.csv").exists()


@pytest.fixture
def project(before: Project, tmp_path: Path) -> Project:
    """The project before the deck, to be changed."""
    return Project(shutil.copytree(before.root, tmp_path / "kessan"))


def with_new_items(numbers: list[Number]) -> list[Number]:
    """Numbers of the deck that the dictionary does not know, and that add up."""
    new = [replace(number, page="7", section="9", label=number.line_item) for number in PARTS]
    new = [replace(number, line_item=f"new:orders_{number.line_item}", seq="", confidence=CERTAIN) for number in new]
    return [*numbers, *new, Number(page="7", section="9", printed="2025", disposition="date")]


def test_a_deck_is_accepted_and_builds(project: Project, numbers: list[Number]) -> None:
    base = project.root / "landing"
    make_proposal(base, with_new_items(numbers))
    code, said = run(project, "accept", DECK)
    assert code == 0, said
    assert "orders_north + orders_south + orders_east = orders_total, in 5 of 5 periods" in said
    once = files_of(project.root)
    built = project.dbt("build", "--exclude-resource-type", "unit_test")
    assert built.returncode == 0, built.stdout
    kinds = "select count(*) from marts.tie_outs where relation = 'orders_total_by_part' and status = 'consistent'"
    assert project.query(kinds) == [(5,)]
    code, said = run(project, "accept", DECK)
    assert code == 0, said
    assert "nothing changed" in said
    assert files_of(project.root) == once


def test_what_is_accepted_may_be_mended_and_accepted_again(project: Project, numbers: list[Number]) -> None:
    base = project.root / "landing"
    made = make_proposal(base, with_new_items(numbers))
    accept(made, Landing(project.root))
    without = [number for number in made.numbers if number.line_item != "new:orders_east"]
    proposal.write_numbers(made.folder, without)
    (made.folder / "line_items.csv").unlink()
    (made.folder / "calculations.csv").unlink()
    accept(proposal.read(DECK, base), Landing(project.root))
    items = [row["line_item"] for row in project.rows(Path("seeds/reference/line_items.csv"))]
    assert "orders_north" in items
    assert "orders_east" not in items
    assert items == [
        row["line_item"] for row in sorted(project.rows(Path("seeds/reference/line_items.csv")), key=lambda row: list(row.values()))
    ]


@pytest.mark.parametrize(
    "changes", [{"confidence": UNKNOWN}, {"line_item": ""}, {"line_item": "new:"}, {"disposition": "large_deal"}]
)
def test_nothing_is_accepted_while_a_number_is_not_decided(
    project: Project, numbers: list[Number], changes: dict[str, str]
) -> None:
    numbers[7] = replace(numbers[7], **changes)
    was = files_of(project.root)
    make_proposal(project.root / "landing", numbers)
    code, said = run(project, "accept", DECK)
    assert code == 1
    assert "proposed.csv, row 9: 8.6 on page 2" in said or "page 2, column measure" in said
    assert files_of(project.root) == was


def test_the_tree_is_as_it_was_where_writing_fails(
    project: Project, numbers: list[Number], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_proposal(project.root / "landing", with_new_items(numbers))
    was = files_of(project.root)
    written: list[Path] = []

    def full(path: Path, content: str) -> None:
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        written.append(path)
        proposal.replace_file(path, content)

    monkeypatch.setattr(tree, "replace_file", full)
    with pytest.raises(OSError, match="No space left"):
        accept(made, Landing(project.root))
    assert len(written) == 3
    assert files_of(project.root) == was


def test_a_deck_landed_by_hand_is_not_overwritten(project: Project, numbers: list[Number]) -> None:
    made = make_proposal(project.root / "landing", numbers)
    accept(made, Landing(project.root))
    deck = project.root / f"seeds/decks/{DECK}.csv"
    deck.write_text(deck.read_text(encoding="utf-8").replace("売上高 増減率", "増減率", 1), encoding="utf-8")
    with pytest.raises(LandingError, match="edited since it was accepted"):
        accept(made, Landing(project.root))
    (made.folder / "accepted.json").unlink()
    with pytest.raises(LandingError, match="landed already, and not from this proposal"):
        accept(made, Landing(project.root))


def test_the_day_of_publication_is_a_day(project: Project, numbers: list[Number]) -> None:
    made = make_proposal(project.root / "landing", numbers, published_on="")
    was = files_of(project.root)
    with pytest.raises(LandingError, match="--published-on soon: a date"):
        accept(made, Landing(project.root), "soon")
    assert files_of(project.root) == was
    accept(made, Landing(project.root), "2025-11-11")
    assert "published_on: '2025-11-11'" in (project.root / "dbt_project.yml").read_text(encoding="utf-8")
    accept(made, Landing(project.root))
    assert "published_on: 2025-11\n" in (project.root / "dbt_project.yml").read_text(encoding="utf-8")


def test_the_list_of_decks_keeps_its_comments_and_its_order(tmp_path: Path) -> None:
    settings = tmp_path / "dbt_project.yml"
    settings.write_text(
        "name: x\n# why\nvars:\n  decks:\n    # the first\n    - deck: a_1q25\n      ledger: true  # has one\n\n"
        "    - deck: c_1q25\n      ledger: true\n\nmodels: 1\n",
        encoding="utf-8",
    )
    changed = tree.Tree(tmp_path)
    tree.put_entry(changed, {"deck": "b_1q25", "published_on": "2025-08-08", "title_ja": "a: b", "ledger": True})
    tree.put_entry(changed, {"deck": "d_1q25", "ledger": True})
    tree.put_entry(changed, {"deck": "b_1q25", "published_on": "2025-08", "title_ja": "a: b", "ledger": True})
    changed.write()
    assert settings.read_text(encoding="utf-8") == (
        "name: x\n# why\nvars:\n  decks:\n    # the first\n    - deck: a_1q25\n      ledger: true  # has one\n\n"
        "    - deck: b_1q25\n      published_on: 2025-08\n      title_ja: 'a: b'\n      ledger: true\n"
        "    - deck: c_1q25\n      ledger: true\n    - deck: d_1q25\n      ledger: true\n\nmodels: 1\n"
    )


def test_decks_of_one_day_follow_one_another_in_their_sequence(tmp_path: Path) -> None:
    """The date as text, for a deck has a day or only a month; what is listed first need not come first."""
    decks: list[dict[str, object]] = [
        {"deck": "a_2q25_2", "company": "a", "published_on": date(2025, 11, 7), "sequence": 2},
        {"deck": "a_2q25", "company": "a", "published_on": date(2025, 11, 7), "sequence": 1},
        {"deck": "b_1q25", "company": "b", "published_on": "2025-08"},
        {"deck": "a_1q25", "company": "a", "published_on": "2025-08"},
    ]
    (tmp_path / "dbt_project.yml").write_text(yaml.safe_dump({"vars": {"decks": decks}}), encoding="utf-8")
    project = Landing(tmp_path)
    assert [entry["deck"] for entry in project.decks_of("a")] == ["a_1q25", "a_2q25", "a_2q25_2"]
    before = project.before(Source("a_3q25", "a", "pdf"))
    assert before and before["deck"] == "a_2q25_2"


def test_a_seed_is_loaded_from_a_folder_with_an_apostrophe(tmp_path: Path) -> None:
    (tmp_path / "o'hara").mkdir()
    (tmp_path / "o'hara/seed.csv").write_text("seq\n1001\n", encoding="utf-8")
    where = {"root_path": str(tmp_path), "original_file_path": "o'hara/seed.csv", "relation_name": "seed"}
    connection = duckdb.connect()
    connection.execute(statement({"resource_type": "seed", "config": {"column_types": {"seq": "varchar"}}} | where))
    assert connection.execute("select seq from seed").fetchall() == [("1001",)]


def test_seeds_are_loaded_from_the_checkout_that_asks(tmp_path: Path) -> None:
    """Though what dbt kept names the one that this was copied from."""
    (tmp_path / "seed.csv").write_text("seq\n1001\n", encoding="utf-8")
    where = {"root_path": str(tmp_path / "former"), "original_file_path": "seed.csv", "relation_name": "seed"}
    seed = {"resource_type": "seed", "config": {"column_types": {"seq": "varchar"}}} | where
    (tmp_path / "manifest.json").write_text(json.dumps({"nodes": {"seed.a": seed}}), encoding="utf-8")
    (tmp_path / "run_results.json").write_text(json.dumps({"results": [{"unique_id": "seed.a"}]}), encoding="utf-8")
    (node,) = nodes_of_last_run(tmp_path, tmp_path)
    connection = duckdb.connect()
    connection.execute(statement(node))
    assert connection.execute("select seq from seed").fetchall() == [("1001",)]


def test_an_error_of_the_deck_that_recurs_is_carried_over(project: Project, numbers: list[Number]) -> None:
    """Both decks print a total that its parts cannot give, with the same numbers; another number is another error."""
    landing = Landing(project.root)
    deck = project.rows(Path("seeds/decks/aoba_2q25.csv"))
    wrong = {
        "page": "8",
        "label": "売上高 2023年",
        "line_item": "revenue",
        "measure": "level",
        "period": "FY23",
        "basis": "actual",
        "unit": "百万円",
    }
    prints = [wrong | {"printed": printed, "section": "9"} for printed in ("24,100", "24,200")]
    project.write(
        [*deck, *(dict.fromkeys(deck[0], "") | row | {"seq": str(8001 + place)} for place, row in enumerate(prints))],
        Path("seeds/decks/aoba_2q25.csv"),
    )
    known = landing.path("known_discrepancies")
    was = "cross_print:prints:aoba_2q25:revenue:level:FY23:actual"
    shown = ["24,100百万円 (p. 8)", "24,200百万円 (p. 8)"]
    said = f'{was},deck_error,"{"; ".join(shown)}","= {" = ".join(shown)}",two numbers on page 8,\n'
    known.write_text(known.read_text(encoding="utf-8") + said, encoding="utf-8")
    again = [Number(**row, confidence=PROVEN) for row in prints]
    findings = find(make_proposal(project.root / "landing", [*numbers, *again]), landing)
    assert [row["tie_out_id"] for row in findings.carried] == [was.replace("2q25", "3q25")]
    assert findings.carried[0]["evidence"] == "as in aoba_2q25: two numbers on page 8"
    assert findings.carried[0]["printed"] == "; ".join(shown)
    assert findings.verdicts.failing == []
    again[1] = replace(again[1], printed="24,300")
    findings = find(make_proposal(project.root / "landing", [*numbers, *again]), landing)
    assert findings.carried == []
    assert {check.kind for check in findings.verdicts.failing} == {"cross_print"}


def read_from_pdf(numbers: list[Number]) -> list[Number]:
    """The numbers as if a PDF had been read: each with what the document prints of it."""
    return [
        replace(
            number, x0=str(index), top="1", x1=str(index + 1), bottom="2",
            text_number=number.printed.strip("▲%"), text_sign="▲" if number.printed[0] == "▲" else "",
            text_unit="%" if "%" in number.printed else "", text_qualifier=number.qualifier,
        )
        for index, number in enumerate(numbers)
    ]  # fmt: skip


def test_the_ledger_of_a_pdf_has_its_marks(project: Project, numbers: list[Number]) -> None:
    """Accepted, it is the ledger that a build compares with; a slip after that is told with page and box."""
    accept(make_proposal(project.root / "landing", read_from_pdf(numbers)), Landing(project.root))
    rows = {row["entry"]: row for row in project.rows(Path(f"seeds/ledgers/{DECK}_ledger.csv"))}
    signed = next(number for number in numbers if number.printed.startswith("▲"))
    assert (rows[signed.seq]["sign"], rows[signed.seq]["number"]) == ("▲", signed.printed[1:])
    deck = Path(f"seeds/decks/{DECK}.csv")
    project.edit(signed.seq, deck, printed=signed.printed[1:])
    built = project.dbt("build", "--select", "+assert_ledger_marks_are_landed", "--exclude-resource-type", "unit_test")
    assert built.returncode != 0, built.stdout
    assert f"page: {signed.page}" in built.stdout
    assert f"place: seq {signed.seq}, box {rows[signed.seq]['box']}" in built.stdout
    assert f"the text prints {signed.printed[0]} before {signed.printed[1:]}, the landed row has no minus sign" in built.stdout


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"printed": "987,654"}, ", the row has 987,654"),
        ({"text_sign": "▲"}, "the text prints ▲ before"),
        ({"text_unit": "兆円"}, "the text prints 兆円 after"),
        ({"text_qualifier": "約"}, "the text prints 約 with"),
    ],
)
def test_a_pdf_that_does_not_bear_the_proposal_out_is_refused(
    project: Project, numbers: list[Number], changes: dict[str, str], told: str
) -> None:
    read = read_from_pdf(numbers)
    at = next(index for index, number in enumerate(read) if number.printed.replace(",", "").isdecimal())
    read[at] = replace(read[at], **changes)
    before = files_of(project.root)
    with pytest.raises(LandingError) as refused:
        accept(make_proposal(project.root / "landing", read), Landing(project.root))
    assert told in str(refused.value), refused.value
    assert f"seq {numbers[at].seq}, box" in str(refused.value)
    assert {path: content for path, content in files_of(project.root).items() if not path.startswith("landing/")} == before
    # where the document does not mean this number, a person says so
    read[at] = replace(read[at], **({"text_number": "?"} if "printed" in changes else dict.fromkeys(changes, "?")))
    accept(make_proposal(project.root / "landing", read), Landing(project.root))


def test_boxes_are_kept_for_the_deck_after(project: Project, numbers: list[Number]) -> None:
    boxed = [
        replace(number, x0=str(index), top="1", x1=str(index + 1), bottom="2", confidence=LIKELY)
        for index, number in enumerate(numbers)
    ]
    accept(make_proposal(project.root / "landing", boxed), Landing(project.root))
    rows = project.rows(Path(f"seeds/ledgers/{DECK}_ledger.csv"))
    assert (rows[0]["page"], rows[0]["entry"], rows[0]["box"]) == ("2", "2001", "0 1 1 2")
    assert len(rows) == len(numbers)
    note = json.loads((project.root / "landing" / DECK / "accepted.json").read_text(encoding="utf-8"))
    assert set(note) == {"deck", "rows"}


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def broken_and_wide(text: Path, placed: list[Number]) -> tuple[Number, Number]:
    """Put a full-width number and one that breaks over a line into the text; which they are."""
    # a page without a title has its number for one, which would be a number of the deck
    lines = ["頁" if line.isdecimal() else line for line in text.read_text(encoding="utf-8").split("\n")]
    wide = next(number for number in placed if re.fullmatch(r"[0-9]+\.[0-9]", number.printed))
    broken = next(number for number in reversed(placed) if re.fullmatch(r"[0-9]{1,3},[0-9]{3}", number.printed))
    at = int(wide.position)
    row = lines[int(wide.line) - 1]
    lines[int(wide.line) - 1] = row[:at] + row[at:].translate(WIDE)
    head, tail = lines[int(broken.line) - 1].rsplit(",", 1)
    lines[int(broken.line) - 1 : int(broken.line)] = [f"{head},", tail]
    text.write_text("\n".join(lines), encoding="utf-8")
    return wide, broken


def test_the_ledger_of_a_text_is_the_one_that_ledger_py_derives(project: Project, numbers: list[Number]) -> None:
    base, text = project.root / "landing", project.root / "deck.txt"
    # a label with a number that no rule explains would be a number of the deck
    placed, pages = in_text([replace(number, label=re.sub("[0-9]", "", number.label)) for number in numbers], text)
    wide, broken = broken_and_wide(text, placed)
    cut = int(broken.line)

    def moved(line: str) -> str:
        return str(int(line) + 1) if int(line) > cut else line

    placed = [replace(number, line=moved(number.line)) for number in placed]
    made = make_proposal(base, placed, text=text)
    pages = [
        replace(
            known,
            first_line=moved(str(int(page.first_line) - 1)),
            last_line=str(int(page.last_line) + (int(page.last_line) >= cut)),
        )
        for page, known in zip(pages, made.pages, strict=True)
    ]
    proposal.write(replace(made, pages=tuple(pages)))
    code, said = run(project, "accept", DECK)
    assert code == 0, said
    ledger = project.rows(Path(f"seeds/ledgers/{DECK}_ledger.csv"))
    at = {(row["line"], row["position"]): row for row in ledger}
    assert at[wide.line, wide.position]["number"] == wide.printed.translate(WIDE)
    assert at[broken.line, broken.position]["number"] == broken.printed
    (project.root / "pages.csv").write_text(
        "first_line,last_line,page\n" + "".join(f"{page.first_line},{page.last_line},{page.page}\n" for page in pages),
        encoding="utf-8",
    )
    checked = project.run(sys.executable, "scripts/ledger.py", "check", DECK, "deck.txt", "pages.csv")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    built = project.dbt("build", "--exclude-resource-type", "unit_test")
    assert built.returncode == 0, built.stdout


def test_a_text_that_does_not_bear_the_proposal_out_is_refused(project: Project, numbers: list[Number]) -> None:
    base, text = project.root / "landing", project.root / "deck.txt"
    placed, pages = in_text(numbers, text)
    placed[5] = replace(placed[5], printed="987,654")
    made = make_proposal(base, placed, text=text)
    proposal.write(replace(made, pages=tuple(pages)))
    before = files_of(project.root)
    code, said = run(project, "accept", DECK)
    assert code == 1
    assert "figure 2006 (987,654) is not in the text" in said
    assert files_of(project.root) == before
