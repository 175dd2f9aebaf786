"""What decks state as XBRL, read and checked by Arelle: it knows nothing of this project."""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Project
from filing.publish import names
from filing.publish.check import about, check, said
from filing.publish.package import write_packages
from release_files import open_built
from reported import OF_WAREHOUSE, PACKAGES, package, reported, rows_of, run_arelle, shown

CHECK = ("--validate", "--utr", "--validationExitCode")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return reported(tmp_path_factory)


def spoilt(path: Path, report: str, change: dict[str, dict[str, Any]], to: Path) -> Path:
    """A copy of a package in which facts of a report are changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(to / path.name, "w") as target:
        changed = 0
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(f"/reports/{report}"):
                document = json.loads(content)
                for name, values in change.items():
                    document["facts"][name].update(values)
                content, changed = json.dumps(document).encode(), changed + 1
            target.writestr(entry, content)
    assert changed == 1, f"{path.name} has no report {report}"
    return to / path.name


def fact(project: Project, deck: str, line_item: str, period: str) -> str:
    """The name of a printed amount in its report."""
    ((seq,),) = shown(
        project,
        f"select min(seq) from marts.figure_audit where deck = '{deck}' and line_item = '{line_item}' and measure = 'level'"
        f" and period = '{period}' and basis = 'actual'",
    )
    return f"f{seq}"


@pytest.mark.parametrize(
    "name", ["aoba_2q25.zip", "blur_1q25.zip", "iij_1q25.zip", "nine_x_1h25.zip", "northfield_4q25.zip", OF_WAREHOUSE]
)
def test_arelle_has_nothing_to_say_and_adds_up_every_sum(project: Project, arelle: Path, name: str) -> None:
    """The command of the documentation; a package in which Arelle finds no sum would pass as well, so that they are counted."""
    found = check(package(project, name), arelle)
    assert found.messages == []
    assert found.passed
    ((facts, whole),) = shown(
        project,
        "select count(*) filter (where omitted_because is null), count(*) from intermediate.int_reported_prints"
        + ("" if name == OF_WAREHOUSE else f" where deck = '{Path(name).stem}'"),
    )
    assert found.facts == facts <= whole
    ((complete,),) = shown(
        project, f"select count(*) from intermediate.int_reported_sums where is_complete and deck = '{Path(name).stem}'"
    )
    assert found.sums == found.stated["calculations"] == complete
    if name == "iij_1q25.zip":
        assert found.sums >= 136
        assert found.reports > 50


def test_the_first_deck_has_its_footings_and_bridges(project: Project) -> None:
    counts = Counter(one.measure for one in rows_of(project).sums if one.deck == "iij_1q25" and one.omitted_because is None)
    assert counts == {"level": 137, "change": 6, "yoy_change": 4}


def test_arelle_needs_no_network_and_no_files_of_an_earlier_run(project: Project, arelle: Path, tmp_path: Path) -> None:
    done = run_arelle(arelle, tmp_path, "--file", package(project, "nine_x_1h25.zip"), *CHECK, "--calc", "c11r")
    assert (done.returncode, list(said(done.stdout + done.stderr))) == (0, [])


def test_a_wrong_digit_is_found_with_the_option_and_without_it_is_not(project: Project, arelle: Path, tmp_path: Path) -> None:
    """Why the sums are counted, and why the documentation insists on the option."""
    name = fact(project, "nine_x_1h25", "dividend_per_share", "FY24")
    wrong = spoilt(package(project, "nine_x_1h25.zip"), "FY24-actual.json", {name: {"value": "0.57"}}, tmp_path)
    with_it = check(wrong, arelle)
    assert not with_it.passed
    assert any("calc11e:inconsistentCalculationUsingRounding" in line for line in with_it.messages)
    without = run_arelle(arelle, tmp_path, "--file", wrong, *CHECK)
    assert (without.returncode, list(said(without.stdout + without.stderr))) == (0, [])


def test_a_sum_that_lost_a_part_does_not_pass(project: Project, arelle: Path, tmp_path: Path) -> None:
    """Its part in another unit is no part: Arelle adds up the rest, or nothing at all, and the count says so."""
    name = fact(project, "nine_x_1h25", "5g_revenue", "1H25")
    path = package(project, "nine_x_1h25.zip")
    with zipfile.ZipFile(path) as archive:
        dimensions = json.loads(archive.read("nine_x_1h25/reports/1H25-actual.json"))["facts"][name]["dimensions"]
    elsewhere = {"dimensions": dimensions | {"unit": "iso4217:USD"}}
    found = check(spoilt(path, "1H25-actual.json", {name: elsewhere}, tmp_path), arelle)
    assert not found.passed
    assert found.incomplete == 1


def test_a_wrong_unit_and_a_wrong_duplicate_are_found(project: Project, arelle: Path, tmp_path: Path) -> None:
    """The registry of units, and the prints of one fact that may stand only where they are consistent."""
    eps, revenue = (fact(project, "nine_x_1h25", item, "1H25") for item in ("basic_earnings_per_share", "revenue"))
    path = package(project, "nine_x_1h25.zip")
    with zipfile.ZipFile(path) as archive:
        facts = json.loads(archive.read("nine_x_1h25/reports/1H25-actual.json"))["facts"]
    assert facts[eps]["dimensions"]["unit"] == "iso4217:EUR/xbrli:shares"
    whole = {"dimensions": facts[eps]["dimensions"] | {"unit": "iso4217:EUR"}}
    again = {**facts[revenue], "value": "1234400000"}
    messages = check(
        spoilt(path, "1H25-actual.json", {eps: whole, fact(project, "nine_x_1h25", "その他_売上", "1H25"): again}, tmp_path), arelle
    ).messages
    assert any("utre:error-NumericFactUtrInvalid" in line for line in messages), messages
    assert any("oime:disallowedDuplicateFacts" in line for line in messages), messages


@pytest.mark.parametrize("language", ["ja", "en"])
def test_arelles_own_list_of_facts_is_that_of_the_marts(project: Project, arelle: Path, tmp_path: Path, language: str) -> None:
    """Every print of every company in its order: label, value, what is known of it, days, side of the books."""
    columns = ("Label", "Value", "Dec", "Period", "EntityIdentifier", "Name")
    path = package(project, OF_WAREHOUSE)
    options = ("--facts", "facts.csv", "--factListCols", " ".join(columns), "--labelLang", language)
    done = run_arelle(arelle, tmp_path, "--file", path, *options)
    assert list(said(done.stdout + done.stderr)) == []
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as handle:
        _, *listed = csv.reader(handle)
    separator = {"ja": "' '", "en": "', '"}[language]
    expected = shown(
        project,
        f"""
        select
            coalesce(standard.name_{language}, items.name_{language})
            || case when audit.measure = 'level' then '' else {separator} || measures.name_{language} end,
            audit.value,
            audit.unit,
            audit.upper_bound - audit.lower_bound,
            case when periods.period_type = 'instant' then '' else cast(periods.starts_on as varchar) end,
            cast(periods.ends_on as varchar),
            audit.company,
            audit.line_item
        from marts.figure_audit as audit
        inner join marts.line_items as items using (company, line_item)
        inner join marts.periods as periods using (company, period)
        inner join marts.decks as decks using (deck)
        inner join staging.stg_measures as measures on audit.measure = measures.measure
        inner join intermediate.int_reported_prints as prints
            on audit.figure_id = prints.figure_id and prints.omitted_because is null
        left join staging.stg_line_items as standard
            on audit.line_item = standard.line_item
            and standard.company is null
            and items.unit_family = standard.unit_family
            and items.period_kind = standard.period_kind
        order by audit.company, decks.deck_no, audit.seq
        """,
    )
    assert len(listed) == len(expected) > 1800
    for row, (label, value, unit, width, starts_on, ends_on, company, line_item) in zip(listed, expected, strict=True):
        scale = Decimal(10) ** (6 if unit.endswith("_mn") else -2 if unit in ("pct", "pt") else 0)
        assert row[0] == label
        assert Decimal(row[1]) == value * scale, row
        assert row[3:6] == [starts_on, ends_on, company], row
        assert row[6].rpartition(":")[2].partition(".")[0] == names.local_name(line_item), row
        # its interval is one step; of a number that is cut to zero, one on both sides; of an exact one, none
        steps = 0 if row[2] == "INF" else 2 if value == 0 and company == "aoba" and unit == "jpy_mn" else 1
        assert width * scale == (steps and steps * Decimal(10) ** -int(row[2])), row


@pytest.mark.parametrize(("language", "statement"), [("ja", "連結損益計算書"), ("en", "Income statement")])
def test_arelles_own_statement_is_that_of_the_mart(
    project: Project, arelle: Path, tmp_path: Path, language: str, statement: str
) -> None:
    """The presentation tree as a table: the lines of the income statement in their order, in the company's words."""
    report = package(project, "iij_1q25.zip") / "iij_1q25/reports/1Q25-actual.json"
    done = run_arelle(arelle, tmp_path, "--file", report, "--factTable", "table.csv", "--labelLang", language)
    assert list(said(done.stdout + done.stderr)) == []
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as handle:
        cells = [[cell for cell in row if cell] for row in csv.reader(handle)]
    start = cells.index([statement])
    end = next(index for index in range(start + 1, len(cells)) if cells[index] and cells[index][0][:3].isdigit())
    table = {row[0]: row[1:] for row in cells[start + 1 : end]}
    lines = shown(
        project,
        f"select facts.name_{language}, facts.value from marts.income_statement as lines"
        " inner join marts.facts as facts using (company, line_item, period, basis)"
        " where lines.company = 'iij' and lines.period = '1Q25' and lines.basis = 'actual' and facts.measure = 'level'"
        " order by lines.display_order",
    )
    assert len(lines) > 8
    assert [name for name in table if name in dict(lines)] == [name for name, _ in lines]
    # of several prints the sharpest
    assert {name: table[name] for name, _ in lines} == {name: [str(int(value * 1_000_000))] for name, value in lines}


def test_every_figure_is_a_fact_or_is_listed_with_its_reason(project: Project) -> None:
    for name in PACKAGES:
        stated = about(package(project, name))
        with zipfile.ZipFile(package(project, name)) as archive:
            reports = [json.loads(archive.read(one)) for one in archive.namelist() if "/reports/" in one]
        facts = {one[1:] for report in reports for one in report["facts"] if one.startswith("f")}
        listed = {one["figure_id"].rpartition(":")[2]: one["reason"] for one in stated["figures_omitted"]}
        seqs = shown(project, f"select seq from marts.figure_audit where deck = '{Path(name).stem}'")
        assert facts | set(listed) == {str(seq) for (seq,) in seqs}
        assert not facts & set(listed)
        assert all(listed.values())
        assert stated["facts"] == len(facts)
        assert stated["omitted_figures"] == Counter(listed.values())
        assert all(one["missing"] for one in stated["calculations_omitted"])
        assert stated["omitted_calculations"] == len(stated["calculations_omitted"])
    assert set(about(package(project, "nine_x_1h25.zip"))["omitted_figures"]) == {"hedged", "no_decimals", "no_end", "dash", "turn"}
    iij = about(package(project, "iij_1q25.zip"))
    assert [one["page"] for one in iij["figures_omitted"] if one["reason"] == "conflicting"] == ["30", "31", "37"]


def test_the_same_figures_give_the_same_bytes(project: Project, tmp_path: Path) -> None:
    with open_built(project.warehouse) as connection:
        write_packages(connection, "built", tmp_path / "again")
    for name in (*PACKAGES, OF_WAREHOUSE):
        assert (tmp_path / "again" / name).read_bytes() == package(project, name).read_bytes(), name


def test_a_release_has_the_packages_and_says_what_they_leave_out(released: Project) -> None:
    folder = released.releases / "current"
    stated = {one["file"]: one for one in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["xbrl"]}
    assert set(stated) == {"iij_1q25.zip", OF_WAREHOUSE} == {path.name for path in (folder / "xbrl").iterdir()}
    deck = about(folder / "xbrl/iij_1q25.zip")
    assert stated["iij_1q25.zip"] == {key: deck[key] for key in stated["iij_1q25.zip"]}
    assert (deck["calculations"], deck["omitted_figures"]["conflicting"]) == (147, 3)
    checksums = (folder / "SHA256SUMS").read_text(encoding="utf-8")
    assert all(f"xbrl/{name}" in checksums for name in stated)


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("revenue", "revenue"),
        ("売上_その他", "売上_その他"),
        ("5g", "_x0035_g"),
        ("a.b", "a_x002E_b"),
        ("a b&c", "a_x0020_b_x0026_c"),
        ("a_x002E_b", "a_x005F_x002E_b"),
        ("-a", "_x002D_a"),
        ("m²・①", "m_x00B2__x30FB__x2460_"),
        ("\U0001d7d8", "_x1D7D8_"),
    ],
)
def test_ids_become_names(identifier: str, name: str) -> None:
    assert names.local_name(identifier) == name


def test_no_two_ids_share_a_name() -> None:
    ids = ["a.b", "a_x002E_b", "a_b", "a-b", "_5g", "5g", "kessan", "kessan_", "KESSAN", "xml_co", "xbrli"]
    assert len({names.local_name(one) for one in ids}) == len(ids)
    assert len({names.prefix_of(one) for one in ids}) == len(ids)
    assert names.element_name("revenue", "yoy_pct") != names.element_name("revenue.yoy_pct", "level")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("write", "--output", "seeds"), "seeds: holds something else than report packages"),
        (("write", "--warehouse", "nothing.duckdb"), "nothing.duckdb: not a warehouse that `make build` built"),
        (("check", "--output", "target/none"), "`make xbrl` writes those of the last build"),
        (("check", "dbt_project.yml"), "dbt_project.yml: no package of Kessan"),
        (("check", "--arelle", "nowhere"), "`make arelle` makes its environment"),
    ],
)
def test_what_cannot_be_done_is_said(project: Project, arguments: tuple[str, ...], message: str) -> None:
    done = project.run(sys.executable, "scripts/xbrl.py", *arguments, COLUMNS="200")
    assert done.returncode == 1
    assert message in done.stderr
    assert (project.root / "seeds/reference/units.csv").exists()
