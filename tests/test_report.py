"""The report: what it holds without a browser, and what a reader meets in one."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from conftest import Project
from playwright.sync_api import Browser, Page
from reporting.charts import Point, differences, label_sides
from reporting.marts import read
from reporting.relations import span
from reporting.sections import SECTIONS
from reporting.sections.keys import keyed
from reporting.text import UNITS, Text, named, number, number_text, period_name, without_common
from test_build import land_second_deck
from visiting import NARROW, WIDE, visit, write

LINE_ITEMS = Path("seeds/reference/line_items.csv")


# ---- without a browser


@pytest.mark.parametrize(
    ("relation", "ja"),
    [
        ("nine_months_and_quarter_to_year", "9か月累計 ＋ 四半期 ＝ 通期"),
        ("year_less_half_and_fourth_quarter", "通期 － 上期 － 第4四半期"),
        ("year_less_first_second_and_third_quarters", "通期 － 第1・第2 － 第3四半期"),
        ("long_year_less_twelve_months", "変則決算の通期 － 12か月累計"),
    ],
)
def test_what_is_subtracted_of_periods_is_said_so(relation: str, ja: str) -> None:
    words = span(relation)
    assert words is not None
    assert words.ja == ja


@pytest.mark.parametrize(
    ("value", "kind", "ja", "en"),
    [
        ("76821", "jpy_mn", "76,821", "76,821"),
        ("-1294.0000", "jpy_mn", "△1,294", "−1,294"),
        ("-7.25", "pct", "△7.3", "−7.3"),
        ("7.8499", "pct", "7.8", "7.8"),
        ("-0.04", "pct", "0.0", "0.0"),
        ("29.2550", "jpy_2", "29.26", "29.26"),
        (None, "jpy_mn", "–", "–"),
    ],
)
def test_numbers_are_written_as_finance_people_write_them(value: str | None, kind: str, ja: str, en: str) -> None:
    amount = None if value is None else Decimal(value)
    assert (number(amount, kind, "ja"), number(amount, kind, "en")) == (ja, en)


def test_a_change_has_its_sign_and_an_amount_its_unit() -> None:
    assert number_text(Decimal(1549), "jpy_mn", signed=True, with_unit=True) == Text("+1,549百万円", "+¥1,549m")
    assert number_text(Decimal(-1011), "jpy_mn", signed=True, with_unit=True) == Text("△1,011百万円", "−¥1,011m")
    assert number_text(Decimal(0), "pct", signed=True, with_unit=True) == Text("0.0%", "0.0%")


def test_a_name_in_one_language_stands_for_both() -> None:
    assert named("青葉", None) == named("青葉", "") == Text("青葉", "青葉")
    assert named(None, "Aoba") == Text("Aoba", "Aoba")


def test_periods_have_the_names_that_people_use() -> None:
    assert period_name("1Q25") == Text("1Q25", "1Q25")
    assert period_name("FY25", "forecast") == Text("FY25 予想", "FY25 forecast")
    assert period_name("2025-06-30") == Text("25年6月末", "Jun 2025")
    assert period_name("2025-08") == Text("25年8月", "Aug 2025")


def test_what_all_names_of_a_chart_begin_with_is_said_once() -> None:
    names = [Text("単体売上（金融・保険）", "Revenue from finance"), Text("単体売上（製造）", "Revenue from manufacturing")]
    assert without_common(names) == [Text("金融・保険", "Finance"), Text("製造", "Manufacturing")]


def test_a_column_that_a_mart_lacks_is_a_slip_and_no_answer(built: Project) -> None:
    marts = read(built.warehouse)
    with pytest.raises(KeyError, match=r"marts\.income_statement has no column item"):
        marts.rows("income_statement", item="revenue")
    assert marts.rows("no_such_mart", item="revenue") == []


def test_a_chart_in_japanese_is_the_english_one_and_what_differs() -> None:
    assert differences({"a": [1, {"b": "x"}], "c": 2}, {"a": [1, {"b": "y"}], "c": 2}) == [(("a", 1, "b"), "y")]


def test_a_rate_is_not_rounded_twice(built: Project) -> None:
    """Two decimals of the marts end in 5 where the deck prints the lower tenth, for one: 22.049 %, 22.05, 22.0."""
    marts = read(built.warehouse)
    before = {
        (row["line_item"], row["period"]): row["ratio_to_revenue_pct"] for row in marts.rows("income_statement", basis="actual")
    }
    keyed(marts)
    after = {
        (row["line_item"], row["period"]): row["ratio_to_revenue_pct"] for row in marts.rows("income_statement", basis="actual")
    }
    assert (before["gross_profit", "2Q24"], after["gross_profit", "2Q24"]) == (Decimal("22.05"), Decimal("22.0"))
    (forecast,) = marts.rows("guidance", line_item="operating_profit", target_period="FY25")
    assert number(forecast["yoy_pct"], "pct", "en", signed=True) == "+21.2"


def test_every_unit_has_its_name(built: Project) -> None:
    units = {unit for (unit,) in built.query("select distinct unit from marts.facts")}
    assert len(units) > 10
    assert not units - set(UNITS), "name them in scripts/reporting/text.py"


def test_the_report_is_under_3_2_mb_and_the_same_bytes_each_time(built: Project, report: Path, tmp_path: Path) -> None:
    assert write(built.warehouse, tmp_path / "again.html", seed="42").returncode == 0
    assert (tmp_path / "again.html").read_bytes() == report.read_bytes()
    assert report.stat().st_size < 3_200_000


def test_the_policy_allows_no_network_and_no_other_script(report: Path) -> None:
    html = report.read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1].replace("&#39;", "'")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert set(rules) <= {"default-src", "script-src", "style-src", "img-src", "base-uri", "form-action"}
    assert rules["img-src"] == "data:"
    for kind, element in (("script-src", r"<script>(.*?)</script>"), ("style-src", r"<style>(.*?)</style>")):
        texts = re.findall(element, html, re.DOTALL)
        hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in texts}
        assert texts, f"no {element}"
        assert set(rules[kind].split()) == hashes
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    assert not re.findall(r"""\b(?:src|href|action)=["'](?!#|data:)""", markup)
    assert not re.findall(r"\son\w+=|\sstyle=", markup)


def test_every_section_has_its_place_and_data(report: Path) -> None:
    html = report.read_text(encoding="utf-8")
    shown = re.findall(r'<section id="([\w-]+)"', html)
    assert shown == [section.id for section in SECTIONS] + ["audit"]
    assert re.findall(r'<a href="#([\w-]+)">', html.partition("</nav>")[0])[1:] == shown


def test_a_file_that_is_no_warehouse_is_refused_and_the_old_report_stays(built: Project, tmp_path: Path) -> None:
    output = tmp_path / "report.html"
    output.write_text("old", encoding="utf-8")
    no_database, empty = tmp_path / "notes.duckdb", tmp_path / "empty.duckdb"
    no_database.write_text("a text", encoding="utf-8")
    duckdb.connect(empty).close()
    for source, options, said in (
        (tmp_path / "none.duckdb", (), "does not exist; run `make build` first"),
        (no_database, (), "cannot be read"),
        (empty, (), "has no marts.companies; run `make build` first"),
        (built.warehouse, ("--company", "acme"), "has no deck of acme; companies: iij"),
    ):
        result = write(source, output, *options)
        assert result.returncode == 1
        assert said in result.stderr
        assert "Traceback" not in result.stderr
    assert output.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".html"] == ["report.html"]


# ---- in a browser


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [NARROW, WIDE], ids=["390", "1440"])
def test_every_chart_draws_and_nothing_is_wider_than_the_page(
    browser: Browser, report: Path, viewport: dict, scheme: str, lang: str
) -> None:
    with visit(browser, report, lang, scheme, viewport=viewport) as visited:
        drawn = visited.page.evaluate(
            """() => [...document.querySelectorAll('.chart')].map((chart) => ({
                id: chart.id, name: chart.getAttribute('aria-label'), own: chart.dataset[document.documentElement.lang],
                marks: chart.querySelectorAll('svg .mark-rect path, svg .mark-line path, svg .mark-symbol path').length,
                wide: chart.querySelector('svg')?.getBoundingClientRect().width ?? 0, room: chart.getBoundingClientRect().width,
            }))"""
        )
        assert len(drawn) > 60
        for chart in drawn:
            assert chart["marks"] > 0, chart
            assert chart["name"] == chart["own"] != "", chart
            assert chart["room"] - 30 < chart["wide"] <= chart["room"] + 1, chart
        visited.page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
        assert visited.page.evaluate("document.documentElement.scrollWidth") == viewport["width"]


def test_the_tables_say_what_the_mart_says(browser: Browser, report: Path, built: Project) -> None:
    amounts = built.query(
        "select name_ja, period, amount_mn from marts.income_statement"
        " where period_type = 'quarter' and basis = 'actual' and amount_mn is not null"
    )
    with visit(browser, report, "ja") as visited:
        visited.page.evaluate("document.querySelector('#income-statement details').open = true")
        table = visited.page.locator("#income-statement table.data").first
        periods = [one.inner_text() for one in table.locator("thead th").all()]
        group = table.locator("tbody").first
        shown = {}
        for row in group.locator("tr:not(.group)").all():
            cells = row.locator("td").all_inner_texts()
            shown |= {(row.locator("th").inner_text(), period): cell for period, cell in zip(periods, cells, strict=True)}
    assert len(amounts) > 70
    for name, period, amount in amounts:
        assert shown[name, period] == number(amount, "jpy_mn", "ja"), (name, period)
    assert "△186" in shown.values()
    assert "–" in shown.values()


def test_the_switch_switches_and_is_remembered(browser: Browser, report: Path) -> None:
    with visit(browser, report, "en") as visited:
        page = visited.page
        assert page.get_attribute("html", "lang") == "en"
        assert visited.texts("#segments h2") == ["Segments"]
        page.click("button[data-lang=ja]")
        page.wait_for_selector("html[data-charts=drawn]")
        assert page.get_attribute("html", "lang") == "ja"
        assert page.get_attribute("button[data-lang=ja]", "aria-pressed") == "true"
        assert visited.texts("#segments h2") == ["セグメント"]
        assert "百万円" in page.locator("#segments .chart svg").first.text_content()
        assert page.title().startswith("株式会社")
        page.reload()
        page.wait_for_selector("html[data-charts=drawn]")
        assert page.get_attribute("html", "lang") == "ja"
        visited.requests.pop()


def test_it_works_where_nothing_can_be_remembered(browser: Browser, report: Path) -> None:
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });"
    with visit(browser, report, "en", script=refuse) as visited:
        visited.page.click("button[data-lang=ja]")
        visited.page.click("#theme")
        assert visited.page.get_attribute("html", "lang") == "ja"
        visited.page.wait_for_selector("html[data-charts=drawn]")


def test_light_and_dark_can_be_chosen(browser: Browser, report: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    bar = "getComputedStyle(document.querySelector('#segments svg .mark-rect path')).fill"
    with visit(browser, report, scheme="light") as visited:
        light = visited.page.evaluate(ground), visited.page.evaluate(bar)
        visited.page.click("#theme")
        dark = visited.page.evaluate(ground), visited.page.evaluate(bar)
        assert light[0] != dark[0]
        assert light[1] != dark[1], "charts follow without being drawn again"
    with visit(browser, report, scheme="dark") as visited:
        assert visited.page.evaluate(ground) == dark[0]


def test_a_click_on_a_number_shows_where_it_is_printed_and_what_bears_on_it(browser: Browser, report: Path, built: Project) -> None:
    where = "f.line_item = 'revenue' and f.measure = 'level' and f.period = '1Q25' and f.basis = 'actual'"
    prints = built.query(
        "select page, label, printed || printed_unit, lower_bound, upper_bound"
        f" from marts.figure_audit as f where {where} order by seq"
    )
    ((checks,),) = built.query(
        "select count(distinct tie_out_id) from marts.tie_out_figures inner join marts.tie_outs using (tie_out_id)"
        f" inner join marts.figure_audit as f using (figure_id) where status = 'consistent' and {where}"
    )
    with visit(browser, report) as visited:
        page = visited.page
        page.evaluate("document.querySelector('#income-statement details').open = true")
        page.locator("#income-statement .n", has_text="76,821").first.click()
        assert page.locator("#source h2").inner_text() == "Revenue, 1Q25"
        assert page.locator("#source .big").inner_text() == "¥76,821m"
        assert page.locator("#source-interval").inner_text() == "It can stand for 76,820.5 to 76,821.5"
        shown = [row.locator("td").all_inner_texts() for row in page.locator("#source-prints tr").all()][1:]
        assert shown == [
            [
                f"p. {number_of_page}",
                label,
                printed,
                f"{float(low):,g} to {float(high):,g}" if low == int(low) else f"{low:,.1f} to {high:,.1f}",
            ]
            for number_of_page, label, printed, low, high in prints
        ]
        assert page.locator("#source-ties > li").count() == checks
        page.keyboard.press("Escape")
        assert page.locator(".headline").first.locator(".tie .count").inner_text() == f"{checks} checks"


def test_a_number_that_is_not_printed_says_what_it_is_computed_from(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        page = visited.page
        page.evaluate("document.querySelector('#order-book details').open = true")
        page.locator("#order-book .n", has_text="1.35").first.click()
        parts = page.locator("#source-parts li").all_inner_texts()
        assert parts == ["Systems integration orders, 1Q25 ¥45,317m", "Systems integration revenue, 1Q25 ¥33,560m"]
        page.locator("#source-parts button").last.click()
        assert page.locator("#source h2").inner_text() == "Systems integration revenue, 1Q25"
        assert page.locator("#source-prints tr").count() > 1
        page.locator("#source .link", has_text="Back").click()
        assert page.locator("#source-parts li").count() == 2
        page.keyboard.press("Escape")
        page.evaluate("document.querySelector('#income-statement details').open = true")
        page.locator("#income-statement .n", has_text="16,693").first.click()
        assert page.locator("#source-calculation").inner_text() == "16,693 [+ 76,821百万円 (p. 5) - 60,128百万円 (p. 6)]"


def test_every_number_of_the_tables_leads_to_its_source(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        loose = visited.page.evaluate(
            """() => [...document.querySelectorAll('main section:not(#audit) table.data td:not(.text)')]
                .filter((cell) => /[0-9]/.test(cell.textContent) && !cell.querySelector('.n'))
                .map((cell) => [cell.closest('section').id, cell.closest('table').rows[0].cells[cell.cellIndex].innerText])
                .map((place) => place.join(' '))"""
        )
        linked = visited.page.locator("table.data .n").count()
    assert linked > 2_000
    # where a large deal is printed needs no source
    assert set(loose) == {"large-deals Page"}


def open_audit(page: Page) -> None:
    """It starts closed."""
    assert not page.locator("#search").is_visible()
    page.locator("#audit-details > summary").click()


def test_the_filter_filters(browser: Browser, report: Path, built: Project) -> None:
    ((every,),) = built.query("select count(*) from marts.tie_outs")
    ((footings,),) = built.query("select count(*) from marts.tie_outs where kind = 'footing'")
    ((held,),) = built.query("select count(*) from marts.tie_outs where kind = 'footing' and status = 'consistent'")
    with visit(browser, report) as visited:
        page = visited.page

        def found() -> str:
            return page.locator("#found").inner_text()

        open_audit(page)
        assert found() == f"{every} of {every}"
        page.select_option("#kind", "footing")
        assert found() == f"{footings} of {every}"
        page.select_option("#status", "consistent")
        assert found() == f"{held} of {every}"
        page.fill("#search", "revenue by segment 1Q25")
        shown = page.locator("#list tr").all_inner_texts()
        assert 0 < len(shown) < held
        assert all("revenue by segment" in text.lower() or "Revenue" in text for text in shown)
        page.fill("#search", "売上収益")
        assert page.locator("#list tr").count() > 0, "in the other language too"
        page.fill("#search", "no such check")
        assert found() == f"0 of {every}"
        page.locator("#kinds a", has_text="Roll-forward").click()
        assert (
            page.locator("#list tr").count() == built.query("select count(*) from marts.tie_outs where kind = 'roll_forward'")[0][0]
        )


def test_the_keyboard_reaches_everything(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        page = visited.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.locator("#segments summary").focus()
        page.keyboard.press("Enter")
        number_of_table = page.locator("#segments table .n").first
        number_of_table.focus()
        page.keyboard.press("Enter")
        assert page.locator("#source").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#source").is_visible()
        assert page.evaluate("document.activeElement.className") == "n", "back where the reader was"


def test_the_page_has_the_structure_that_a_screen_reader_reads(browser: Browser, report: Path) -> None:
    with visit(browser, report) as visited:
        page = visited.page
        levels = page.evaluate(
            "[...document.querySelectorAll('main :is(h1, h2, h3)')].map((heading) => Number(heading.tagName[1]))"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
        assert page.evaluate(
            "[...document.querySelectorAll('table.data, table.checks')].every((one) => one.querySelector('thead th[scope=col]'))"
        )
        assert page.evaluate(
            "[...document.querySelectorAll('table.data tbody tr:not(.group)')].every((one) => one.querySelector('th[scope=row]'))"
        )
        unnamed = page.evaluate(
            """() => [...document.querySelectorAll('button, input, select, a')].filter((one) =>
                !(one.innerText || one.textContent).trim() && !one.getAttribute('aria-label') && !one.closest('label'))
                .map((one) => one.outerHTML)"""
        )
        assert unnamed == []
        assert page.evaluate(
            "new Set([...document.querySelectorAll('[id]')].map((one) => one.id)).size === document.querySelectorAll('[id]').length"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_series_differ_in_lightness_so_that_greyscale_tells_them_apart(browser: Browser, report: Path, scheme: str) -> None:
    with visit(browser, report, scheme=scheme) as visited:
        lightness = visited.page.evaluate(
            """() => [1, 2, 3, 4, 5, 6].map((series) => {
                const probe = document.body.appendChild(document.createElement('i'));
                probe.className = `area-${series}`;
                const [r, g, b] = getComputedStyle(probe).backgroundColor.match(/[0-9.]+/g).map(Number)
                    .map((part) => part / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
                return 116 * Math.cbrt(0.2126 * r + 0.7152 * g + 0.0722 * b) - 16;
            })"""
        )
    ordered = sorted(lightness)
    assert all(after - before > 7 for before, after in pairwise(ordered)), lightness


def test_it_prints_in_black_on_white_without_what_is_for_a_screen(browser: Browser, report: Path) -> None:
    with visit(browser, report, scheme="dark") as visited:
        page = visited.page
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        for hidden in ("nav", ".controls", ".filter", "#more"):
            assert page.locator(hidden).count(), hidden
            assert not page.locator(hidden).first.is_visible(), hidden
        assert page.locator("#segments svg").first.is_visible()


def test_markup_in_a_label_is_text(browser: Browser, project: Project, tmp_path: Path) -> None:
    label = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028&amp;"
    rows = project.rows(LINE_ITEMS)
    for row in rows:
        if row["line_item"] in ("revenue", "network_services_gross_profit"):
            row["name_en"] = row["name_ja"] = f"{row['name_en']} {label}"
    project.write(rows, LINE_ITEMS)
    deck = project.rows()
    figure = next(row for row in deck if row["line_item"] == "revenue" and row["period"] == "1Q25" and row["measure"] == "level")
    project.edit(figure["seq"], label=label)
    result = project.dbt("build")
    assert result.returncode == 0, result.stdout
    output = tmp_path / "report.html"
    assert write(project.warehouse, output).returncode == 0
    html = output.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    with visit(browser, output) as visited:
        page = visited.page
        assert page.locator("body > script").count() == 4
        assert page.locator("img").count() == 0
        assert "<script>alert(1)</script>" in page.locator("#bridges svg").first.text_content()
        page.evaluate("document.querySelector('#income-statement details').open = true")
        page.locator("#income-statement .n", has_text="76,821").first.click()
        assert "<script>alert(1)</script>" in page.locator("#source h2").inner_text()
        assert "<script>alert(1)</script>" in page.locator("#source-prints").inner_text()


def test_what_a_deck_does_not_have_leaves_no_trace(browser: Browser, built: Project, tmp_path: Path) -> None:
    """Three quarters, no mobile business, no forecast, no bridge."""
    warehouse, output = tmp_path / "kessan.duckdb", tmp_path / "report.html"
    shutil.copy(built.warehouse, warehouse)
    with duckdb.connect(warehouse) as connection:
        for mart in ("mobile_subscriptions", "mobile_plans", "interconnection_charges"):
            connection.execute(f"drop table marts.{mart}")
        connection.execute("delete from marts.guidance; delete from marts.profit_bridge; delete from marts.large_deals")
        for (mart,) in connection.execute(
            "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'period'"
            " and table_name not in ('periods', 'facts', 'figure_audit', 'tie_outs', 'time_spine_quarterly')"
        ).fetchall():
            connection.execute(f"delete from marts.{mart} where period in ('1Q23', '2Q23', '3Q23', '4Q23', '1Q24', '2Q24')")
    result = write(warehouse, output)
    assert result.returncode == 0, result.stderr
    with visit(browser, output) as visited:
        page = visited.page
        for gone in ("mobile", "mobile-plans", "interconnection", "guidance", "bridges", "large-deals"):
            assert page.locator(f"#{gone}").count() == 0, gone
            assert page.locator(f"nav a[href='#{gone}']").count() == 0, gone
        assert [heading for heading in visited.texts(".answer h2") if "track" in heading or "Why" in heading] == []
        assert page.locator("#segments svg").count() > 0
        empty = page.evaluate(
            """() => [...document.querySelectorAll('.chart, section, .panels, table.data, .answer table')].filter((one) =>
                !one.querySelector('svg path, td, li')).map((one) => one.outerHTML.slice(0, 200))"""
        )
        assert empty == []


def test_labels_of_near_points_stand_on_different_sides() -> None:
    at = Text("1Q25", "1Q25")
    points = [Point(at, Decimal(value), Text(value, value)) for value in ("1.46", "1.40", "1.35")]
    points += [Point(Text("4Q24", "4Q24"), Decimal("0.70"), Text("1.35", "1.35"))]
    # the line leaves a low point upwards, its label stands under it
    assert label_sides(points, 220, zero=False) == ["over", "beside", "under", "under"]


def test_the_newest_deck_is_reported_with_what_it_gives(browser: Browser, project: Project, tmp_path: Path) -> None:
    """A short deck after the first one: revenue and segments of the quarter, and nothing that it does not say."""
    land_second_deck(project)
    # so short a deck loses coverage, which is no matter of the report
    result = project.dbt("build", "--exclude-resource-type", "test")
    assert result.returncode == 0, result.stdout
    output = tmp_path / "report.html"
    assert write(project.warehouse, output).returncode == 0
    assert {path.name for path in (tmp_path / "report").rglob("*.html")} == {"iij_1q25.html", "iij_2q25.html"}, "a page per deck"
    with visit(browser, output) as visited:
        page = visited.page
        assert visited.texts(".headline h2") == ["Revenue"]
        assert page.locator(".headline .value .n").inner_text() == "80,750"
        assert page.locator(".headline dd").first.inner_text() == "+7.7%"
        page.locator(".headline .value .n").click()
        assert page.locator("#source h2").inner_text() == "Revenue, 2Q25"
        page.locator("#source .close").click()
        page.evaluate("document.querySelector('#income-statement details').open = true")
        page.locator("#income-statement .n", has_text="72,016").first.click()
        assert page.locator("#source-calculation").count() + page.locator("#source-prints td", has_text="iij_1q25 p. ").count() > 0
        drawn = page.evaluate(
            "[...document.querySelectorAll('.chart')].filter((one) => !one.querySelector('svg path')).map((one) => one.id)"
        )
        assert drawn == []
