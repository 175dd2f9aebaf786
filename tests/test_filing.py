"""Filings landed by the command, in the forms of EDINET, TDnet and the SEC; what the decks of their quarters are held to."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import Project, made_once
from filed import (
    BALANCE,
    CASH_FLOW,
    DEI,
    HALF_BEFORE,
    SEGMENTS,
    STATEMENTS,
    STEM,
    SUMMARY,
    TEN_Q,
    half_year_report,
    iij_tanshin,
    next_tanshin,
    revision,
    tanshin,
    ten_q,
    yen,
)
from filing import facts, package, periods
from filings import Said, Told, second_reading, zipped
from landed import LANDINGS, built, copy_of_project, failures, land, refused, shown

CSV = Path("seeds/decks")


def file(project: Project, arelle: Path, company: str, path: Path, *options: str) -> str:
    """Land a filing as a user would."""
    done = project.run(sys.executable, "scripts/land.py", "filing", company, path, *options, KESSAN_ARELLE=str(arelle))
    assert done.returncode == 0, done.stderr
    return done.stdout


def companies(root: Path) -> Project:
    project = copy_of_project(root)
    for company in ("aoba", "northfield"):
        land(project, LANDINGS / "companies" / company)
    return project


def tree(root: Path) -> dict[str, bytes]:
    """Every file that landing could touch."""
    paths = [*root.glob("seeds/**/*.csv"), *root.glob("filings/*"), *root.glob("*.yml"), *root.glob("seeds/**/.*")]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, arelle: Path) -> Project:
    """Two companies with their decks and what they filed of the same quarters, and companies with odd years; built once."""

    def make(root: Path) -> None:
        project = companies(root)
        land(project, LANDINGS / "cases" / "calendar")
        filings = root / "target/filings"
        file(project, arelle, "aoba", zipped(tanshin(filings / "tanshin"), filings / "tanshin.zip"))
        file(project, arelle, "aoba", half_year_report(filings / "half"))
        file(project, arelle, "aoba", next_tanshin(filings / "next"))
        file(project, arelle, "northfield", ten_q(filings / "10q"), "--published-on", "2025-08-01")
        file(project, arelle, "iij", iij_tanshin(filings / "iij"))
        file(project, arelle, "aoba", revision(filings / "revision"))
        built(project)

    return Project(made_once(tmp_path_factory, "filed", make))


# ---- what is read


def read(folder: Path) -> tuple[list[facts.Fact], list[Path]]:
    with package.opened(folder) as opened:
        instances = [report.instance for report in opened.reports if report.instance]
        documents = [path for report in opened.reports for path in ([report.instance] if report.instance else report.inline)]
        assert instances or documents
        return facts.read(opened), documents


def told(fact: facts.Fact) -> Told:
    """A fact in the words of the second reader; it does not transform texts."""
    value = None if fact.is_nil else str(fact.value) if fact.is_number else fact.text
    return fact.concept.rpartition(":")[2], fact.context, value


def counted(found: list[Told], *, with_texts: bool = True) -> Counter[Told]:
    """Equal numbers are equal however many zeros end them."""
    plain = []
    for concept, context, value in found:
        try:
            value = None if value is None else f"{Decimal(value).normalize():f}"
        except ArithmeticError:
            value = value if with_texts else "text"
        plain.append((concept, context, value))
    return Counter(plain)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (half_year_report, len(DEI) + len(STATEMENTS) + len(SEGMENTS)),
        (lambda folder: half_year_report(folder, with_instance=False), len(DEI) + len(STATEMENTS) + len(SEGMENTS)),
        (tanshin, len(SUMMARY) + len(BALANCE) + len(CASH_FLOW)),
        (ten_q, len(TEN_Q)),
    ],
    ids=["edinet", "edinet_inline_alone", "tdnet", "sec"],
)
def test_every_fact_is_read_as_a_second_reader_reads_it(
    tmp_path: Path, arelle: Path, monkeypatch: pytest.MonkeyPatch, make: object, expected: int
) -> None:
    monkeypatch.setenv("KESSAN_ARELLE", str(arelle))
    found, documents = read(make(tmp_path))  # type: ignore[operator]
    assert len(found) == expected
    second = second_reading(documents)
    # dates that a document writes in words are transformed by Arelle alone
    texts = "inline" not in {path.suffix for path in documents} and all(path.suffix in (".xbrl", ".xml") for path in documents)
    assert counted([told(fact) for fact in found], with_texts=texts) == counted(second, with_texts=texts)


def test_the_instance_and_its_inline_documents_give_the_same_figures(filed: Project, tmp_path: Path, arelle: Path) -> None:
    """Page, line and print are the inline document's either way."""
    project = companies(tmp_path / "kessan")
    file(project, arelle, "aoba", half_year_report(tmp_path / "half", with_instance=False))
    assert project.rows(CSV / "aoba_2q25_ssr.csv") == filed.rows(CSV / "aoba_2q25_ssr.csv")


def figure(project: Project, deck: str, line_item: str, period: str, **cells: str) -> dict[str, str]:
    wanted = {"line_item": line_item, "period": period, "measure": "level", **cells}
    (row,) = (row for row in project.rows(CSV / f"{deck}.csv") if wanted.items() <= row.items())
    return row


def test_a_figure_is_as_the_document_shows_it_and_says_where(filed: Project) -> None:
    assert figure(filed, "aoba_2q25_ssr", "profit_before_tax", "1H24") == {
        "seq": "17",
        "page": "2",
        "section": "0104020",
        "label": "税金等調整前中間純利益",
        "line_item": "profit_before_tax",
        "measure": "level",
        "period": "1H24",
        "basis": "actual",
        "as_of": "",
        "printed": "△949,022",
        "unit": "千円",
        "qualifier": "",
        "remark": f"jppfs_cor:IncomeBeforeIncomeTaxes, InterimDuration, 0104020_honbun_{STEM}_ixbrl.htm:14",
    }


def test_dates_say_the_period_and_ids_do_not(filed: Project) -> None:
    """The half year of this report has contexts that call it the year before, and balances at the day of filing."""
    rows = filed.rows(CSV / "aoba_2q25_ssr.csv")
    assert {row["period"] for row in rows} == {"1H24", "1H25"}
    assert figure(filed, "aoba_2q25_ssr", "revenue", "1H25")["printed"] == "13,067,162"
    # 52 weeks to the last Saturday of September
    assert {row["period"] for row in filed.rows(CSV / "northfield_3q25_10q.csv")} == {"3Q25", "3Q24", "9M25", "2025-06-28"}


def test_forecasts_ranges_dividends_and_rates_of_a_tanshin(filed: Project) -> None:
    rows = [
        (row["line_item"], row["measure"], row["period"], row["basis"], row["printed"], row["unit"])
        for row in filed.rows(CSV / "aoba_2q25_tanshin.csv")
    ]
    assert ("revenue", "level", "FY25", "forecast", "26,400", "百万円") in rows
    assert ("revenue", "yoy_pct", "FY25", "forecast", "6.5", "%") in rows
    assert ("basic_earnings_per_share", "level", "FY25", "forecast", "40.10～43.50", "円") in rows
    assert ("dividend_per_share", "level", "FY24", "actual", "22.00", "円") in rows
    assert ("year_end_dividend_per_share", "level", "FY25", "forecast", "12.50", "円") in rows
    assert ("equity_ratio", "level", "2025-06-30", "actual", "52.8", "%") in rows
    # the interim dividend is stated of a year that is not over
    assert not [row for row in rows if row[0] == "interim_dividend_per_share" and row[2] == "FY25"]


def test_the_rest_of_the_facts_is_counted_and_listed(filed: Project) -> None:
    with (filed.root / "filings/aoba_2q25_ssr.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert Counter(row["outcome"] for row in rows) == {
        "landed": 17,
        "text": 9,
        "shown again": 1,
        "no line item": 1,
        "non-consolidated": 1,
        "nil": 1,
    }
    (left,) = (row for row in rows if row["outcome"] == "no line item")
    assert (left["concept"], left["value"]) == ("jppfs_cor:GoodwillAmortization", "12345000")
    assert [row["fact"] for row in rows] == [str(number) for number in range(1, 31)]


def test_landing_twice_changes_nothing(filed: Project, arelle: Path) -> None:
    before = tree(filed.root)
    # its folder, its manifest, its instance are the same filing
    for path in ("half", "half/XBRL/PublicDoc", "half/XBRL/PublicDoc/manifest_PublicDoc.xml", f"half/XBRL/PublicDoc/{STEM}.xbrl"):
        told = file(filed, arelle, "aoba", filed.root / "target/filings" / path)
        assert "aoba_2q25_ssr is landed already; nothing changed" in told, path
    told = file(filed, arelle, "aoba", filed.root / "target/filings/tanshin.zip")
    assert "aoba_2q25_tanshin is landed already; nothing changed" in told
    assert tree(filed.root) == before


# ---- what it is held against


def test_the_decks_tie_to_their_filings(filed: Project) -> None:
    """Form by form: how many facts both state, how many the filing confirms, and to which digit."""
    assert shown(
        filed,
        "select deck, filing, sum(compared)::int, sum(confirmed)::int, sum(sharpened)::int, sum(contradicted)::int"
        " from marts.deck_against_filing group by all order by 1, 2",
    ) == [
        ("aoba_2q25", "aoba_2q25_ssr", "17", "17", "5", "0"),
        ("aoba_2q25", "aoba_2q25_tanshin", "31", "31", "10", "0"),
        ("aoba_2q25_ssr", "aoba_2q25_tanshin", "6", "6", "0", "0"),
        ("aoba_3q25", "aoba_3q25_tanshin", "2", "2", "0", "0"),
        ("iij_1q25", "iij_1q25_tanshin", "4", "4", "2", "0"),
        ("northfield_3q25", "northfield_3q25_10q", "14", "14", "0", "0"),
    ]
    assert shown(
        filed,
        "select facts, compared, confirmed, confirmed_in_full, sharpened, confirmed_to, contradictions"
        " from marts.deck_against_filing where filing = 'aoba_2q25_ssr' and deck = 'aoba_2q25' and statement = 'income_statement'",
    ) == [("56", "12", "12", "12", "0", "1 千円 (12)", None)]


def test_each_pair_is_a_cross_print(filed: Project) -> None:
    pairs = "kind = 'cross_print' and relation <> 'prints'"
    assert shown(filed, f"select count(*), min(status), max(status) from marts.tie_outs where {pairs}") == [
        ("74", "consistent", "consistent")
    ]
    assert shown(
        filed,
        "select printed, addends from marts.tie_outs"
        " where tie_out_id = 'cross_print:aoba_2q25_ssr:aoba_2q25:domestic_revenue:level:1H25:actual'",
    ) == [("9,622百万円 (p. 4)", "+ 9,622,501千円 (p. 3) in aoba_2q25_ssr")]


def test_a_filing_sharpens_what_its_deck_states(filed: Project) -> None:
    assert shown(
        filed,
        "select line_item, amount_mn, amount_source, deck from marts.balance_sheet"
        " where company = 'aoba' and period = '2025-06-30' and line_item in ('total_assets', 'total_equity') order by 1",
    ) == [
        ("total_assets", "27726.113", "printed", "aoba_2q25_tanshin"),
        ("total_equity", "15085.566", "printed", "aoba_2q25_tanshin"),
    ]


def test_a_filing_of_a_deck_whose_day_is_not_known(filed: Project) -> None:
    """
    The month is enough to order both. 166.9億円 gets the digits of the filing, and the tax that the deck prints as △1,928 is
    the expense that XBRL states without a sign.
    """
    assert shown(
        filed,
        "select line_item, amount_mn, amount_source, deck from marts.income_statement where company = 'iij'"
        " and period = '1Q25' and basis = 'actual' and line_item in ('gross_profit', 'income_tax_expense') order by 1",
    ) == [
        ("gross_profit", "16693.204", "printed", "iij_1q25_tanshin"),
        ("income_tax_expense", "1928.011", "printed", "iij_1q25_tanshin"),
    ]
    assert shown(
        filed,
        "select known_to from intermediate.int_filing_pairs as pairs inner join intermediate.int_line_items using (line_item_id)"
        " where deck = 'iij_1q25' and line_item = 'gross_profit'",
    ) == [("0.1 億円",)]


def test_neither_restates_the_other(filed: Project) -> None:
    """Nor does a forecast that both state become a revision; and the expense that a filing has without a sign keeps it."""
    assert shown(filed, "select * from marts.restatements where company in ('aoba', 'northfield')") == []
    assert shown(
        filed,
        "select previous_amount_mn, amount_mn, deck from marts.forecast_revisions"
        " where company = 'aoba' and line_item = 'revenue' order by 1",
    ) == [("25000", "26400", "aoba_3q25"), ("26400", "26900", "aoba_3q25_revision")]
    assert not [
        row
        for row in shown(filed, "select kind, relation, deck from marts.tie_outs where kind = 'cross_vintage'")
        if "ssr" in str(row)
    ]


def test_names_by_dates_are_those_of_the_calendar_in_sql(filed: Project) -> None:
    """Calendar years, years to the last Saturday, years that close on the 20th, a year of nine months."""
    profiles = {row["company"]: row for row in filed.rows(Path("seeds/reference/companies.csv"))}
    exceptions = filed.rows(Path("seeds/reference/fiscal_years.csv"))
    rows = filed.query(
        "select company, period, period_type, starts_on, ends_on from marts.periods"
        " where period_type in ('quarter', 'half', 'nine_months', 'year', 'cumulative', 'month', 'instant')"
    )
    wrong = []
    for company, period, kind, starts_on, ends_on in rows:
        own = tuple(row for row in exceptions if row["company"] == company)
        calendar = periods.Calendar(profiles[company], own)
        found = calendar.instant(ends_on) if kind == "instant" else calendar.duration(starts_on, ends_on)
        same_days = {one for who, one, _, first, last in rows if (who, first, last) == (company, starts_on, ends_on)}
        if found not in same_days:
            wrong.append((company, period, found))
    assert {company for company, *_ in rows} == {"iij", "aoba", "northfield", "chg", "f20", "lng"}
    assert wrong == []


def test_the_report_says_which_headlines_the_filing_confirms(filed: Project) -> None:
    done = filed.run(sys.executable, "scripts/report.py", "--company", "aoba", "--output", "target/aoba.html")
    assert done.returncode == 0, done.stderr
    page = (filed.root / "target/aoba.html").read_text(encoding="utf-8")
    # revenue and operating profit of nine months, of the deck and not of what was filed before it
    assert page.count('class="filed"') == page.count("confirmed by the filing") == 2
    assert "Results for the first nine months of FY2025" in page


# ---- contradictions and corrections


def changed(facts_of: list[Said], concept: str, value: Said) -> list[Said]:
    return [value if one.concept == concept and one.when == value.when else one for one in facts_of]


WRONG = changed(STATEMENTS, "jppfs_cor:NetSales", yen("jppfs_cor:NetSales", HALF_BEFORE, "12,234,945", "売上高"))
CONTRADICTED = "cross_print:aoba_2q25_ssr:aoba_2q25:revenue:level:1H24:actual"


@pytest.fixture(scope="module")
def contradicted(tmp_path_factory: pytest.TempPathFactory, arelle: Path) -> Project:
    """A half-year report with another operating profit than the deck."""

    def make(root: Path) -> None:
        project = companies(root)
        file(project, arelle, "aoba", half_year_report(root / "target/wrong", WRONG))
        refused(project)

    return Project(made_once(tmp_path_factory, "contradicted", make))


def test_what_the_filing_contradicts_fails_and_is_named(contradicted: Project) -> None:
    found = [failure for failure in failures(contradicted) if failure.says(CONTRADICTED)]
    assert [failure.test for failure in found] == ["assert_tie_outs_hold"]
    assert found[0].says("12,234,645千円", "12,234,945千円")
    # nothing was restated, and nothing else failed
    assert failures(contradicted) == found
    assert shown(
        contradicted,
        "select contradicted, contradictions from marts.deck_against_filing"
        " where deck = 'aoba_2q25' and statement = 'income_statement'",
    ) == [("1", "revenue: 12,234百万円 (p. 2); 12,234,645千円 (p. 3); 12,234百万円 (p. 4) / 12,234,945千円 (p. 2)")]


def test_a_correction_needs_no_row_and_clears_the_deck(tmp_path: Path, arelle: Path) -> None:
    """The amended report agrees with the deck; what it changes is a correction, and no restatement to confirm."""
    project = companies(tmp_path / "kessan")
    file(project, arelle, "aoba", half_year_report(tmp_path / "wrong", WRONG))
    amended = [replace(one, value="true") if one.concept.endswith(":AmendmentFlagDEI") else one for one in DEI]
    amended = [replace(one, value="2025-09-01", text="2025年９月1日") if "FilingDate" in one.concept else one for one in amended]
    told = file(project, arelle, "aoba", half_year_report(tmp_path / "right", STATEMENTS, amended))
    assert "landed aoba_2q25_ssr_2" in told
    built(project)
    assert shown(
        project,
        "select filing, sum(confirmed)::int, sum(corrected)::int, sum(contradicted)::int from marts.deck_against_filing"
        " where deck = 'aoba_2q25' group by all order by 1",
    ) == [("aoba_2q25_ssr", "16", "1", "0"), ("aoba_2q25_ssr_2", "17", "0", "0")]
    assert shown(
        project, "select line_item, period, deck, previous_deck, reason from marts.restatements where company = 'aoba' order by 1"
    ) == [("revenue", "1H24", "aoba_2q25_ssr_2", "aoba_2q25_ssr", "correction")]
