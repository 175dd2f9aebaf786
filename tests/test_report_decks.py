"""The report beyond the first deck: half-years, nine months, other companies and currencies."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import Project, made_once
from landed import LANDINGS, copy_of_project, land
from playwright.sync_api import Browser
from reporting.charts import Point
from reporting.marts import Marts
from reporting.panels import stack_panel
from reporting.peers import calendar_quarter
from reporting.provenance import Provenance
from reporting.sections import SECTIONS
from reporting.tables import build_all
from reporting.text import Text, number_text, same, unit, why_null
from visiting import write


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three companies in one warehouse, IIJ with a short half-year deck after its first."""

    def make(root: Path) -> None:
        project = copy_of_project(root)
        for folder in ("next_deck", "companies/aoba", "companies/northfield"):
            land(project, LANDINGS / folder)
        # the short deck loses coverage, which is no matter of the report
        result = project.dbt("build", "--exclude-resource-type", "test")
        assert result.returncode == 0, result.stdout

    return Project(made_once(tmp_path_factory, "report_of_three", make))


@pytest.fixture(scope="module")
def written(warehouse: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The index of the report, with its pages beside it."""
    output = tmp_path_factory.mktemp("report") / "report.html"
    stale, notes = (output.with_suffix("") / name for name in ("gone.html", "notes.html"))
    stale.parent.mkdir()
    stale.write_text('<meta name="generator" content="Kessan">', encoding="utf-8")
    notes.write_text("a page of somebody else", encoding="utf-8")
    result = write(warehouse.warehouse, output)
    assert result.returncode == 0, result.stderr
    assert not stale.exists(), "the page of a company that is gone"
    assert notes.exists()
    notes.unlink()
    return output


@pytest.fixture(scope="module")
def pages(written: Path) -> dict[str, str]:
    """The pages of three companies, as text without scripts."""
    files = {"index": written} | {path.stem: path for path in written.with_suffix("").rglob("*.html")}
    return {
        name: re.sub(r"<(script|style)>.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for name, path in files.items()
    }


COMPANIES = ("iij", "aoba", "northfield")
DECKS = ("iij_1q25", "iij_2q25", "aoba_2q25", "aoba_3q25", "northfield_3q25", "northfield_4q25")


def test_several_companies_have_an_index_a_page_each_and_a_comparison(pages: dict[str, str]) -> None:
    assert set(pages) == {"index", "comparison", *COMPANIES, *DECKS}
    assert set(re.findall(r'href="(report/[^"]+)"', pages["index"])) == {
        *(f"report/{name}.html" for name in ("comparison", *COMPANIES)),
        *(f"report/decks/{name}.html" for name in DECKS),
    }
    # a quarter of one company stands beside a year of another: each says of which period it is
    index = plain(pages["index"])
    assert re.search(r"1H25[^¥]*¥81,085m|2Q25[^¥]*¥81,085m", index)
    assert re.search(r"4Q25[^$]*\$1,136m", index)
    for name in ("comparison", "iij", "aoba", "northfield"):
        assert 'href="../report.html"' in pages[name], name


def test_a_deck_has_a_page_with_every_figure_as_it_prints_it(pages: dict[str, str], warehouse: Project) -> None:
    """The older of two decks too, with what it states otherwise than the newer."""
    figures = warehouse.query("select page, label, printed from marts.figure_audit where deck = 'iij_1q25' order by seq")
    (restated,) = re.findall(r'<section id="restated"(.*?)</section>', pages["iij_1q25"], re.DOTALL)
    assert "Restated by a later deck Total contracted bandwidth, Jun 2025 14,329 Gbps 14,203 Gbps" in plain(restated)
    sections = dict(re.findall(r'<section id="p-([^"]+)"(.*?)</section>', pages["iij_1q25"], re.DOTALL))
    rows = {page: re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", text, re.DOTALL) for page, text in sections.items()}
    assert list(rows) == list(dict.fromkeys(page for page, _, _ in sorted(figures, key=lambda one: int(one[0].partition("-")[0]))))
    assert sum(len(of_page) for of_page in rows.values()) == len(figures) == 1466
    five = [plain(row).strip() for row in rows["5"]]
    assert (
        "システムインテグレーション（SI） 1Q25 33,560百万円 Systems integration revenue, 1Q25 ¥33,559.5m to ¥33,560.5m ✓ 12" in five
    )
    assert 'href="../iij.html"' in pages["iij_1q25"] and 'href="../../report.html"' in pages["iij_1q25"]
    assert 'href="decks/iij_2q25.html"' in pages["iij"] and 'href="decks/iij_1q25.html"' in pages["iij"]


def test_what_a_deck_no_longer_lets_be_checked_is_told_by_line_item(pages: dict[str, str], warehouse: Project) -> None:
    """There is no print of it to show: one row for each, with how many checks."""
    (standing,) = re.findall(r'<section id="standing"(.*?)</section>', pages["iij_2q25"], re.DOTALL)
    ((checks, items),) = warehouse.query(
        "select count(*), count(distinct coalesce(line_item, kind)) from marts.tie_outs"
        " where deck = 'iij_2q25' and status = 'lost' and not is_explained"
    )
    caption, _, rows = standing.rpartition("of which this one prints too little")
    counts = [int(number) for number in re.findall(r"<td>(?:<span[^>]*>)?(\d+)<", rows)]
    assert (sum(counts), len(counts)) == (checks, items)
    assert checks > 100
    assert " lost " not in plain(caption)


def test_a_number_leads_to_the_page_on_which_its_deck_prints_it(browser: Browser, written: Path) -> None:
    page = browser.new_page()
    page.goto(f"{(written.with_suffix('') / 'iij.html').as_uri()}#revenue:level:1Q25:actual")
    page.locator("#source-prints a", has_text="p. 5").click()
    page.wait_for_url("**/report/decks/iij_1q25.html#p-5")
    page.wait_for_selector("html[data-charts=drawn]")
    assert "76,821" in page.locator("#p-5").inner_text()
    page.close()


def test_what_is_not_explained_is_counted_alike_on_every_page(pages: dict[str, str], warehouse: Project) -> None:
    """What the short deck no longer lets be checked is counted too."""
    unexplained = "status not in ('consistent', 'uncheckable') and not is_explained"
    ((count,),) = warehouse.query(f"select count(*) from marts.tie_outs where company = 'iij' and {unexplained}")
    ((of_deck,),) = warehouse.query(f"select count(*) from marts.tie_outs where deck = 'iij_2q25' and {unexplained}")
    assert count > 100
    (row,) = re.findall(r'<tr><th scope="row"><a href="report/iij.html">.*?</tr>', pages["index"], re.DOTALL)
    assert plain(row).split()[-1] == str(count)
    assert f"{count} checks do not hold and nothing explains why" in plain(pages["iij"])
    assert f"Not explained {of_deck}" in plain(pages["iij_2q25"])


def test_nothing_is_compared_across_currencies(pages: dict[str, str]) -> None:
    blocks = dict(re.findall(r'<section id="(\w+)"(.*?)</section>', pages["comparison"], re.DOTALL))
    assert set(blocks) == {"jpy", "usd"}
    assert "Aoba" in blocks["jpy"]
    assert "Internet Initiative" in blocks["jpy"]
    assert "Northfield" not in blocks["jpy"]
    assert "Growth of revenue on the year" in blocks["jpy"]
    assert 'class="chart"' not in blocks["usd"], "a company alone in its currency has no peer"
    assert "nothing is compared with it" in blocks["usd"]


def test_a_rate_beside_those_of_peers_is_the_one_that_the_deck_prints(pages: dict[str, str]) -> None:
    """Northfield's gross margin is 43.749 %, 43.75 in the mart and 43.7 in the deck: rounded twice it would be 43.8."""
    row = next(row for row in pages["comparison"].split("<tr>") if 'href="northfield.html"' in row)
    assert "1,136 +4.2% 43.7% 234" in plain(row)


def test_quarters_are_compared_by_the_month_in_which_they_end() -> None:
    assert calendar_quarter(date(2025, 9, 27)) == calendar_quarter(date(2025, 9, 30)) == calendar_quarter(date(2025, 10, 4))
    assert calendar_quarter(date(2025, 9, 30))[1] == Text("25年9月", "Sep 2025")


def test_what_changed_since_the_last_deck_comes_first(pages: dict[str, str]) -> None:
    """The second deck revises its forecast and counts the bandwidth at the end of June anew."""
    answers = re.findall(r'<article class="answer.*?</article>', pages["iij"], re.DOTALL)
    first = plain(answers[0]).strip()
    assert "What changed since the last deck?" in first
    assert "Operating profit, FY25 forecast 36,500 → 37,000 (+500)" in first
    assert "Total contracted bandwidth, Jun 2025 (error corrected) 14,329 Gbps → 14,203 Gbps" in first
    assert "forecasts revised, 1 earlier figure restated" in first


def test_a_corrected_figure_is_marked_and_the_mark_explained(pages: dict[str, str]) -> None:
    marked = re.findall(r'<td>(?:(?!<td>).)*?<sup class="is-corrected">†</sup></td>', pages["iij"], re.DOTALL)
    assert any("14,203" in cell for cell in marked)
    assert '<sup class="is-corrected">†</sup> <span lang="ja">訂正</span>' in pages["iij"]


def plain(html: str) -> str:
    """What is to be read in English, in one line."""
    html = re.sub(r'<script type="application/json".*?</script>', "", html, flags=re.DOTALL)
    html = re.sub(r'<span lang="ja">.*?</span>', "", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def headline(page: str, name: str) -> str:
    """The first card of this name."""
    cards = [plain(card) for card in re.findall(r'<article class="headline">(.*?)</article>', page, re.DOTALL)]
    return next(card for card in cards if card.strip().startswith(name))


def test_after_a_half_year_deck_the_quarter_heads_the_page_and_the_half_stands_beside_it(pages: dict[str, str]) -> None:
    card = headline(pages["iij"], "Revenue")
    # the deck prints the half alone; the quarter is what it adds to the first
    assert "81,085" in card
    assert "1H25 157,906" in card


def test_after_a_half_year_deck_progress_is_that_of_the_half(pages: dict[str, str]) -> None:
    assert "After 1H25, operating profit stands at" in plain(pages["iij"])


def test_nine_months_and_turns_are_said_in_words(pages: dict[str, str]) -> None:
    card = headline(pages["aoba"], "Profit")
    assert "9M25" in card
    assert "to profit" in card
    assert "黒字転換" in pages["aoba"]


def test_a_quarter_that_is_a_difference_stands_on_the_checks_of_the_year_to_date(pages: dict[str, str]) -> None:
    assert re.search(r"ties \d+ checks", headline(pages["aoba"], "Revenue"))


def test_money_is_in_the_currency_of_the_company(pages: dict[str, str]) -> None:
    assert re.search(r"\$ 1,136 m", headline(pages["northfield"], "Net sales"))
    text = re.sub(r'"signs":\[.*?\]', "", pages["northfield"])
    assert "円" not in text
    assert "¥" not in text
    assert "百万ドル" in text
    assert "百万円" in pages["aoba"]


def test_per_share_figures_and_shares_stand_in_the_income_statement(pages: dict[str, str]) -> None:
    assert "Per share ($)" in plain(pages["northfield"])
    assert "Diluted average shares" in plain(pages["northfield"])


def marts_of(current: str, **known: int) -> Marts:
    """Marts of one deck that states so many headline items of each period."""
    items = ("revenue", "gross_profit", "operating_profit")
    lengths = {"2Q25": "quarter", "1H25": "half"}
    return Marts(
        company={"currency": "USD"},
        deck={"current_period": current},
        tables={
            "periods": [
                {"period": period, "period_type": length, "year_to_date_period": "1H25"} for period, length in lengths.items()
            ],
            "income_statement": [
                {"line_item": item, "period": period, "basis": "actual", "amount_mn": Decimal(1)}
                for period, count in known.items()
                for item in items[:count]
            ],
        },
    )


def test_a_revised_forecast_shows_what_was_forecast_before() -> None:
    marts = marts_of("2Q25")
    revision = {"line_item": "revenue", "name_ja": "売上高", "name_en": "Net sales", "display_order": 10, "basis": "forecast"}
    revision |= {"target_period": "FY25", "period": "FY25", "as_of": "2025-11", "stated_on": "2025-11-07", "period_sort": 1}
    revision |= {"previous_amount_mn": Decimal(4500), "amount_mn": Decimal(4600), "change_mn": Decimal(100)}
    marts.tables["forecast_revisions"] = [revision]
    guidance = next(section for section in SECTIONS if section.id == "guidance")
    (table,) = build_all(guidance.tables_of(marts), marts, Provenance(marts), "guidance")
    assert [column.en for column, _ in table.columns] == ["Before ($m)", "Revised ($m)", "Change ($m)", "Stated"]
    (row,) = table.groups[0].rows
    assert [plain(cell.content).strip() for cell in row.cells] == ["4,500", "4,600", "+100", "2025-11-07"]


def test_a_company_that_prints_the_year_to_date_alone_has_it_as_its_headline() -> None:
    assert marts_of("2Q25", **{"1H25": 3}).period == "1H25"
    assert marts_of("2Q25", **{"1H25": 3, "2Q25": 1}).span == "half"
    assert marts_of("2Q25", **{"1H25": 3, "2Q25": 3}).period == "2Q25"


def test_a_currency_has_its_sign_and_its_decimals() -> None:
    marts = marts_of("2Q25")
    assert marts.kind("money") == "usd_mn"
    assert number_text(Decimal(-1549), "usd_mn", signed=True, with_unit=True) == Text("△1,549百万ドル", "−$1,549m")
    assert number_text(Decimal("1.8"), marts.kind("price"), with_unit=True) == Text("1.80ドル", "$1.80")
    assert unit("chf_mn") == Text("百万CHF", "CHF m")


@pytest.mark.parametrize(
    ("column", "row", "reason"),
    [
        ("yoy_pct", {"yoy_source": "calculated", "yoy_turn": "turned_to_loss"}, "to loss"),
        ("revenue_yoy_pct", {"revenue_yoy_source": "too_coarse"}, "too coarse"),
        ("amount_mn", {"amount_source": "not_comparable"}, "not comparable"),
        ("yoy_change_mn", {"yoy_source": "too_coarse", "yoy_turn": None}, "too coarse"),
        ("amount_mn", {"amount_source": "not_stated"}, None),
    ],
)
def test_a_number_that_is_missing_says_why(column: str, row: dict, reason: str | None) -> None:
    found = why_null(row, column)
    assert (found and found.en) == reason


@pytest.mark.parametrize(
    ("total", "rest", "note"),
    [
        ("130", ["20"], None),
        ("110", [], None),
        # within half a per cent is what rounding leaves
        ("110.2", [], None),
        ("100", [], "Before elimination: the parts come to more than the whole."),
    ],
)
def test_a_stack_is_its_total_or_says_what_it_is(total: str, rest: list[str], note: str | None) -> None:
    """What the whole has beyond its parts is a part; a number over parts that come to more would not be theirs."""
    at = same("1Q25")
    parts = [Point(at, Decimal(value), same(name), 1, period="1Q25") for name, value in (("A", "60"), ("B", "50"))]
    marts = SimpleNamespace(kind=lambda kind: kind, periods={})
    (panel,) = stack_panel(
        same("Sales"), parts, "jpy_mn", marts, [same("A"), same("B")], [Point(at, Decimal(total), when=1, period="1Q25")]
    )
    assert (panel.note and panel.note.en) == note
    assert [name.en for name, _ in panel.legend] == ["A", "B", *(["Rest, by difference"] if rest else [])]
    # two layers have the same data: the bars, and what is written in them
    texts = re.findall(r"'text': '(\d*)'", str(panel.draw("en").to_dict()))
    assert set(texts) - {""} == {"60", "50", *rest, *([] if note else [str(round(float(total)))])}
