"""Arelle's verdict on each sum is ours, and a wrong number changes both.

Both judge the same numbers: of each sum that a report has, the printed ones, and copies in which its total or one part is
wrong. Ours is the verdict of int_checks, run on those numbers. They differ only where two intervals share nothing but an end:
rounded half up, ours do not reach it and Arelle's do; and cut, Arelle leaves a part that is subtracted open where it was.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow
import pytest
from conftest import Project
from filing.publish import check, report_json
from filing.publish.package import CALC
from filing.publish.read import Deck, Print, Sum, Warehouse
from filing.publish.taxonomy import calculation_role
from reported import package, reported, rows_of
from sql_text import literal

# by how many steps a number is changed: a digit, and far from zero
CHANGES = {"a digit more": 1, "a digit less": -1, "wrong": 100_000}
COLUMNS = ("number", "calculation", "measure", "period", "basis", "as_of", "total", "line_item")
COLUMNS += ("lower", "upper", "lower_is_open", "upper_is_open")
Interval = tuple[Decimal, Decimal, bool, bool]


@dataclass(frozen=True)
class Variant:
    """A sum, and what its terms print: of one of them something else than the deck."""

    number: int
    sum: Sum
    changed: str | None
    change: str
    prints: dict[str, list[Print]]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return reported(tmp_path_factory)


@pytest.fixture(scope="module")
def warehouse(project: Project) -> Warehouse:
    return rows_of(project)


def variants(warehouse: Warehouse, deck: Deck) -> Iterator[Variant]:
    """Every sum of a deck that Arelle adds up: as printed, then with each of its terms changed in each way."""
    stated: dict[tuple, list[Print]] = {}
    for one in warehouse.prints:
        if one.deck == deck.deck and not one.omitted_because:
            stated.setdefault((report_json.key_of(one), one.measure, one.line_item), []).append(one)
    number = 0
    for one in (one for one in warehouse.sums if one.deck == deck.deck and not one.omitted_because):
        terms = [term.line_item for term in warehouse.terms if (term.company, term.calculation) == (one.company, one.calculation)]
        prints = {term: stated[report_json.key_of(one), one.measure, term] for term in terms}
        coarsest = max(map(step, (found for each in prints.values() for found in each)))
        number += 1
        yield Variant(number, one, None, "as printed", prints)
        for term in terms:
            width = max(map(step, prints[term])) or coarsest or Decimal(1)
            for change, steps in CHANGES.items():
                number += 1
                away = -1 if change == "wrong" and prints[term][0].value < 0 else 1
                spoilt = [replace(found, value=found.value + away * steps * width) for found in prints[term]]
                yield Variant(number, one, term, change, prints | {term: spoilt})


def step(one: Print) -> Decimal:
    """The worth of the last digit of a print; of an exact number nothing."""
    return Decimal(0) if one.decimals is None else Decimal(10) ** -one.decimals


def interval(prints: list[Print], mode: str) -> Interval:
    """What rounded numbers can stand for: what the intervals of all prints share, and whether its ends are left out."""
    found = [interval_of(one.value, step(one), mode) for one in prints]
    lower, upper = max(one[0] for one in found), min(one[1] for one in found)
    return lower, upper, any(one[2] for one in found if one[0] == lower), any(one[3] for one in found if one[1] == upper)


def as_text(prints: list[Print], mode: str) -> tuple[str, ...]:
    return tuple(map(str, interval(prints, mode)))


def interval_of(value: Decimal, width: Decimal, mode: str) -> Interval:
    if not width:
        return value, value, False, False
    toward, away = (width / 2, width / 2) if mode == "half_up" else (Decimal(0), width)
    if value == 0:
        return -away, away, True, True
    return (value - toward, value + away, False, True) if value > 0 else (value - away, value + toward, True, False)


def verdicts_of_arelle(project: Project, arelle: Path, folder: Path, deck: Deck, cases: list[Variant]) -> dict[int, bool]:
    """One report with the numbers of every case, each in a context of its own, beside the taxonomy of the deck."""
    warehouse = rows_of(project)
    with zipfile.ZipFile(package(project, f"{deck.deck}.zip")) as archive:
        archive.extractall(folder)
    rows = [replace(one, as_of=str(case.number)) for case in cases for prints in case.prints.values() for one in prints]
    concepts = {(one.line_item, one.measure): one for one in warehouse.concepts if one.company == deck.company}
    numbered = [replace(one, seq=seq) for seq, one in enumerate(rows)]
    document = report_json.report(deck, concepts, numbered, [case.sum for case in cases])
    # a wrong number may contradict nothing but the sum
    document["documentInfo"]["features"]["xbrl:allowedDuplicates"] = "all"
    path = folder / deck.deck / "reports/spoilt.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    (read,) = check.sums(arelle, [path], CALC[deck.mode])
    assert read["other_messages"] == []
    found = {(one["role"], one["as_of"]): one for one in read["sums"]}
    judged = {}
    for case in cases:
        one = found[calculation_role(deck.company, case.sum.calculation, case.sum.measure), str(case.number)]
        assert one["is_complete"]
        judged[case.number] = one["is_consistent"]
    return judged


def verdicts_of_ours(project: Project, deck: Deck, cases: list[Variant]) -> dict[int, tuple[bool, bool]]:
    """Whether int_checks finds a case consistent, and whether its two intervals have an end in common."""
    manifest = json.loads((project.root / "target/manifest.json").read_text(encoding="utf-8"))
    sql = manifest["nodes"]["model.kessan.int_checks"]["compiled_code"]
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(project.warehouse)} as kessan (read_only)")
        rows = [
            (
                case.number,
                one.calculation,
                one.measure,
                one.period,
                one.basis,
                one.as_of,
                one.total,
                term,
                *as_text(prints, deck.mode),
            )
            for case in cases
            for one in [case.sum]
            for term, prints in case.prints.items()
        ]
        columns = dict(zip(COLUMNS, map(list, zip(*rows, strict=True)), strict=True))
        connection.register("cases", pyarrow.table({**columns, "as_of": pyarrow.array(columns["as_of"], pyarrow.string())}))
        connection.execute(SPOILT.format(deck=literal(deck.deck)))
        for model in ("check_inputs", "facts"):
            named = f'"kessan"."intermediate"."int_{model}"'
            assert named in sql
            sql = sql.replace(named, f"memory.spoilt_{model}")
        rows = connection.execute(
            "select fact_id, status = 'consistent', printed_upper = recomputed_lower or printed_lower = recomputed_upper"
            f" from ({sql}) where status <> 'incomplete'"
        ).fetchall()
    return {number: (consistent, touching) for number, consistent, touching in rows}


# the check of each case as int_checks takes it: its inputs and the fact that is checked, with the bounds of the case
SPOILT = """
create table bounds as
select cases.number, cases.calculation, cases.line_item = cases.total as is_total, sums.total_fact_id, items.line_item_id,
    cast(cast(cases.lower as decimal(38, 12)) / power(10, concepts.power_of_ten) as decimal(18, 6)) as lower_bound,
    cast(cast(cases.upper as decimal(38, 12)) / power(10, concepts.power_of_ten) as decimal(18, 6)) as upper_bound,
    cast(cases.lower_is_open as boolean) as lower_is_open, cast(cases.upper_is_open as boolean) as upper_is_open
from cases
join kessan.intermediate.int_reported_sums as sums
    on sums.deck = {deck} and sums.calculation = cases.calculation and sums.measure = cases.measure
    and sums.period = cases.period and sums.basis = cases.basis and sums.as_of is not distinct from cases.as_of
join kessan.intermediate.int_concepts as concepts
    on concepts.company = sums.company and concepts.line_item = cases.line_item and concepts.measure = cases.measure
join kessan.intermediate.int_line_items as items on items.line_item_id = concepts.line_item_id;
create table spoilt_check_inputs as
select inputs.* replace (
    bounds.number as fact_id, bounds.lower_bound as lower_bound, bounds.upper_bound as upper_bound,
    bounds.lower_is_open as lower_is_open, bounds.upper_is_open as upper_is_open
)
from kessan.intermediate.int_check_inputs as inputs
join bounds
    on inputs.fact_id = bounds.total_fact_id and inputs.relation = bounds.calculation
    and inputs.input_line_item_id = bounds.line_item_id and not bounds.is_total
where inputs.kind in ('footing', 'bridge');
create table spoilt_facts as
select facts.* replace (
    bounds.number as fact_id, bounds.lower_bound as lower_bound, bounds.upper_bound as upper_bound,
    bounds.lower_is_open as lower_is_open, bounds.upper_is_open as upper_is_open
)
from kessan.intermediate.int_facts as facts
join bounds on facts.fact_id = bounds.total_fact_id and bounds.is_total;
"""


# how many sums a deck has, how many cases, and in how many the two differ
@pytest.mark.parametrize(
    ("deck", "sums", "cases", "differences"),
    [("iij_1q25", 147, 2004, 16), ("aoba_2q25", 37, 397, 2), ("northfield_4q25", 34, 376, 12), ("nine_x_1h25", 2, 20, 0)],
)
def test_arelles_verdict_is_ours_and_a_wrong_number_changes_both(
    project: Project, warehouse: Warehouse, arelle: Path, tmp_path: Path, deck: str, sums: int, cases: int, differences: int
) -> None:
    (of_deck,) = (one for one in warehouse.decks if one.deck == deck)
    tried = list(variants(warehouse, of_deck))
    theirs, ours = verdicts_of_arelle(project, arelle, tmp_path, of_deck, tried), verdicts_of_ours(project, of_deck, tried)
    assert set(theirs) == set(ours) == {case.number for case in tried}
    assert sum(case.changed is None for case in tried) == sums
    differ = []
    for case in tried:
        consistent, touching = ours[case.number]
        what = (case.sum.calculation, case.sum.period, case.changed, case.change)
        if case.changed is None:
            assert consistent and theirs[case.number], what
        if case.change == "wrong":
            assert not consistent and not theirs[case.number], what
        if consistent != theirs[case.number]:
            assert touching, what
            differ.append(what)
    assert (len(tried), len(differ)) == (cases, differences)


def test_the_intervals_of_the_cases_are_those_of_the_facts(project: Project, warehouse: Warehouse) -> None:
    """What this test takes a print for is what the warehouse does."""
    prints: dict[str, list[Print]] = {}
    mode = {one.deck: one.mode for one in warehouse.decks}
    with duckdb.connect(project.warehouse, read_only=True) as connection:
        facts = connection.execute(
            "select fact_id, lower_bound, upper_bound, lower_is_open, upper_is_open, unit, deck from marts.facts"
            " where measure = 'level'"
        ).fetchall()
        names = dict(
            connection.execute(
                "select figure_id, concat_ws(':', deck, line_item, measure, period, basis, as_of)"
                " from intermediate.int_reported_prints where omitted_because is null"
            ).fetchall()
        )
        whole = {name for (name,) in connection.execute(WHOLE).fetchall()}
    for one in warehouse.prints:
        if one.figure_id in names:
            prints.setdefault(names[one.figure_id], []).append(one)
    compared = 0
    for name, lower, upper, lower_is_open, upper_is_open, unit, deck in facts:
        if name in whole and unit.endswith("_mn"):
            expected = (lower * 1_000_000, upper * 1_000_000, lower_is_open, upper_is_open)
            assert interval(prints[name], mode[deck]) == expected, name
            compared += 1
    assert compared > 800


# facts of which every print can be said
WHOLE = """
select concat_ws(':', deck, line_item, measure, period, basis, as_of)
from intermediate.int_reported_prints
group by all
having count(omitted_because) = 0
"""


def test_of_two_prints_that_contradict_each_other_arelle_takes_the_first(
    project: Project, warehouse: Warehouse, arelle: Path, tmp_path: Path
) -> None:
    """Which is why a fact with such prints is left out."""
    (deck,) = (one for one in warehouse.decks if one.deck == "nine_x_1h25")
    printed = next(case for case in variants(warehouse, deck) if case.sum.total == "revenue")
    (right,) = printed.prints["revenue"]
    wrong = replace(right, value=right.value + 10**9)
    cases = [
        replace(printed, number=number, prints=printed.prints | {"revenue": both})
        for number, both in enumerate(([right, wrong], [wrong, right]), start=1)
    ]
    assert verdicts_of_arelle(project, arelle, tmp_path, deck, cases) == {1: True, 2: False}
