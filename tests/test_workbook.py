"""The analyst's workbook: recalculated, every cell is what the marts have; changed, its checks turn red."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from conftest import Project, made_once
from office import recalculated
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser
from reported import reported
from test_next_deck import second  # noqa: F401

GROWTH = {"Year on year": "yoy_pct", "Quarter on quarter": "qoq_pct", "Since the last fiscal year end": "ytd_pct"}
OTHER_BLOCKS = ("Change on the year, points", "Shares", "Checks")


def write(project: Project, folder: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, "scripts/write_workbook.py", "--warehouse", project.warehouse, "--folder", folder, *arguments)
    return project.run(*command)


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of IIJ and the workbooks of several companies; `recalculated` has them calculated anew."""
    project = reported(tmp_path_factory)

    def make(folder: Path) -> None:
        folder.mkdir()
        page = ("--warehouse", project.warehouse, "--company", "iij", "--output", folder / "report.html")
        done = project.run(sys.executable, "scripts/report.py", *page)
        assert done.returncode == 0, done.stderr
        done = write(project, folder)
        assert done.returncode == 0, done.stderr

    return made_once(tmp_path_factory, "workbooks", make)


@pytest.fixture(scope="session")
def anew(written: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the same workbooks as LibreOffice calculates them."""

    def make(folder: Path) -> None:
        recalculated(folder, *sorted(written.glob("*.xlsx")))

    return made_once(tmp_path_factory, "recalculated", make) / "recalculated"


@pytest.fixture(scope="session")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(reported(tmp_path_factory).warehouse, read_only=True) as connection:
        yield connection


@dataclass(frozen=True)
class Shown:
    """A number of a sheet: in which block, of what, when."""

    sheet: str
    cell: str
    block: str
    name: str
    period: str
    basis: str
    value: float | str | bool


def shown_in(sheet: Worksheet, periods: set[str]) -> Iterator[Shown]:
    """What the sheet shows, read as a person does: by the headings above and beside each cell."""
    heads: dict[int, tuple[str, str]] = {}
    block = ""
    for row in sheet.iter_rows(min_row=4):
        name = row[1].value
        above = {cell.column: str(sheet.cell(cell.row - 2, cell.column).value) for cell in row[3:]}
        if name == "Checks" and any(period in periods for period in above.values()):
            about = {column: str(sheet.cell(row[0].row - 1, column).value or "") for column in above}
            heads = {
                column: (period, basis[0] if (basis := re.findall("forecast|plan", about[column])) else "actual")
                for column, period in above.items()
                if period in periods
            }
            block = "amounts"
        elif name in GROWTH or name in OTHER_BLOCKS:
            block = str(name)
        elif name and heads:
            for cell in row[3:]:
                if cell.column in heads and cell.value is not None:
                    yield Shown(sheet.title, cell.coordinate, block, str(name), *heads[cell.column], cell.value)


Stated = tuple[str, str, str]


def known(
    marts: duckdb.DuckDBPyConnection, company: str
) -> tuple[dict[str, dict[Stated, float]], dict[str, dict[Stated, set[Stated]]]]:
    """What the marts have, by block: of a name, a period and a basis, of a day also under the periods that end on it.

    And where each may stand, of which it has to stand somewhere.
    """
    query = """
        with ratios as (
            select ratio as line_item, period, basis, ratio_pct
            from marts.ratios where company = $company and measure = 'level'
        ),
        -- an amount of a day stands in its own column, or in those of the periods that end on the day
        columns as (
            select own.period, ending.period as place from marts.periods as own
            inner join marts.periods as ending
            on own.company = ending.company and (
                own.period = ending.period
                or (own.period_type = 'instant' and own.ends_on = ending.ends_on and ending.months is not null)
            )
            where own.company = $company
        )
        select coalesce(items.name_en, items.name_ja), period, columns.place, amounts.basis, items.unit_family,
            case when items.unit_family = 'percent' then coalesce(ratios.ratio_pct, amounts.value) else amounts.value end,
            amounts.yoy_pct, amounts.qoq_pct, amounts.ytd_pct
        from marts.amounts inner join marts.line_items as items using (company, line_item)
        inner join columns using (period) left join ratios using (line_item, period, basis)
        where company = $company
        union all
        select coalesce(items.name_en, items.name_ja), ratios.period, ratios.period, ratios.basis, 'percent', ratios.ratio_pct,
            null, null, null
        from ratios inner join marts.line_items as items using (line_item) where items.company = $company
    """
    found: dict[str, dict[Stated, float]] = defaultdict(dict)
    stands: dict[str, dict[Stated, set[Stated]]] = defaultdict(lambda: defaultdict(set))
    for name, period, place, basis, family, value, *growth in marts.execute(query, {"company": company}).fetchall():
        rates = dict(zip(GROWTH.values(), growth, strict=True)) if family != "percent" else {}
        for column, number in {"amounts": value, **rates}.items():
            if number is not None:
                found[column][name, place, basis] = float(number) / (1 if column == "amounts" and family != "percent" else 100)
                stands[column][name, period, basis].add((name, place, basis))
    return found, stands


COMPANIES = ("iij", "aoba", "northfield", "blur", "9x&co.")


@pytest.mark.parametrize("company", COMPANIES)
def test_every_number_is_that_of_the_marts(anew: Path, marts: duckdb.DuckDBPyConnection, company: str) -> None:
    book = openpyxl.load_workbook(anew / f"{company}.xlsx", data_only=True)
    periods = {period for (period,) in marts.execute("select period from marts.periods where company = ?", [company]).fetchall()}
    expected, stands = known(marts, company)
    wrong, seen = [], defaultdict(set)
    for sheet in book:
        if sheet.title in ("Contents", "Guidance", "Sources"):
            continue
        for one in shown_in(sheet, periods):
            column = GROWTH.get(one.block, one.block)
            key = (one.name, one.period, one.basis)
            if isinstance(one.value, bool | str) or column not in ("amounts", *GROWTH.values()):
                continue
            seen[column].add(key)
            step = 0.0000511 if column != "amounts" or abs(one.value) < 5 else 0.000001
            if key not in expected[column] or abs(one.value - expected[column][key]) > step:
                wrong.append((one, expected[column].get(key)))
    assert wrong == []
    # and nothing is left out
    for column in ("amounts", *GROWTH.values()):
        assert [key for key, places in stands[column].items() if not places & seen[column]] == [], column


def test_no_cell_is_an_error_and_every_formula_gives_what_the_file_says(written: Path, anew: Path) -> None:
    count = 0
    for path in sorted(written.glob("*.xlsx")):
        formulas, before = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
        after = openpyxl.load_workbook(anew / path.name, data_only=True)
        for sheet in formulas:
            for row in sheet.iter_rows():
                for cell in row:
                    value = after[sheet.title][cell.coordinate].value
                    assert not (isinstance(value, str) and value.startswith("#")), (path.name, sheet.title, cell.coordinate, value)
                    if cell.data_type == "f":
                        count += 1
                        same(
                            before[sheet.title][cell.coordinate], value, f"{path.name} {sheet.title}!{cell.coordinate} {cell.value}"
                        )
    assert count > 2000


def same(cell: Cell, value: object, where: str) -> None:
    """A rate of the marts has two decimals, an amount all that it has."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        step = 0.0101 if cell.value and str(cell.number_format).startswith("#,##0.00") else 0.0000511
        assert isinstance(value, int | float), where
        assert abs(cell.value - value) <= step, f"{where}: {cell.value}, recalculated {value}"
    else:
        assert cell.value == value, where


def cell_of(sheet: Worksheet, name: str, period: str) -> Cell:
    row = next(row for row in sheet.iter_rows(min_row=8) if row[1].value == name)
    return next(cell for cell in row[3:] if sheet.cell(5, cell.column).value == period)


def statuses(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[7] if cell.value and cell.column > 3]


def test_a_changed_cell_turns_its_checks_red(written: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written / "iij.xlsx")
    sheet = book["Segment results"]
    changed = cell_of(sheet, "Network services cost of sales", "1Q25")
    assert changed.font.color.rgb == "FF0000FF"
    changed.value += 10
    book.save(tmp_path / "iij.xlsx")
    after = openpyxl.load_workbook(recalculated(tmp_path, tmp_path / "iij.xlsx") / "iij.xlsx", data_only=True)
    column = changed.column
    assert str(after["Segment results"].cell(7, column).value).startswith("✗")
    assert sum(status.startswith("✗") for status in statuses(after["Segment results"])) == 1
    # the same check stands on the income statement, whose amounts are in it
    assert any(status.startswith("✗") for status in statuses(after["Income statement"]))
    assert str(after["Contents"]["A4"].value).startswith("✗")
    assert any(cell.value is False for row in after["Segment results"].iter_rows() for cell in row)


def test_a_change_within_what_rounding_allows_is_none(written: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written / "iij.xlsx")
    sheet = book["Segment results"]
    changed = cell_of(sheet, "Network services cost of sales", "1Q25")
    changed.value += 0.4
    book.save(tmp_path / "iij.xlsx")
    after = openpyxl.load_workbook(recalculated(tmp_path, tmp_path / "iij.xlsx") / "iij.xlsx", data_only=True)
    assert str(after["Contents"]["A4"].value).startswith("✓")


def test_red_is_what_does_not_hold_and_no_empty_cell(written: Path) -> None:
    sheet = openpyxl.load_workbook(written / "iij.xlsx")["Income statement"]
    rules = [(str(area.sqref), rule.formula) for area in sheet.conditional_formatting for rule in area.rules]
    assert any("ISLOGICAL" in formula[0] and "NOT(" in formula[0] for _, formula in rules)
    assert any("LEFT(" in formula[0] for _, formula in rules)


def test_the_same_marts_give_the_same_bytes(written: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (tmp_path / "report.html").write_bytes((written / "report.html").read_bytes())
    done = write(reported(tmp_path_factory), tmp_path)
    assert done.returncode == 0, done.stderr
    names = [path.name for path in sorted(tmp_path.glob("*.xlsx"))]
    assert names == sorted(f"{company}.xlsx" for company in COMPANIES)
    assert [(tmp_path / name).read_bytes() == (written / name).read_bytes() for name in names] == [True] * len(names)


def test_printed_numbers_are_blue_with_page_and_print_and_others_black(written: Path, marts: duckdb.DuckDBPyConnection) -> None:
    book = openpyxl.load_workbook(written / "iij.xlsx")
    printed = {row for row in marts.execute("select page, printed from marts.figure_audit where company = 'iij'").fetchall()}
    blue = 0
    for sheet in book:
        if sheet.title in ("Contents", "Sources"):
            continue
        for cell in (cell for row in sheet.iter_rows(min_row=8, min_col=4) for cell in row):
            if cell.data_type == "f":
                assert cell.font.color is None or cell.font.color.rgb != "FF0000FF", (sheet.title, cell.coordinate)
            elif cell.data_type == "n" and cell.value is not None and cell.font.color.rgb == "FF0000FF":
                blue += 1
                first = cell.comment.text.split("\n")[0] if cell.comment else ""
                found = re.search(r"iij_1q25 p\. (\S+): (.+)", cell.comment.text if cell.comment else "")
                assert found, (sheet.title, cell.coordinate, first)
                assert any(page == found[1] and found[2].removeprefix("約").startswith(text) for page, text in printed), first
    assert blue > 800


def test_a_cell_leads_to_its_number_in_the_report(written: Path, browser: Browser) -> None:
    sheet = openpyxl.load_workbook(written / "iij.xlsx")["Income statement"]
    links = {cell.hyperlink.location: cell for row in sheet.iter_rows() for cell in row if cell.hyperlink and cell.hyperlink.target}
    assert all(cell.hyperlink.target == "report.html" for cell in links.values())
    page = browser.new_page()
    page.goto(f"{(written / 'report.html').as_uri()}#revenue:level:1Q25:actual")
    assert "revenue:level:1Q25:actual" in links
    page.wait_for_selector("#source[open]")
    assert "76,821" in page.inner_text("#source")
    page.close()


def test_links_are_of_the_company_that_the_report_is_on(written: Path) -> None:
    for company in ("aoba", "northfield"):
        with zipfile.ZipFile(written / f"{company}.xlsx") as file:
            assert not any(b"report.html" in file.read(name) for name in file.namelist() if name.endswith(".rels")), company


def test_forecasts_are_marked_and_panes_and_pages_are_set(written: Path) -> None:
    sheet = openpyxl.load_workbook(written / "iij.xlsx")["Income statement"]
    forecast = next(cell for cell in sheet[6] if cell.value and "forecast" in str(cell.value))
    actual = next(cell for cell in sheet[6] if cell.value and "actual" in str(cell.value))
    assert forecast.fill.fgColor.rgb != actual.fill.fgColor.rgb
    assert sheet.freeze_panes == "D8"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$7"
    assert sheet.print_title_cols == "$A:$C"


def test_a_null_says_why(written: Path) -> None:
    book = openpyxl.load_workbook(written / "iij.xlsx")
    reasons = {
        str(cell.value)
        for sheet in book
        if sheet.title not in ("Contents", "Sources", "Guidance")
        for row in sheet.iter_rows(min_row=8, min_col=4)
        for cell in row
        if cell.data_type == "s" and cell.font.italic
    }
    assert "too coarse" in reasons
    assert "not stated" in reasons


def test_texts_that_begin_a_formula_stay_texts(project: Project, tmp_path: Path, built: Project) -> None:
    project.warehouse.parent.mkdir(exist_ok=True)
    project.warehouse.write_bytes(built.warehouse.read_bytes())
    with duckdb.connect(project.warehouse) as connection:
        connection.execute("update marts.line_items set name_en = '=1+1' where line_item = 'revenue'")
        connection.execute("update marts.line_items set name_ja = '@売上' where line_item = 'revenue'")
        connection.execute("update marts.figure_audit set label = '+cmd' where line_item = 'revenue'")
    done = write(project, tmp_path, "--company", "iij")
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "iij.xlsx")
    begun = ("=1+1", "@売上", "+cmd")
    odd = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value).startswith(begun)]
    assert len(odd) > 5
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in odd)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--company", "nobody"), "companies: "),
        (("--warehouse", "nowhere.duckdb"), "nowhere.duckdb does not exist; run `make build` first"),
    ],
)
def test_what_cannot_be_written_is_told_and_leaves_nothing(
    tmp_path: Path, built: Project, arguments: tuple[str, ...], message: str
) -> None:
    done = write(built, tmp_path, *arguments)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_release_holds_the_workbook(released: Project, tmp_path: Path) -> None:
    current = released.releases / "current"
    done = released.run(
        sys.executable, "scripts/write_workbook.py", "--warehouse", current / "kessan.duckdb", "--folder", tmp_path, "--report",
        current / "report.html",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "iij.xlsx").read_bytes() == (current / "iij.xlsx").read_bytes()
    assert "  iij.xlsx\n" in (current / "SHA256SUMS").read_text(encoding="utf-8")
    book = openpyxl.load_workbook(current / "iij.xlsx")
    assert isinstance(book.properties.created, date | datetime)


def test_what_was_restated_is_marked_and_what_changed_in_guidance_is_told(second: Project, tmp_path: Path) -> None:  # noqa: F811
    done = write(second, tmp_path)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "iij.xlsx")
    sheet = book["KPIs"]
    row = next(row for row in sheet.iter_rows() if row[1].value == "Total contracted bandwidth")
    restated = next(cell for cell in row[3:] if cell.value == 14203)
    heading = next(
        cell for number in range(row[0].row, 0, -1) if "restated" in str((cell := sheet.cell(number, restated.column)).value)
    )
    unmarked = next(cell for cell in row[3:] if cell.value == 10580)
    assert restated.fill.fgColor.rgb == heading.fill.fgColor.rgb != unmarked.fill.fgColor.rgb
    assert "restated in iij_2q25 (error_correction): 14,329 in iij_1q25" in restated.comment.text
    guidance = {row[1].value: row for row in book["Guidance"].iter_rows() if row[11].value == "iij_2q25"}
    revenue = guidance["Revenue"]
    assert [cell.value for cell in revenue[3:9]] == ["FY25", "forecast", 340000, "2025-05", 345000, "2025-11-07"]
    assert "3,400億円 (p. 3)" in revenue[5].comment.text and "3,450億円 (p. 3)" in revenue[7].comment.text
    assert revenue[9].value == f"=H{revenue[0].row}-F{revenue[0].row}"
