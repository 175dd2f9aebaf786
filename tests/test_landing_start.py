"""First decks of companies that print as Japanese and American releases do: periods, units, signs and names from the page alone."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from landing.dictionary import read_company
from landing.fiscal import Calendar
from landing.names import Names
from landing.project import ROOT
from landing.proposal import LIKELY, Number
from landing.start import start

COMPANIES = [
    {"company": "kawabe", "name_ja": "河辺製作所", "name_en": "Kawabe Works", "currency": "JPY", "accounting_standard": "JGAAP"},
    {
        "company": "alder",
        "name_ja": "Alder Pumps Inc.",
        "name_en": "Alder Pumps Inc.",
        "currency": "USD",
        "accounting_standard": "US GAAP",
    },
]
MONTHS = {"kawabe": "4", "alder": "1"}
SUMMARY = """河辺製作所
売上高 営業利益 経常利益
百万円 ％ 百万円 ％ 百万円 ％
2026年3月期中間期 41,020 5.1 2,310 ▲7.4 2,405 ▲3.0
2025年3月期中間期 39,030 2.2 2,495 8.8 2,480 9.1"""
STATEMENT = """河辺製作所
（単位：千円）
前第1四半期連結累計期間
(自　2024年4月1日
至　2024年6月30日)
当第1四半期連結累計期間
(自　2025年4月1日
至　2025年6月30日)
売上高 1,900,210 2,050,118
営業利益又は営業損失（△） △31,877 20,455
有形固定資産合計 801,233 812,400"""
RELEASE = """Alder Pumps Inc.
(in thousands)
Three Months Ended September 30, Nine Months Ended September 30,
2025 2024 2025 2024
Net sales $ 301,220 $ 290,118 $ 880,410 $ 861,077
Net cash used in investing activities (11,020) (12,338) (35,110) (40,702)"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("first")
    shutil.copytree(ROOT / "seeds", root / "seeds")
    shutil.copy(ROOT / "dbt_project.yml", root)
    path = root / "seeds/reference/companies.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        columns = next(csv.reader(handle))
    with path.open("a", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns, restval="", lineterminator="\n")
        for row in COMPANIES:
            its = {"fiscal_year_named_by": "end", "fiscal_year_start_month": MONTHS[row["company"]], "dash": "nothing"}
            writer.writerow(row | its | {"securities_code": row["company"].upper()})
    return root


def started(root: Path, tmp_path: Path, company: str, text: str) -> list[Number]:
    (tmp_path / "deck.txt").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "pages.csv").write_text(f"first_line,last_line,page\n1,{len(text.splitlines())},1\n", encoding="utf-8")
    files = {"text": tmp_path / "deck.txt", "pages": tmp_path / "pages.csv"}
    proposal = start(company, f"{company}_first", **files, base=tmp_path / "landing", root=root, tell=lambda said: None)
    return [number for number in proposal.numbers if number.is_figure]


def told(numbers: list[Number], *line_items: str) -> list[tuple[str, str, str, str, str]]:
    return [
        (number.line_item, number.measure, number.period, number.printed, number.unit)
        for number in numbers
        if number.line_item in line_items
    ]


def test_line_items_over_the_columns_name_the_numbers_of_each_period(root: Path, tmp_path: Path) -> None:
    numbers = started(root, tmp_path, "kawabe", SUMMARY)
    assert told(numbers, "operating_profit") == [
        ("operating_profit", "level", "1H26", "2,310", "百万円"),
        ("operating_profit", "yoy_pct", "1H26", "△7.4", "%"),
        ("operating_profit", "level", "1H25", "2,495", "百万円"),
        ("operating_profit", "yoy_pct", "1H25", "8.8", "%"),
    ]
    assert len(told(numbers, "revenue", "operating_profit", "ordinary_profit")) == 12


def test_periods_between_two_days_head_the_columns_of_a_statement(root: Path, tmp_path: Path) -> None:
    numbers = started(root, tmp_path, "kawabe", STATEMENT)
    assert told(numbers, "revenue", "operating_profit") == [
        ("revenue", "level", "1Q25", "1,900,210", "千円"),
        ("revenue", "level", "1Q26", "2,050,118", "千円"),
        ("operating_profit", "level", "1Q25", "△31,877", "千円"),
        ("operating_profit", "level", "1Q26", "20,455", "千円"),
    ]


def test_what_stands_before_a_name_makes_it_another(root: Path, tmp_path: Path) -> None:
    numbers = started(root, tmp_path, "kawabe", STATEMENT)
    assert not told(numbers, "non_current_assets")
    assert Names(read_company("kawabe", root)).find("固定資産合計")[0] == "non_current_assets"


def test_years_under_months_ended_are_quarters_and_years_to_date(root: Path, tmp_path: Path) -> None:
    """The years are no figures, and what stands in brackets is below zero."""
    numbers = started(root, tmp_path, "alder", RELEASE)
    assert told(numbers, "revenue") == [
        ("revenue", "level", "3Q25", "$ 301,220", "$ thousand"),
        ("revenue", "level", "3Q24", "$ 290,118", "$ thousand"),
        ("revenue", "level", "9M25", "$ 880,410", "$ thousand"),
        ("revenue", "level", "9M24", "$ 861,077", "$ thousand"),
    ]
    assert [number.printed for number in numbers if number.line_item == "investing_cash_flow"] == [
        "(11,020)",
        "(12,338)",
        "(35,110)",
        "(40,702)",
    ]
    assert len(numbers) == 8


def test_a_part_is_named_with_the_whole_over_it(tmp_path: Path, root: Path) -> None:
    """Two tables side by side have parts of the same name: each is of the row over it in its own."""
    names = {"使用権資産（倉庫リース）": "warehouse_rights", "リース負債（倉庫リース）": "warehouse_debts"}
    path = root / "seeds/reference/line_items.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    if not any(row["line_item"] in names.values() for row in rows):
        like = next(row for row in rows if row["line_item"] == "total_assets")
        rows += [like | {"line_item": item, "company": "kawabe", "name_ja": name, "name_en": item} for name, item in names.items()]
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    text = """河辺製作所 第1四半期
単位：百万円
25年3月末 25年6月末 25年3月末 25年6月末
使用権資産 4,500 4,400 リース負債 4,700 4,600
うち、倉庫リース 1,120 1,110 うち、倉庫リース 1,130 1,140"""
    numbers = started(root, tmp_path, "kawabe", text)
    assert [number.line_item for number in numbers[-4:]] == ["warehouse_rights"] * 2 + ["warehouse_debts"] * 2


TABLES = """河辺製作所
売上高 25/3期 1Q 26/3期 1Q 増減額 増減率
機械 301.2 322.4 +21.2 +7.0%
合計 390.3 413.0 +22.7 +5.8%
26/3期 通期予想 増減率 26/3期 1Q 進捗率
営業利益 40.2 +5.1% 9.9 24.6%"""


def test_the_total_of_a_table_is_what_the_table_is_of(root: Path, tmp_path: Path) -> None:
    numbers = started(root, tmp_path, "kawabe", TABLES)
    assert [row[1:4] for row in told(numbers, "revenue")] == [
        ("level", "1Q25", "390.3"),
        ("level", "1Q26", "413.0"),
        ("yoy_change", "1Q26", "+22.7"),
        ("yoy_pct", "1Q26", "+5.8%"),
    ]


def test_progress_is_no_margin(root: Path, tmp_path: Path) -> None:
    numbers = started(root, tmp_path, "kawabe", TABLES)
    assert not told(numbers, "operating_margin")
    assert [row[1:4] for row in told(numbers, "operating_profit")] == [
        ("level", "FY26", "40.2"),
        ("yoy_pct", "FY26", "+5.1%"),
        ("level", "1Q26", "9.9"),
    ]


def test_a_row_without_a_known_name_has_one_id_and_the_periods_of_its_columns(root: Path, tmp_path: Path) -> None:
    its = [number for number in started(root, tmp_path, "kawabe", TABLES) if number.label == "機械"]
    assert len({number.line_item for number in its}) == 1
    assert [(number.measure, number.period) for number in its] == [
        ("level", "1Q25"),
        ("level", "1Q26"),
        ("yoy_change", "1Q26"),
        ("yoy_pct", "1Q26"),
    ]


RELATIVE = """河辺製作所 2026年3月期 第1四半期
（単位：百万円）
・売上高は前年同期比△5.8%の39,000百万円
前年同期 百分比 当期 百分比 増減額
売上高 41,400 100.0% 39,000 100.0% △2,400
営業外収益 312 150 △162
営業利益 2,070 5.0% 2,340 6.0% +270
前期末 当四半期末 増減額
資産合計 90,100 91,500 +1,400
受注残高 61,200 52,066 △9,134
地域別売上高
前年同期 当期 増減率
北米 7,085 6,867 △3.1%
合計 41,400 39,000 △5.8%
前期実績 今期予想 増減率 進捗率
経常利益 10,490 9,400 △10.4% 24.9%"""


def test_headings_that_say_how_far_away_a_period_is(root: Path, tmp_path: Path) -> None:
    """In a deck of a first quarter 前年同期 is the one a year before, 前期末 the last year end, 前期 beside a forecast a year."""
    numbers = started(root, tmp_path, "kawabe", RELATIVE)
    assert [row[1:4] for row in told(numbers, "revenue")] == [
        ("yoy_pct", "1Q26", "△5.8%"),
        ("level", "1Q26", "39,000"),
        ("level", "1Q25", "41,400"),
        ("level", "1Q26", "39,000"),
        ("yoy_change", "1Q26", "△2,400"),
        # the total of a table by region
        ("level", "1Q25", "41,400"),
        ("level", "1Q26", "39,000"),
        ("yoy_pct", "1Q26", "△5.8%"),
    ]
    assert [row[1:4] for row in told(numbers, "operating_margin")] == [("level", "1Q25", "5.0%"), ("level", "1Q26", "6.0%")]
    assert [row[1:4] for row in told(numbers, "total_assets")] == [
        ("level", "2025-03-31", "90,100"),
        ("level", "2025-06-30", "91,500"),
        ("change", "2025-06-30", "+1,400"),
    ]
    assert [row[1:4] for row in told(numbers, "ordinary_profit")] == [
        ("level", "FY25", "10,490"),
        ("level", "FY26", "9,400"),
        ("yoy_pct", "FY26", "△10.4%"),
    ]


def test_a_row_with_a_name_of_its_own_is_told_by_no_sum(root: Path, tmp_path: Path) -> None:
    """And how much of a year is reached is of the quarter, not of the year that is forecast."""
    numbers = started(root, tmp_path, "kawabe", RELATIVE)
    assert {number.line_item.partition(":")[0] for number in numbers if number.label == "営業外収益"} == {"new"}
    (progress,) = (number for number in numbers if number.printed == "24.9%")
    assert (progress.period, progress.basis) == ("1Q26", "actual")


@pytest.mark.parametrize(
    ("current", "text", "periods"),
    [
        ("1Q26", "前年同期 当第1四半期 増減額", ["1Q25", "1Q26"]),
        ("1H26", "前中間期 当中間期", ["1H25", "1H26"]),
        ("1H26", "前年同四半期 当四半期累計", ["1H25", "1H26"]),
        ("9M26", "前年度末 当第3四半期末", ["2025-03-31", "2025-12-31"]),
        ("FY26", "前期 当期 来期予想", ["FY25", "FY26", "FY27"]),
        ("FY26", "前期実績 今期予想", ["FY26", "FY27"]),
        ("1Q26", "前期 当期", ["1Q25", "1Q26"]),
        ("1Q26", "前期実績 当期 通期計画", ["FY25", "1Q26", "FY26"]),
        ("1Q26", "前四半期 当四半期", ["4Q25", "1Q26"]),
        ("1Q26", "prior year quarter current quarter", ["1Q25", "1Q26"]),
        # comparisons, and names that begin as a period does
        ("1Q26", "前年同期比 前期比 前期末比 当期純利益 当期首残高", []),
        # nothing where the document's own period is not known
        ("", "前年同期 当期", []),
    ],
)
def test_periods_told_by_the_document_s_own(current: str, text: str, periods: list[str]) -> None:
    calendar = Calendar(4, "end", current)
    assert [label.periods[0] for label in calendar.labels(text)] == periods


SENTENCES = """Alder Pumps Inc. Second Quarter 2025
in thousands
• Net sales of $301,220, down 3.2% year over year
• Gross profit was $90,366; operating margin of 8.8%
• 12 stores fewer, down 4 from March"""


def test_english_sentences_name_their_numbers_and_say_that_they_fell(root: Path, tmp_path: Path) -> None:
    numbers = started(root, tmp_path, "alder", SENTENCES)
    assert [(number.line_item, number.printed, number.period) for number in numbers if number.confidence == LIKELY] == [
        ("revenue", "$301,220", "2Q25"),
        ("gross_profit", "$90,366", "2Q25"),
        ("operating_margin", "8.8%", "2Q25"),
    ]
    assert [number.printed for number in numbers if "down" in number.printed] == ["down 3.2%"]


def test_a_figure_that_a_page_states_twice_can_be_landed_twice(root: Path, tmp_path: Path) -> None:
    its = [number for number in started(root, tmp_path, "kawabe", RELATIVE) if number.printed in ("41,400", "39,000")]
    assert [(number.label, number.printed) for number in its] == [
        ("売上高は前年同期比", "39,000"),
        ("売上高", "41,400"),
        ("売上高", "39,000"),
        ("合計", "41,400"),
        ("合計", "39,000"),
    ]
    again = started(root, tmp_path, "kawabe", RELATIVE + "\n前年同期 当期\n売上高 41,400 39,000")
    assert [number.label for number in again if number.printed == "39,000"][-1] == "売上高 (2)"
