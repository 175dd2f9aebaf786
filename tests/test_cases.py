"""
Small decks that a warehouse of this kind gets wrong, each with what is right.

All that should pass is one build, what cannot be read is a second, what can be read and does not tie is a third.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT, Project, made_once
from landed import LANDINGS, Row, copy_of_project, failures, land, read, shown
from landed import built as build
from landed import refused as refuse

CASES = LANDINGS / "cases"
PASSING = (
    "break_in_series",
    "calendar",
    "csv_formula",
    "cumulative",
    "dash_component",
    "deck_order",
    "losses",
    "negative_base",
    "segments",
    "sum_across_decks",
    "truncate_and_round",
)

NIL = "nil"
# what a print is read as, in the unit of the warehouse: hundred million yen are hundreds
READ = {
    "prs_1q25": {
        "1001": ("△7.3%", "-7.3"),
        "1002": ("▲7.3", "-730"),
        "1003": ("(5)", "-500"),
        "1004": ("（5）", "-500"),
        "1005": ("(5.0)%", "-5"),
        "1006": ("(5.0%)", "-5"),
        "1008": ("−5", "-500"),
        "1009": ("－5", "-500"),
        "1010": ("‐5", "-500"),
        "1011": ("―", NIL),
        "1012": ("－", NIL),
        "1013": ("—", NIL),
        "1014": ("–", NIL),
        "1015": ("ー", NIL),
        "1016": ("─", NIL),
        "1017": ("‒", NIL),
        "1018": ("1,234.5%", "1234.5"),
        "1019": ("12.3％", "12.3"),
        "1020": ("1，234", "123400"),
        "1021": ("１２３", "12300"),
        "1022": ("△0", "0"),
        "1023": ("-0.0%", "0"),
        "1024": ("△0.0", "0"),
        "1025": ("n.m.", "not_meaningful"),
        "1026": ("N/A", "not_meaningful"),
        "1027": ("-%", NIL),
        "1028": ("－%", NIL),
        "1029": ("―%", NIL),
        "1030": ("黒字転換", "turned_to_profit"),
        "1031": ("赤字転換", "turned_to_loss"),
        "1032": ("+5", "500"),
        "1033": ("＋5", "500"),
        "1034": ("±0", "0"),
        "1035": ("±0.0%", "0"),
        "1036": ("1.2兆", "1200000"),
        "1037": ("1兆2,345億", "1234500"),
        "1038": ("45兆953億円", "45095300"),
        "1039": ("¥1,234", "123400"),
        "1043": ("△¥1,234", "-123400"),
        "1044": ("¥△1,234", "-123400"),
        "1049": ("１．５", "150"),
        "1050": ("⊿5.0", "-500"),
        "1051": ("∆5", "-500"),
        "1052": ("Δ5", "-500"),
        "1053": ("▼5", "-500"),
        "1054": ("▲ 5", "-500"),
        "1055": ("△　5", "-500"),
        "1056": ("5.0%増", "5"),
        "1057": ("5.0%減", "-5"),
        "1065": ("0", "0"),
        "1066": ("0.0", "0"),
        "1074": ("−　5", "-500"),
        "1079": ("5.0％減", "-5"),
        "1085": ("＋18.1％", "18.1"),
        "1086": ("△1,234.5％", "-1234.5"),
        "1088": ("( 5 )", "-500"),
        "1090": ("—%", NIL),
        "1091": ("ｰ", NIL),
        "1092": ("➖", NIL),
        "1093": ("⁻5", "-500"),
        "1094": ("﹣5", "-500"),
    },
    "odd_1q25": {
        "1001": ("100", "10000"),
        "1002": ("90", "9000"),
        "1004": ("2.3倍", "130"),
        "1005": ("2.3", "130"),
        "1015": ("12,345,678", "12.345678"),
        "1017": ("10", "1000"),
        "1018": ("10", "1000"),
    },
}
# what is refused: the print, or another cell of the row
REFUSED = {
    "prs_1q25": {
        "1007": "△(5)",
        # the mark of another currency than the unit
        "1040": "$1,234",
        "1041": "1 234",
        "1042": "1,234百万円",
        "1045": ".5",
        "1046": "1.",
        "1047": "007",
        "1048": "1,23",
        "1058": "2倍",
        "1059": "2.3倍",
        "1060": "50bp",
        "1070": "12,345,678,901",
        "1072": "123456789012345678901",
        "1075": "△5.0pt",
        "1076": "Ⅲ",
        "1077": "①",
        "1078": "二十",
        "1080": "*5",
        "1081": "5*",
        "1082": "5※",
        "1083": "5(注)",
        "1084": "(注)5",
        "1087": "(△5.0)",
        "1089": "（△5.0%）",
        "1095": "(1,234",
        "1096": "1,234)",
        "1097": "'5",
        "1098": "--5",
        "1099": "+-5",
        "1100": "△△5",
        "1101": "+△5",
    },
    "odd_1q25": {"1008": "CY24", "1009": "2024", "1013": "Actual", "1016": "百万米ドル"},
    "fwp_1q25": {"1001": "億円", "1002": "億円"},
    # a currency that the company does not report in
    "usd_1q25": {"1001": "百万ドル", "1003": "百万ドル"},
    "rng_1q25": {"1002": "FY25-FY24"},
}


def is_read(deck: str, row: Row) -> bool:
    return row["seq"] in READ[deck]


def is_refused(deck: str, row: Row) -> bool:
    return row["seq"] in REFUSED[deck]


def without_order(entry: Row) -> Row:
    return {column: value for column, value in entry.items() if column not in ("sequence", "corrects")}


@pytest.fixture(scope="module")
def passing(tmp_path_factory: pytest.TempPathFactory) -> Project:
    def make(root: Path) -> None:
        project = copy_of_project(root)
        for case in PASSING:
            land(project, CASES / case)
        land(project, CASES / "print_forms", rows=is_read)
        build(project)

    return Project(made_once(tmp_path_factory, "passing_cases", make))


@pytest.fixture(scope="module")
def unreadable(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What the build refuses before anything is compared."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land(project, CASES / "print_forms", rows=is_refused, without=("not_printed",))
        for case in ("print_forms_refused", "currency", "calendar_ranges"):
            land(project, CASES / case)
        refuse(project)

    return Project(made_once(tmp_path_factory, "unreadable_cases", make))


@pytest.fixture(scope="module")
def unordered(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Decks of one company of which nothing says which came first."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        land(project, CASES / "deck_order", without=("restatements",), deck_columns=without_order)
        refuse(project)

    return Project(made_once(tmp_path_factory, "unordered_cases", make))


@pytest.fixture(scope="module")
def untied(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """What can be read and does not tie."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        for case in ("touching_sums", "truncate_and_round_failing", "sum_across_decks"):
            land(project, CASES / case)
        project.edit("1002", Path("seeds/decks/qtr_4q24.csv"), printed="640")
        land(project, CASES / "break_in_series", without=("restatements",))
        refuse(project)

    return Project(made_once(tmp_path_factory, "untied_cases", make))


def income(project: Project, company: str, line_item: str, period: str, columns: str) -> tuple[str | None, ...]:
    (row,) = shown(
        project,
        f"select {columns} from marts.income_statement"
        f" where company = '{company}' and line_item = '{line_item}' and period = '{period}' and basis = 'actual'",
    )
    return row


def statuses(project: Project, company: str, kind: str) -> list[tuple[str | None, ...]]:
    """Line item, measure, period and status of each check of the kind."""
    return shown(
        project,
        "select line_item, measure, period, status from marts.tie_outs"
        f" where company = '{company}' and kind = '{kind}' order by all",
    )


def test_no_check_of_a_passing_case_is_left_open(passing: Project) -> None:
    companies = "', '".join(row["company"] for case in (*PASSING, "print_forms") for row in read(CASES / case / "companies.csv")[1])
    assert (
        shown(
            passing,
            f"select tie_out_id, status from marts.tie_outs where company in ('{companies}')"
            " and status not in ('consistent', 'uncheckable') and not is_explained",
        )
        == []
    )


@pytest.mark.parametrize(
    ("company", "line_item", "turn"), [("neg", "profit_before_tax", "loss_narrowed"), ("zer", "profit_before_tax", "from_zero")]
)
def test_a_base_that_is_not_above_zero_has_no_rate(passing: Project, company: str, line_item: str, turn: str) -> None:
    """△20 after △50 printed as +60.0%, 20 after 0 as +1,900%: landed, and marked as what cannot be checked."""
    assert income(passing, company, line_item, "1Q25", "yoy_pct, yoy_turn") == (None, turn)
    assert statuses(passing, company, "recalculation") == [(line_item, "yoy_pct", "1Q25", "uncheckable")]


def test_a_ratio_with_a_denominator_below_zero_has_no_value(passing: Project) -> None:
    assert income(passing, "den", "operating_profit", "1Q25", "amount_mn, ratio_to_revenue_pct") == ("1", None)
    assert statuses(passing, "den", "recalculation") == [("operating_margin", "level", "1Q25", "uncheckable")]


def test_amounts_are_cut_and_per_cents_are_rounded(passing: Project) -> None:
    assert statuses(passing, "trn", "recalculation") == [
        ("operating_margin", "level", "1Q25", "consistent"),
        ("revenue", "yoy_pct", "1Q25", "consistent"),
    ]
    assert income(passing, "trn", "revenue", "1Q25", "yoy_change_mn") == ("4806",)
    # eight times 33 after cutting can be 264 to 271
    assert statuses(passing, "trt", "footing") == [("parent_revenue", "level", "1Q25", "consistent")]
    assert statuses(passing, "trt", "recalculation") == [("operating_margin", "level", "1Q25", "consistent")]


def test_a_quarter_after_a_half_year_deck(passing: Project) -> None:
    columns = "amount_mn, amount_source, qoq_pct"
    assert income(passing, "cum", "revenue", "2Q25", columns) == ("13000", "calculated", "30.00")
    assert income(passing, "cum", "operating_profit", "2Q25", "amount_mn, amount_source") == ("1500", "calculated")
    assert shown(
        passing,
        "select line_item, progress_pct, rest_mn from marts.guidance"
        " where company = 'cum' and target_period = 'FY25' and basis = 'forecast' order by 1",
    ) == [("operating_profit", "50.00", "2500"), ("revenue", "46.00", "27000")]


def test_quarters_of_two_bases_add_up_to_nothing(passing: Project, tmp_path: Path) -> None:
    """One quarter of FY24 was restated, the others were not: their sum is neither the old year nor the new one."""
    quarters = (
        "select period, revenue_mn, bases from marts.quarterly_results where company = 'rst' and revenue_mn is not null order by 1"
    )
    assert shown(passing, quarters) == [
        ("1Q24", "8800", "revenue since rst_1q25"),
        ("1Q25", "9500", "revenue since rst_1q25"),
        ("2Q24", "11000", None),
        ("3Q24", "12000", None),
        ("4Q24", "13000", None),
    ]
    # MetricFlow opens the warehouse to write
    copy, answer, year = Project(tmp_path / "kessan"), tmp_path / "answer.csv", "quarter__year_period"
    shutil.copytree(passing.root, copy.root)
    query = (Path(sys.executable).with_name("mf"), "query", "--metrics", "revenue_mn,quarters", "--group-by", f"company,{year}")
    asked = copy.run(*query, "--csv", answer)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    with answer.open(encoding="utf-8", newline="") as handle:
        known = {row[year]: row["revenue_mn"] for row in csv.DictReader(handle) if row["company"] == "rst"}
    assert known["FY24"] == ""
    assert float(known["FY25"]) == 9500


def test_nine_months_have_one_name(passing: Project) -> None:
    assert shown(passing, "select period, starts_on, ends_on, value, prints from marts.facts where company = 'cm9'") == [
        ("9M25", "2025-04-01", "2025-12-31", "36000", "2")
    ]


def test_a_restatement_breaks_the_series(passing: Project) -> None:
    """1Q24 and FY24 were restated, the quarters between were not."""
    assert income(passing, "rst", "revenue", "1Q25", "amount_mn, yoy_pct, qoq_pct, qoq_source") == (
        "9500",
        "7.95",
        None,
        "not_comparable",
    )
    assert income(passing, "rst", "revenue", "1Q25", "trailing_twelve_months_mn, trailing_twelve_months_source") == (
        None,
        "not_comparable",
    )
    assert income(passing, "rst", "revenue", "FY24", "amount_mn") == ("41000",)
    assert shown(passing, "select period, previous_value, value from marts.restatements where company = 'rst' order by 1") == [
        ("1Q24", "10000", "8800"),
        ("FY24", "46000", "41000"),
    ]


def test_a_reclassification_breaks_the_series(passing: Project) -> None:
    assert shown(
        passing,
        "select revenue_yoy_pct, revenue_qoq_pct, revenue_qoq_source from marts.segment_results"
        " where company = 'seg' and segment = 'network_services' and period = '1Q25'",
    ) == [("12.50", None, "not_comparable")]


def test_a_share_split_is_followed(passing: Project) -> None:
    assert shown(passing, "select period, dividend, yoy_pct from marts.dividends where company = 'spl' order by 1") == [
        ("FY22", "45", None),
        ("FY23", "50", "11.11"),
        ("FY24", "55", "10.00"),
    ]


@pytest.mark.parametrize("company", ["twa", "twm"])
def test_decks_of_one_day_or_month_are_ordered(passing: Project, company: str) -> None:
    assert income(passing, company, "revenue", "1Q25", "amount_mn, deck") == ("11000", f"{company}_b")
    assert shown(passing, f"select deck, is_latest from marts.decks where company = '{company}' order by 1") == [
        (f"{company}_a", "false"),
        (f"{company}_b", "true"),
    ]


def test_a_dash_is_a_zero_where_the_company_says_so(passing: Project) -> None:
    """100 = 60 + 40 + －"""
    assert statuses(passing, "dsh", "footing") == [("mobile_services_revenue", "level", "1Q25", "consistent")]


def test_a_year_of_quarters_in_earlier_decks(passing: Project) -> None:
    assert shown(
        passing,
        "select status, deck from marts.tie_outs"
        " where company = 'qtr' and kind = 'period_footing' and relation = 'quarters_to_year'",
    ) == [("consistent", "qtr_4q24")]


def test_a_year_that_closes_on_the_20th(passing: Project) -> None:
    assert statuses(passing, "f20", "recalculation") == [("total_assets", "yoy_pct", "2025-02-20", "consistent")]
    assert shown(passing, "select starts_on, ends_on, months from marts.periods where company = 'f20' and period = 'FY24'") == [
        ("2024-02-21", "2025-02-20", "12")
    ]
    assert shown(
        passing,
        "select fiscal_year_end_period, quarter from intermediate.int_periods where company = 'f20' and period = '2025-02-20'",
    ) == [("2024-02-20", "4Q24")]


def test_a_year_end_that_moves(passing: Project) -> None:
    """Nine months between years from April and years from January."""
    assert shown(
        passing,
        "select period, starts_on, ends_on from marts.periods"
        " where company = 'chg' and period in ('FY24', 'FY25', '1Q26') order by 2",
    ) == [("FY24", "2024-04-01", "2025-03-31"), ("FY25", "2025-04-01", "2025-12-31"), ("1Q26", "2026-01-01", "2026-03-31")]


def test_a_year_of_fifteen_months(passing: Project) -> None:
    """4Q24累計 is twelve of its months, 5Q24 the three after them; 15 months are compared with nothing."""
    columns = "amount_mn, yoy_pct, qoq_pct, trailing_twelve_months_mn"
    assert income(passing, "lng", "revenue", "12M24", columns) == ("41000", "2.50", None, None)
    assert income(passing, "lng", "revenue", "5Q24", columns) == ("11000", "15.79", "0.00", "42500")
    assert income(passing, "lng", "revenue", "FY24", columns) == ("52000", None, None, None)
    # on July to September of the year before, its second quarter
    assert income(passing, "lng", "revenue", "1Q25", columns) == ("11300", "9.71", "2.73", "43500")
    assert ("revenue", "level", "FY24", "consistent") in statuses(passing, "lng", "period_footing")


def test_every_kind_of_period_has_a_place_in_the_workbook(passing: Project, tmp_path: Path) -> None:
    """Twelve months of a longer year are neither a year nor any other of the usual spans."""
    command = ("scripts/write_workbook.py", "--warehouse", passing.warehouse, "--folder", tmp_path, "--company", "lng")
    done = passing.run(sys.executable, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    workbook = openpyxl.load_workbook(tmp_path / "lng.xlsx")
    cells = [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row]
    shown_as = {word for value in cells if isinstance(value, str) for word in value.split()}
    assert {"5Q24", "12M24", "FY24"} <= shown_as


def test_segments_of_before_and_after_a_reclassification(passing: Project) -> None:
    """Each adds up in its own time; the adjustment of the second quarter is not what is left of one of each."""
    segments = (
        "select segment, revenue_mn, revenue_yoy_pct from marts.segment_results"
        " where company = 'rsg' and basis = 'actual' and segment <> 'consolidated' and period = "
    )
    assert shown(passing, f"{segments} '3Q25' order by 1") == [
        ("adjustment", "-100", None),
        ("segx", "2500", "25.00"),
        ("segy", "1900", "18.75"),
        ("segz", "2200", "25.71"),
    ]
    assert shown(passing, f"{segments} '2Q25'") == []
    assert shown(
        passing,
        "select relation, period from marts.tie_outs where company = 'rsg' and kind = 'footing' and status <> 'lost' order by all",
    ) == [
        ("revenue_by_new_segment", "1H24"),
        ("revenue_by_new_segment", "1H25"),
        ("revenue_by_new_segment", "9M24"),
        ("revenue_by_new_segment", "9M25"),
        ("revenue_by_old_segment", "1Q24"),
        ("revenue_by_old_segment", "1Q25"),
    ]


@pytest.mark.parametrize("company", ["rsg", "spa", "spr"])
def test_what_adds_up_of_segments_is_the_whole(passing: Project, company: str) -> None:
    """Also where no calculation gives the profit of the whole by those of the segments."""
    assert (
        shown(
            passing,
            f"select period from marts.segment_results where company = '{company}' group by period, basis having"
            " sum(case when adds_up then revenue_mn end) <> sum(case when is_total then revenue_mn end)"
            " or sum(case when adds_up then segment_profit_mn end) <> sum(case when is_total then segment_profit_mn end)",
        )
        == []
    )


def test_losses_tax_benefits_and_negative_equity(passing: Project) -> None:
    """In years of 53 and 52 weeks, with what is below zero in brackets."""
    columns = "amount_mn, yoy_pct, yoy_turn, trailing_twelve_months_mn"
    assert income(passing, "los", "operating_profit", "1Q25", columns) == ("-20", None, "loss_narrowed", "-60")
    assert income(passing, "los", "operating_profit", "FY24", columns) == ("-80", None, "turned_to_loss", "-80")
    assert income(passing, "los", "income_tax_expense", "FY24", "amount_mn") == ("-25",)
    assert income(passing, "los", "revenue", "FY24", columns) == ("1900", "-5.00", None, "1900")
    assert income(passing, "los", "revenue", "1Q25", columns) == ("520", "20.93", None, "1990")
    assert shown(
        passing, "select amount_mn from marts.balance_sheet where company = 'los' and line_item = 'total_equity' order by 1 desc"
    ) == [("5",), ("-80",), ("-115",)]
    # a profit among losses, which two sums too coarse for a digit prove
    assert shown(passing, "select seq, suspicion from intermediate.int_suspects where company = 'los'") == []


FIGURES = "staging.stg_deck_figures"
FORMS = [pytest.param(deck, seq, *form, id=f"{deck[:3]} {form[0]}") for deck, forms in READ.items() for seq, form in forms.items()]


@pytest.mark.parametrize(("deck", "seq", "printed", "expected"), FORMS)
def test_forms_that_are_read(passing: Project, deck: str, seq: str, printed: str, expected: str) -> None:
    ((was_printed, value, turn, is_nil),) = shown(
        passing, f"select printed, value, turn, is_nil from {FIGURES} where deck = '{deck}' and seq::varchar = '{seq}'"
    )
    assert was_printed == printed
    assert (NIL if is_nil == "true" and turn is None else turn or value) == expected


def bounds(project: Project, deck: str, seq: str) -> tuple[str | None, ...]:
    (row,) = shown(project, f"select lower_bound, upper_bound from {FIGURES} where deck = '{deck}' and seq::varchar = '{seq}'")
    return row


def test_what_a_read_form_stands_for(passing: Project) -> None:
    # 2.3 times is growth by 125 to 135 per cent
    assert bounds(passing, "odd_1q25", "1004") == ("125", "135")
    # a yen is the smallest amount
    assert bounds(passing, "odd_1q25", "1015") == ("12.345678", "12.345678")
    # 10億円台
    assert bounds(passing, "odd_1q25", "1018") == ("1000", "2000")


def test_pages_have_names(passing: Project) -> None:
    assert shown(
        passing,
        "select seq, page from marts.figure_audit where deck = 'odd_1q25' and seq::varchar in ('1001', '1002') order by 1",
    ) == [
        ("1001", "12-2"),
        ("1002", "A-1"),
    ]


def test_labels_arrive_as_they_were_landed(passing: Project) -> None:
    """Formulas, markup, lines and quotes are text."""
    landed = [(row["seq"], row["label"]) for row in read(CASES / "csv_formula/decks/hst_1q25.csv")[1]]
    assert shown(passing, "select seq, label from marts.figure_audit where deck = 'hst_1q25' order by seq") == landed


ROWS = [pytest.param(deck, seq, cell, id=f"{deck[:3]} {cell}") for deck, rows in REFUSED.items() for seq, cell in rows.items()]


@pytest.mark.parametrize(("deck", "seq", "cell"), ROWS)
def test_rows_that_are_refused(unreadable: Project, deck: str, seq: str, cell: str) -> None:
    found = [failure for failure in failures(unreadable) if failure.is_of_row(deck, seq)]
    assert any(failure.says(cell) for failure in found), found


def test_a_range_of_the_last_century_is_read_or_refused(unreadable: Project) -> None:
    assert any(failure.says("rng_1q25", "FY98-FY05") for failure in failures(unreadable)) or shown(
        unreadable, "select starts_on, ends_on from intermediate.int_periods where company = 'rng' and period = 'FY98-FY05'"
    ) == [("1998-04-01", "2006-03-31")]


@pytest.mark.parametrize("deck", ["twa_b", "twm_b"])
def test_decks_without_an_order_are_refused(unordered: Project, deck: str) -> None:
    """Two of one day; a month and a day in it."""
    other = deck.replace("_b", "_a")
    assert any(failure.says(deck) or failure.says(other) for failure in failures(unordered) if "figures" not in failure.test)


UNTIED = {
    "101 of three 33 that are rounded": ("hup_1q25", "mobile_services_revenue", "1Q25"),
    "97 of three 33 that are rounded": ("hup_1q25", "mobile_services_revenue", "1Q24"),
    "99 of 33, 33 and 34 that are cut": ("trs_1q25", "mobile_services_revenue", "1Q25"),
    "102 of three 33 that are cut": ("trs_1q25", "mobile_services_revenue", "1Q24"),
    "271 of eight 33 that are rounded": ("tru_1q25", "parent_revenue", "1Q25"),
    "640 of 100, 110, 120 and 130": ("qtr_4q24", "revenue", "FY24"),
    "a quarter that is restated without a row": ("rst_1q25", "revenue", "1Q24"),
    "a year that is restated without a row": ("rst_1q25", "revenue", "FY24"),
    "a segment that is restated without a row": ("seg_1q25", "network_services_revenue", "1Q24"),
    "a dividend that is halved without a row": ("spl_4q24", "dividend_per_share", "FY24"),
}


@pytest.mark.parametrize("case", UNTIED)
def test_checks_that_fail(untied: Project, case: str) -> None:
    assert any(failure.says(*UNTIED[case]) for failure in failures(untied))


def test_only_these_checks_fail(untied: Project) -> None:
    """In the same decks, what ties is not named."""
    for failure in failures(untied):
        assert any(failure.says(*expected) for expected in UNTIED.values()), failure


# the text of a deck and how it was landed: with the minus or without it
LEDGER = [
    ("（９）億円", "9", False),
    ("(9)億円", "9", False),
    ("－7億円", "7", False),
    ("‐7億円", "7", False),
    ("–7億円", "7", False),
    ("⊿7億円", "7", False),
    ("（９）億円", "（９）", True),
    ("(9)億円", "(9)", True),
    ("－7億円", "－7", True),
    ("‐7億円", "‐7", True),
    ("–7億円", "–7", True),
    ("⊿7億円", "⊿7", True),
    ("＋6.7％", "＋6.7％", True),
]


@pytest.mark.parametrize(("text", "printed", "is_right"), LEDGER)
def test_the_ledger_sees_a_lost_minus(tmp_path: Path, text: str, printed: str, is_right: bool) -> None:
    files = {
        "tiny.txt": f"{text}\n",
        "pages.csv": "first_line,last_line,page\n1,1,1\n",
        "tiny.csv": "seq,page,line_item,measure,printed,unit,qualifier,remark\n"
        f"1001,1,revenue,level,{printed},{'%' if '％' in text else '億円'},,\n",
        "deals.csv": "deck,deal,page,client_kind_ja,subject_ja,amount_printed,term_printed,revenue_starts\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    command = [sys.executable, ROOT / "scripts/ledger.py", "derive", "tiny", tmp_path / "tiny.txt", tmp_path / "pages.csv"]
    folders = ["--figures", tmp_path, "--ledgers", tmp_path, "--deals", tmp_path / "deals.csv"]
    done = subprocess.run([*command, *folders], capture_output=True, text=True, check=False)
    assert (done.returncode == 0) == is_right, done.stdout + done.stderr
    if not is_right:
        assert "the landed row has no minus sign" in done.stderr
